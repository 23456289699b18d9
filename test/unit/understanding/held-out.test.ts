import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../src/understanding/eval/evaluate.ts';
import { readFolder } from '../../../src/understanding/eval/labelled-line.ts';
import { figures, report } from '../../../src/understanding/eval/report.ts';
import type { Answer } from '../../../src/understanding/eval/score.ts';
import { readExamples } from '../../../src/understanding/local/examples.ts';
import { INTENTS } from '../../../src/understanding/reading.ts';
import { fold } from '../../../src/understanding/text/normalise.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { allFigures, FLOORS, fallen } from './floors.ts';
import { NOW } from './labelled.ts';

const lines = readFolder(join(import.meta.dirname, '../../fixtures/understanding/held-out'));
const everything = evaluate(lines, localUnderstand, NOW);
/** Written by hands that had never seen the repository: judged by their own floors, so that those of the older sets stay what they were. */
const STRANGERS = ['blind-f', 'blind-g', 'blind-h'] as const;
const setOf = ({ line }: Answer, set: string): boolean => line.id.startsWith(set);
const strangers = everything.filter((answer) => STRANGERS.some((set) => setOf(answer, set)));
const answers = everything.filter((answer) => !strangers.includes(answer));
/** The sets written blind whose messages were never read again: what the figures are worth on people's own words. */
const unread = answers.filter(({ line }) => line.id.startsWith('blind-b'));

/** Of three strangers' 1,400 messages, those that had been taught word for word, or nearly, before they were written. */
const SHARED_BY_CHANCE = 90;
/** What a stranger's messages are judged by. */
const STRANGER_FIGURES = [
	'intent accuracy',
	'intent macro-F1',
	'weakest intent F1',
	'sentiment accuracy',
	'urgency accuracy',
	'category accuracy',
	'wants_human recall',
	'closed slots recall',
	'all slots recall',
] as const;
/** Too few messages for a floor. */
const UNBOUND: ReadonlySet<string> = new Set(['intent accuracy, fr-en']);
/** A floor lies no further under its figure: raise it with the figure. */
const SLACK = 0.015;

function trigrams(text: string): Set<string> {
	const bare = fold(text)
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
	const padded = `  ${bare === '' ? text : bare} `;
	return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
}

/** The texts as near to one of `others` as a slip of the pen: sizes alike, and most of their runs of three letters shared. */
function nearTo(texts: readonly string[], others: readonly string[]): string[] {
	const known = others.map(trigrams);
	const places = new Map<string, number[]>();
	for (const [index, grams] of known.entries())
		for (const gram of grams) {
			const there = places.get(gram);
			if (there === undefined) places.set(gram, [index]);
			else there.push(index);
		}
	return texts.filter((text) => {
		const own = trigrams(text);
		const shared = new Uint16Array(known.length);
		for (const gram of own) for (const index of places.get(gram) ?? []) shared[index] = (shared[index] ?? 0) + 1;
		return known.some(({ size }, index) => {
			const both = shared[index] ?? 0;
			return Math.min(own.size, size) / Math.max(own.size, size) >= 0.6 && both / (own.size + size - both) >= 0.62;
		});
	});
}

