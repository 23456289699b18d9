import type { Reading } from '../../understanding/reading.ts';
import type { Answer } from '../flow/compile.ts';
import type { Input } from '../input.ts';
import type { LiveChoice } from './choices.ts';
import { matchChoice } from './match-choice.ts';
import { decodeTap, type Tap } from './payload.ts';

/** Below this an intent is a guess, and a guess never confirms anything. */
export const SURE = 0.6;

/** How firmly an input answers: a choice, something typed that was understood, or just any text. */
export interface ReadAnswer {
	/** Choice, slots, intents, place or file: taken before anything else is considered. */
	firm: Answer;
	/** The same with the free text, for questions that take any words; absent when there is no text. */
	loose?: Answer;
}

/** Reads an input as an answer to a question with these choices: number, label, synonym, then understanding. */
export function readAnswer(
	input: Input,
	choices: LiveChoice[],
	reading: Reading | null,
	media: string[],
	numbered: boolean,
): ReadAnswer | null {
	if (input.kind === 'location') {
		const { latitude, longitude, label } = input;
		return { firm: { slots: {}, intents: [], location: { latitude, longitude, ...(label === undefined ? {} : { label }) } } };
	}
	if (input.kind === 'media') {
		const firm: Answer = { slots: slotsOf(reading), intents: [], media };
		if (input.caption === '') return { firm };
		const picked = matchChoice(input.caption, choices, numbered) ?? byIntent(choices, reading);
		return picked === null
			? { firm, loose: { ...firm, text: input.caption } }
			: { firm: { ...answerOf(picked, input.caption, reading), media } };
	}
	const text = input.kind === 'message' ? input.text : input.kind === 'choice' ? input.label : '';
	if (text.trim() === '') return null;
	const picked = matchChoice(text, choices, numbered) ?? byIntent(choices, reading);
	if (picked !== null) return { firm: answerOf(picked, text, reading) };
	const firm: Answer = { slots: slotsOf(reading), intents: sureIntents(reading) };
	return { firm, loose: { ...firm, text } };
}

/** The answer that picking a choice is: by its button (`tap`), or by words, as if its button had just been shown. */
export function answerOf(choice: LiveChoice, text: string, reading: Reading | null, tap?: Tap): Answer {
	const carried = tap?.subject || decodeTap(choice.offered.payload)?.subject;
	const given = choice.definition?.carries === undefined || carried === undefined ? {} : { carried };
	return { id: choice.id, item: choice.item, ...given, text, slots: slotsOf(reading), intents: [] };
}

function byIntent(choices: LiveChoice[], reading: Reading | null): LiveChoice | null {
	for (const intent of sureIntents(reading).slice(0, 1)) {
		const found = choices.filter((choice) => choice.intents.includes(intent));
		if (found.length === 1) return found[0] ?? null;
	}
	return null;
}

function sureIntents(reading: Reading | null): string[] {
	if (reading === null || reading.intent === null || reading.confidence < SURE) return [];
	return [reading.intent];
}

/** What was read, as facts. Urgency rises at once and falls only when the person says so (rule D13). */
export function slotsOf(reading: Reading | null): Record<string, unknown> {
	if (reading === null) return {};
	const urgency = reading.slots.urgency ?? (reading.urgency === 'haute' ? 'haute' : undefined);
	return { ...reading.found, ...reading.slots, ...(urgency === undefined ? {} : { urgency }), ...(reading.danger ? { danger: true } : {}) };
}
