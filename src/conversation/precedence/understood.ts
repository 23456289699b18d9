import { holds } from '../flow/values.ts';
import { factScope } from '../step/choices.ts';
import { SURE, slotsOf } from '../step/read-answer.ts';
import { absorb } from '../step/run.ts';
import { isAngry } from './interrupts.ts';
import type { Decision, Moment } from './moment.ts';
import { listening, subjectOf } from './trigger.ts';

/** What the text was understood to want: a person, another language, to give up, or a flow that listens to the intent. */
export function understood(moment: Moment): Decision | null {
	const { run, reading, text, asking } = moment;
	if (reading === null) return null;
	if (reading.wants_human) return { row: 'understood', action: 'handover', reason: 'asked' };
	if (isAngry(reading)) return { row: 'understood', action: 'handover', reason: 'anger' };
	if (reading.danger && !tellsOfWork(reading) && asking?.flow !== 'request')
		return { row: 'understood', action: 'handover', reason: 'danger' };
	const plainly = toldPlainly(moment);
	if (plainly !== null) return plainly;
	if (reading.intent === null || reading.confidence < SURE) return replied(moment);
	const { intent, slots } = reading;
	if (intent === 'talk_to_human') return { row: 'understood', action: 'handover', reason: 'asked' };
	if (intent === 'change_language' && slots.language !== undefined)
		return { row: 'understood', action: 'language', language: slots.language };
	// A client's menu is not given up: what is to be cancelled is something else.
	const something = asking !== undefined && (asking.flow !== 'menu' || run.ctx.contact.provider !== '');
	const givesUp = something && slots.request_id === undefined;
	if (intent === 'cancel_request' && givesUp) return { row: 'understood', action: 'cancel' };
	// A yes or a no belongs to the open question; if that did not take it, nothing else does.
	if ((intent === 'confirm' || intent === 'deny') && asking !== undefined) return null;
	for (const { flow } of listening(run)) {
		// An intake already open is answered, not begun again.
		if (asking?.flow === flow.id && flow.draft !== undefined) continue;
		for (const entry of flow.entries) {
			if (!entry.intents.includes(intent)) continue;
			const facts = { ...absorb(flow.absorb, slotsOf(reading)), said: text, ...subjectOf(run) };
			if (!holds(entry.when, factScope(facts, run.ctx))) continue;
			return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
		}
	}
	return null;
}

/** What a flow listens to whatever the intent ("bonjour, je suis arrivé à la banque"). */
function toldPlainly({ run, reading, text }: Moment): Decision | null {
	const told = slotsOf(reading);
	for (const { flow } of listening(run)) {
		const facts = { ...absorb(flow.absorb, told), said: text, ...subjectOf(run) };
		const entry = flow.entries.find(
			({ tells, when }) => tells.some((slot) => told[slot] !== undefined) && holds(when, factScope(facts, run.ctx)),
		);
		if (entry !== undefined) return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
	}
	return null;
}

/** A bare price or time, in a reply to what was said about a job while another is spoken of: it is told of the job replied to. */
function replied({ run, reading, text, asking }: Moment): Decision | null {
	if (asking !== undefined || run.ctx.repliedSubject === null) return null;
	const told = slotsOf(reading);
	for (const { flow } of listening(run)) {
		const entry = flow.entries.find(
			({ replies, when }) => replies.some((slot) => told[slot] !== undefined) && holds(when, factScope({}, run.ctx)),
		);
		if (entry === undefined) continue;
		const facts = { ...absorb(flow.absorb, told), said: text, ...subjectOf(run) };
		return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
	}
	return null;
}

/** A danger that is a fault to repair goes on as an urgent request, with safety advice; any other needs a person at once. */
function tellsOfWork({ intent, confidence }: { intent: string | null; confidence: number }): boolean {
	return confidence >= SURE && (intent === 'request_service' || intent === 'describe_problem' || intent === 'give_location');
}