describe('the held-out messages', () => {
	test('are many, all different, over every intent, both roles and each language', () => {
		expect(lines.length).toBeGreaterThanOrEqual(1500);
		// A stranger's message may be one that others wrote too; within a hand's own sets each stands once.
		for (const set of [answers, ...STRANGERS.map((name) => strangers.filter((answer) => setOf(answer, name)))])
			expect(new Set(set.map(({ line: { text, context, role } }) => `${role}|${context}|${text}`)).size).toBe(set.length);
		expect(new Set(lines.map(({ intent }) => intent))).toEqual(new Set(INTENTS));
		for (const lang of ['fr', 'en', 'pcm', 'camfr', 'wo', 'wo-fr'])
			expect(lines.filter((line) => line.lang === lang).length).toBeGreaterThan(50);
		expect(lines.filter(({ role }) => role === 'provider').length).toBeGreaterThan(200);
	});

	test('none is near to a message that anything was trained with', () => {
		const taught = readExamples().map(({ line }) => line.text);
		const near = nearTo(
			lines.map(({ text }) => text),
			taught,
		);
		const theirs = new Set(strangers.map(({ line }) => line.text));
		expect(near.filter((text) => !theirs.has(text))).toEqual([]);
		// What a stranger writes like everybody ("4", "slt", "en route"): as many as at the first reading, none taught since.
		expect(near.length).toBeLessThanOrEqual(SHARED_BY_CHANCE);
		expect(nearTo([`${taught[0]} !`], taught)).toHaveLength(1);
	});

	test('no figure has fallen', () => {
		const found = allFigures(answers);
		expect(fallen(answers).map((name) => [name, found[name], FLOORS.at_least[name] ?? FLOORS.at_most[name]])).toEqual([]);
	});

	test('every figure has a floor, and none is so low that much could be lost unseen', () => {
		const found = allFigures(answers);
		expect(Object.keys(found).filter((name) => !UNBOUND.has(name) && !(name in FLOORS.at_least) && !(name in FLOORS.at_most))).toEqual([]);
		const loose = Object.entries(FLOORS.at_least).filter(([name, floor]) => (found[name] ?? 0) - floor > SLACK);
		expect(loose.map(([name, floor]) => [name, found[name], floor])).toEqual([]);
	});

	test('the targets hold on the blind set alone', () => {
		const found = figures(unread);
		expect(unread).toHaveLength(277);
		expect(found['intent accuracy']).toBeGreaterThanOrEqual(0.9);
		expect(found['intent macro-F1']).toBeGreaterThanOrEqual(0.9);
		expect(found['category accuracy']).toBeGreaterThanOrEqual(0.8);
		expect(found['closed slots recall']).toBeGreaterThanOrEqual(0.85);
		expect([found['refusals read as yes'], found['dangers missed'], found['small talk as action']]).toEqual([0, 0, 0]);
	});

	test.each([
		['blind-d', 101, 0.95, 0.97],
		['blind-e', 233, 0.88, 0.87],
	])('%s: of %d, intents right at least %d, people asked for heard at least %d', (set, size, intents, people) => {
		const own = answers.filter(({ line }) => line.id.startsWith(set));
		const found = figures(own);
		expect(own).toHaveLength(size);
		expect(found['intent accuracy']).toBeGreaterThanOrEqual(intents);
		expect(found['wants_human recall']).toBeGreaterThanOrEqual(people);
		expect([found['refusals read as yes'], found['dangers missed'], found['small talk as action']]).toEqual([0, 0, 0]);
	});

	/** Each figure in the order of `STRANGER_FIGURES`. */
	test.each([
		['blind-f', 500, [0.97, 0.97, 0.9, 0.96, 0.96, 0.95, 0.97, 0.94, 0.86], [0, 0, 0]],
		['blind-g', 500, [0.96, 0.965, 0.83, 0.95, 0.965, 0.91, 0.99, 0.95, 0.94], [0, 0, 0]],
		['blind-h', 400, [0.96, 0.96, 0.85, 0.95, 0.935, 0.79, 0.99, 0.94, 0.82], [0, 0, 0.072]],
	])("%s: a stranger's messages are read at least as well as when their errors had been studied", (set, size, floors, ceilings) => {
		const own = strangers.filter((answer) => setOf(answer, set));
		const found = figures(own);
		expect(own).toHaveLength(size);
		expect(STRANGER_FIGURES.filter((name, index) => (found[name] ?? 0) < (floors[index] ?? 1)).map((name) => [name, found[name]])).toEqual(
			[],
		);
		const faulty = ['refusals read as yes', 'dangers missed', 'small talk as action'];
		expect(faulty.filter((name, index) => (found[name] ?? 1) > (ceilings[index] ?? 0)).map((name) => [name, found[name]])).toEqual([]);
	});

	test('the report names every label, language and target', () => {
		const text = report(answers);
		for (const word of [...INTENTS, 'wo-fr', 'camfr', 'confusions', 'calibration', 'target']) expect(text).toContain(word);
	});
});

/** What a worse reader would have answered: every so many-th of some lines, otherwise. */
function spoilt(
	every: number,
	where: (answer: Answer) => boolean,
	change: (reading: Answer['reading']) => Partial<Answer['reading']>,
): Answer[] {
	let seen = 0;
	return answers.map((answer) => {
		if (!where(answer) || seen++ % every !== 0) return answer;
		return { ...answer, reading: { ...answer.reading, ...change(answer.reading) } };
	});
}

