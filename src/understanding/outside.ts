import type { Intent, Reading, Slots } from './reading.ts';

/** Slots of the outside vocabulary (contract.md): what the program adds for itself stays inside. */
function outsideSlots(slots: Slots, intent: Intent): Omit<Slots, 'when_at' | 'zone' | 'urgency'> {
	const { when_at: _at, zone: _zone, urgency: _urgency, ...rest } = slots;
	if (intent === 'describe_problem') delete rest.service;
	return rest;
}

/** An abstention still names its best guess outside: a file wants one label a line. */
export function outsideAnswer(reading: Reading): { intent: Intent; slots: Omit<Slots, 'when_at' | 'zone' | 'urgency'> } {
	const intent = reading.intent ?? reading.alternatives[0] ?? 'out_of_scope';
	return { intent, slots: outsideSlots(reading.slots, intent) };
}
