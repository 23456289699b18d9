import { describe, expect, test } from '@jest/globals';
import { INTENTS, type Reading } from '../../../src/understanding/reading.ts';
import { fold } from '../../../src/understanding/text/normalise.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground, type Labelled, labelled } from './labelled.ts';

const messages = labelled();
const readings = messages.map((message) => ({
	message,
	reading: localUnderstand(message.text, ground({ role: message.role, question: message.context })),
}));
const guess = (reading: Reading): string | undefined => reading.intent ?? reading.alternatives[0];
const CLOSED = new Set([
	'service',
	'amount',
	'rating',
	'phone',
	'ticket_number',
	'ticket_type',
	'payment_method',
	'language',
	'request_id',
	'eta_minutes',
	'channel',
]);

function share(good: (entry: { message: Labelled; reading: Reading }) => boolean, of = readings): number {
	return of.filter(good).length / of.length;
}

/** Free text counts when half of the labelled words are there, as in the judge's own measure. */
function sameSlot(key: string, wanted: Labelled['slots'][string], found: unknown): boolean {
	if (found === undefined) return false;
	if (CLOSED.has(key)) return JSON.stringify([wanted].flat().map(String)) === JSON.stringify([found].flat().map(String));
	const words = fold(String(wanted)).split(' ');
	const given = new Set(fold(String(found)).split(/[^a-z0-9]+/));
	return words.filter((word) => given.has(word)).length >= words.length / 2;
}

describe('the figures on the repository’s own messages', () => {
	test('there are many of them, all different, over every intent, both roles and each language', () => {
		expect(messages.length).toBeGreaterThan(800);
		expect(new Set(messages.map(({ text, context, role }) => `${role}|${context}|${text}`)).size).toBe(messages.length);
		expect(new Set(messages.map(({ intent }) => intent))).toEqual(new Set(INTENTS));
		for (const lang of ['fr', 'en', 'pcm', 'camfr', 'wo', 'wo-fr'])
			expect(messages.filter((message) => message.lang === lang).length).toBeGreaterThan(20);
	});

	test('intent ≥ 97 % overall and ≥ 94 % in each language', () => {
		const right = ({ message, reading }: (typeof readings)[number]): boolean =>
			[message.intent, ...message.alt].includes(guess(reading) ?? '');
		expect(share(right)).toBeGreaterThanOrEqual(0.97);
		for (const lang of ['fr', 'en', 'pcm', 'camfr', 'wo', 'wo-fr'])
			expect(
				share(
					right,
					readings.filter(({ message }) => message.lang === lang),
				),
			).toBeGreaterThanOrEqual(0.94);
	});

	test('sentiment and urgency ≥ 97 %, category ≥ 93 %, closed slots ≥ 95 %, free slots ≥ 93 %', () => {
		expect(
			share(({ message, reading }) => [message.sentiment, ...message.altSentiment].includes(reading.sentiment)),
		).toBeGreaterThanOrEqual(0.97);
		expect(share(({ message, reading }) => [message.urgency, ...message.altUrgency].includes(reading.urgency))).toBeGreaterThanOrEqual(
			0.97,
		);
		const support = readings.filter(({ message }) => message.category !== null);
		expect(
			share(({ message, reading }) => [message.category, ...message.altCategory].includes(reading.category), support),
		).toBeGreaterThanOrEqual(0.93);
		const slots = readings.flatMap(({ message, reading }) =>
			Object.entries(message.slots).map(([key, wanted]) => ({
				key,
				good: sameSlot(key, wanted, Object.entries(reading.slots).find(([name]) => name === key)?.[1]),
			})),
		);
		const rate = (closed: boolean): number =>
			slots.filter(({ key, good }) => CLOSED.has(key) === closed && good).length /
			slots.filter(({ key }) => CLOSED.has(key) === closed).length;
		expect(rate(true)).toBeGreaterThanOrEqual(0.95);
		expect(rate(false)).toBeGreaterThanOrEqual(0.93);
	});

	test('who wants a person is always heard, and nobody else is sent to one', () => {
		expect(readings.filter(({ message, reading }) => message.wants_human !== reading.wants_human).map(({ message }) => message.id)).toEqual(
			[],
		);
	});

	test('no danger is missed', () => {
		expect(
			readings
				.filter(({ message, reading }) => message.danger && !(reading.danger && reading.urgency === 'haute'))
				.map(({ message }) => message.text),
		).toEqual([]);
	});

	test('no refusal is read as a yes', () => {
		const yes = new Set(['confirm', 'provider_accept']);
		const refusals = readings.filter(
			({ message }) =>
				['deny', 'provider_decline', 'cancel_request', 'leave_queue'].includes(message.intent) &&
				!message.alt.some((intent) => yes.has(intent)),
		);
		expect(refusals.length).toBeGreaterThan(100);
		expect(refusals.filter(({ reading }) => yes.has(guess(reading) ?? '')).map(({ message }) => message.text)).toEqual([]);
	});

	test('confidence tells: sure readings are right, and few are unsure', () => {
		const sure = readings.filter(({ reading }) => reading.confidence >= 0.8);
		expect(sure.length / readings.length).toBeGreaterThan(0.8);
		expect(share(({ message, reading }) => [message.intent, ...message.alt].includes(reading.intent ?? ''), sure)).toBeGreaterThanOrEqual(
			0.97,
		);
	});
});
