import type { Reading } from '../../understanding/reading.ts';
import type { Contact } from '../contacts/contact.ts';
import type { InboxItem } from '../input.ts';
import type { Scene } from '../scene/scene.ts';
import type { Session } from '../session.ts';
import type { Played } from './play.ts';
import { type TracePlace, TurnTraceModel } from './trace.ts';

/** Keeps what a turn did for the simulator's inspector; development only. */
export function keepTrace(
	scene: Scene,
	item: InboxItem,
	before: Contact,
	played: Played,
	{ reading, repliedSubject }: { reading: Reading | null; repliedSubject: string | null },
): void {
	const after = played.effects.some((effect) => effect.kind === 'handover') ? 'human' : before.owner;
	scene.insert(TurnTraceModel, {
		_id: item._id,
		org: scene.org,
		contact: before._id,
		at: scene.now,
		input: item.input,
		replied: repliedSubject,
		inputKind: item.input.kind,
		decision: played.decision === null ? '' : played.decision.row,
		reading,
		before: placeOf(before.owner, before.session),
		after: placeOf(after, played.session),
		commands: played.commands,
		effects: [
			...played.commands.map(({ name, outcome }) => ({ kind: 'command', name, outcome })),
			...played.effects.map((effect) => ({ ...effect })),
		],
	});
}

function placeOf(owner: Contact['owner'], session: Session): TracePlace {
	const frame = session.frames.at(-1);
	return frame === undefined ? { owner } : { owner, flow: frame.flow, version: frame.version, state: frame.state, facts: frame.facts };
}