const asked =
	(...intents: string[]) =>
	({ line }: Answer): boolean =>
		intents.includes(line.intent) && line.alt.length === 0 && line.score_intent;
const spoken =
	(group: string) =>
	({ line }: Answer): boolean =>
		line.lang === group || line.role === group;
const lost = { intent: 'stop_notifications' as const };
const withSlots = ({ line }: Answer): boolean => Object.keys(line.slots).length > 0;
const withClosedSlots = ({ line }: Answer): boolean => ['service', 'amount', 'rating', 'payment_method'].some((name) => name in line.slots);

const WORSE: [figure: string, answers: Answer[]][] = [
	[
		'intent accuracy',
		spoilt(
			30,
			() => true,
			() => lost,
		),
	],
	[
		'intent macro-F1',
		spoilt(
			30,
			() => true,
			() => lost,
		),
	],
	['weakest intent F1', spoilt(3, asked('out_of_scope'), () => lost)],
	...['fr', 'en', 'pcm', 'camfr', 'wo', 'wo-fr', 'client', 'provider'].map((group): [string, Answer[]] => [
		`intent accuracy, ${group}`,
		spoilt(20, spoken(group), () => lost),
	]),
	[
		'sentiment accuracy',
		spoilt(
			30,
			() => true,
			({ sentiment }) => ({ sentiment: sentiment === 'neutre' ? 'positif' : 'neutre' }),
		),
	],
	[
		'sentiment macro-F1',
		spoilt(
			6,
			({ line }) => line.sentiment === 'positif',
			() => ({ sentiment: 'neutre' }),
		),
	],
	[
		'urgency accuracy',
		spoilt(
			30,
			() => true,
			({ urgency }) => ({ urgency: urgency === 'basse' ? 'moyenne' : 'basse' }),
		),
	],
	[
		'urgency macro-F1',
		spoilt(
			6,
			({ line }) => line.urgency === 'haute',
			() => ({ urgency: 'basse' }),
		),
	],
	[
		'category accuracy',
		spoilt(
			20,
			({ line }) => line.category !== null,
			() => ({ category: null }),
		),
	],
	[
		'category macro-F1',
		spoilt(
			10,
			({ line }) => line.category === 'commercial',
			() => ({ category: 'technique' }),
		),
	],
	[
		'wants_human recall',
		spoilt(
			20,
			({ line }) => line.wants_human,
			() => ({ wants_human: false }),
		),
	],
	[
		'wants_human precision',
		spoilt(
			200,
			({ line }) => !line.wants_human,
			() => ({ wants_human: true }),
		),
	],
	['closed slots recall', spoilt(25, withClosedSlots, () => ({ slots: {} }))],
	[
		'closed slots precision',
		spoilt(
			150,
			() => true,
			({ slots }) => ({ slots: { ...slots, amount: 1, rating: 1 } }),
		),
	],
	['all slots recall', spoilt(25, withSlots, () => ({ slots: {} }))],
	[
		'sure readings',
		spoilt(
			25,
			() => true,
			() => ({ confidence: 0.5 }),
		),
	],
	[
		'sure intents right',
		spoilt(
			40,
			({ reading }) => reading.confidence >= 0.8,
			() => lost,
		),
	],
	[
		'calibration error',
		spoilt(
			1,
			() => true,
			({ confidence }) => ({ confidence: confidence ** 2 }),
		),
	],
	['refusals read as yes', spoilt(1_000, asked('deny', 'provider_decline'), () => ({ intent: 'confirm' }))],
	[
		'dangers missed',
		spoilt(
			1_000,
			({ line }) => line.tags.includes('danger') && line.intent !== 'out_of_scope',
			() => ({ danger: false }),
		),
	],
	[
		'danger false alarms',
		spoilt(
			50,
			({ line }) => !line.tags.includes('danger') && line.urgency !== 'haute',
			() => ({ danger: true }),
		),
	],
	['small talk as action', spoilt(20, asked('out_of_scope'), () => ({ intent: 'confirm' }))],
];

describe('a worse reader is caught', () => {
	test.each(WORSE)('by the %s', (figure, worse) => expect(fallen(worse)).toContain(figure));

	test('by every figure that has a floor', () =>
		expect(WORSE.map(([figure]) => figure).sort()).toEqual([...Object.keys(FLOORS.at_least), ...Object.keys(FLOORS.at_most)].sort()));
});
