import type { Reading } from '../../understanding/reading.ts';
import { questionOf } from '../flow/book.ts';
import { holds } from '../flow/values.ts';
import type { Facts } from '../session.ts';
import { factScope } from '../step/choices.ts';
import { SURE, slotsOf } from '../step/read-answer.ts';
import { flowOf, learnt } from '../step/run.ts';
import { CERTAIN, isAngry } from './interrupts.ts';
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
	if (reading.intent === null || reading.confidence < SURE) return replied(moment) ?? hinted(moment);
	const { intent, slots } = reading;
	if (intent === 'talk_to_human') return { row: 'understood', action: 'handover', reason: 'asked' };
	if (intent === 'change_language' && slots.language !== undefined)
		return { row: 'understood', action: 'language', language: slots.language };
	// A client's menu is not given up: what is to be cancelled is something else.
	const something = asking !== undefined && (asking.flow !== 'menu' || run.ctx.contact.provider !== '');
	const givesUp = something && slots.request_id === undefined && !namesAnother(reading, asking.flow);
	if (intent === 'cancel_request' && givesUp) return { row: 'understood', action: 'cancel' };
	// A yes or a no belongs to the open question; if that did not take it, nothing else does.
	if ((intent === 'confirm' || intent === 'deny') && asking !== undefined && !isAcknowledgement(moment)) return null;
	// So does a greeting that is half heard in an answer.
	if ((intent === 'greet' || intent === 'thanks') && asking !== undefined && reading.confidence < CERTAIN) return null;
	for (const { flow } of listening(run)) {
		// An intake already open is answered, not begun again.
		if (asking?.flow === flow.id && flow.draft !== undefined) continue;
		for (const entry of flow.entries) {
			if (!entry.intents.includes(intent)) continue;
			const facts: Facts = { ...learnt(flow, slotsOf(reading)), said: text, ...subjectOf(run) };
			if (!holds(entry.when, factScope(facts, run.ctx))) continue;
			// What is only probable is asked, whatever reason seems to be given for it.
			if (reading.confidence < CERTAIN) facts.unsure = true;
			// Half understood, an open dialogue is not begun again: what it knows would be lost.
			const begins = entry.to === Object.keys(flow.states)[0];
			if (asking?.flow === flow.id && begins && reading.confidence < CERTAIN) continue;
			return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
		}
	}
	// A danger that nothing here can do anything about needs a person.
	if (reading.danger && asking?.flow !== 'request') return { row: 'understood', action: 'handover', reason: 'danger' };
	return hinted(moment);
}

/** What the dialogues are about that can be given up by name. */
const ABOUT: Readonly<Record<string, readonly string[]>> = {
	appointment: ['appointment'],
	ticket: ['ticket', 'join-queue'],
	request: ['request', 'my-requests'],
};

/** Whether what is to be cancelled is named, and the open dialogue is about something else ("annulez le rdv", asked for a ticket). */
function namesAnother(reading: Reading, flow: string): boolean {
	const { about } = slotsOf(reading);
	return typeof about === 'string' && ABOUT[about]?.includes(flow) === false;
}

/** "Ok", said where nothing waits for an answer. */
function isAcknowledgement({ run, reading, asking }: Moment): boolean {
	if (reading?.found.acknowledged !== true || asking === undefined) return false;
	return questionOf(flowOf(run, asking).flow, asking.state)?.expires === false;
}

/** What a text tells while nothing is asked, when nothing else could be made of it ("robinet cassé à Deïdo rond point"). */
function hinted({ run, reading, text, asking }: Moment): Decision | null {
	if (asking !== undefined && questionOf(flowOf(run, asking).flow, asking.state)?.expires !== false) return null;
	const told = slotsOf(reading);
	for (const { flow } of listening(run)) {
		const facts = { ...learnt(flow, told), said: text, ...subjectOf(run) };
		const entry = flow.entries.find(
			({ hints, when }) => hints.some((slot) => told[slot] !== undefined) && holds(when, factScope(facts, run.ctx)),
		);
		if (entry !== undefined) return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
	}
	return null;
}

/** What a flow listens to whatever the intent ("bonjour, je suis arrivé à la banque"). */
function toldPlainly({ run, reading, text, asking }: Moment): Decision | null {
	const told = slotsOf(reading);
	for (const { flow } of listening(run)) {
		const known = flow.inherits.flatMap((fact) => (asking?.facts[fact] === undefined ? [] : [[fact, asking.facts[fact]]]));
		const facts: Facts = { ...Object.fromEntries(known), ...learnt(flow, told), said: text, ...subjectOf(run) };
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
		const facts = { ...learnt(flow, told), said: text, ...subjectOf(run) };
		return { row: 'understood', action: 'open', flow: flow.id, state: entry.to, facts };
	}
	return null;
}

/** A danger that is a fault of a trade goes on as an urgent request, with safety advice; any other needs a person at once. */
function tellsOfWork(reading: Reading): boolean {
	const { intent, confidence } = reading;
	return (
		slotsOf(reading).service !== undefined &&
		confidence >= SURE &&
		(intent === 'request_service' || intent === 'describe_problem' || intent === 'give_location')
	);
}
