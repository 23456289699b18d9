import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dangerIn } from '../../../src/understanding/danger.ts';
import { dangerFigures } from '../../../src/understanding/eval/danger-figures.ts';
import { readDangerList } from '../../../src/understanding/eval/danger-list.ts';
import { readFolder } from '../../../src/understanding/eval/labelled-line.ts';
import { hearDanger } from '../../../src/understanding/hear-danger.ts';
import { ROWS, windowsOf } from '../../../src/understanding/learned-danger/features.ts';
import { learnDanger, packDanger } from '../../../src/understanding/learned-danger/learn.ts';
import { learnedDanger } from '../../../src/understanding/learned-danger/learned-danger.ts';
import { type Lesson, lessons } from '../../../src/understanding/learned-danger/lessons.ts';
import metrics from '../../../src/understanding/learned-danger/model.metrics.json' with { type: 'json' };
import { DANGER_MODEL_FILE, loudestOf, parseDangerModel } from '../../../src/understanding/learned-danger/model.ts';
import { soundOf } from '../../../src/understanding/learned-danger/sound.ts';
import { dangerFingerprint } from '../../../src/understanding/learned-danger/train.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/understanding');
const lesson = (text: string, danger: boolean): Lesson => ({ text, danger, told: true, windows: windowsOf(text) });
const LESSON = [
	lesson('la bouteille souffle comme un serpent', true),
	lesson('la bouteille souffle et on dort à côté', true),
	lesson('la bouteille est livrée demain', false),
	lesson('une bouteille pour demain', false),
];

/** Told in no word of the lexicon: what the head is there for. */
const IMAGES = [
	'every time I open the fridge it bites my hand',
	"on a mis les enfants sur l'armoire, ça monte encore",
	'la rallonge flotte dans la chambre et la télé est branchée dessus',
	"quelqu'un marche sur mon toit depuis une heure, je suis seule",
] as const;

/** Faults of every day, which are most of what people write: each thing, each fault, each time is said of many. */
const FAULTS = [
	[
		[
			'Le robinet de ma cuisine',
			'la douche',
			'le tuyau du lavabo',
			'le compteur d’eau',
			'ma clim',
			'le congélateur',
			'la prise',
			'la fenêtre',
		],
		['fuit', 'fuit beaucoup', 'est bouché', 'ne marche plus', 's’arrête tout seul', 'saute tout le temps', 'ferme mal'],
		['', ' depuis ce matin', ' depuis deux jours', ' depuis la semaine dernière', ' chez moi à Makepe'],
	],
	[
		['my tap', 'the toilet', 'di fridge', 'ma light', 'the AC'],
		['is leaking', 'don spoil', 'is blocked', 'no di work', 'stopped'],
		['', ' since morning', ' since last week', ' abeg'],
	],
] as const;

describe('the learned head of danger', () => {
	test('takes no fault of every day for a danger, however long it has lasted', () => {
		const told = FAULTS.flatMap(([things, faults, times]) =>
			things.flatMap((thing) => faults.flatMap((fault) => times.map((time) => `${thing} ${fault}${time}`))),
		);
		expect(told.filter((text) => learnedDanger(text) !== null)).toEqual([]);
	});

	test('learns what it is shown, and the same to the byte each time', () => {
		const bytes = packDanger(learnDanger(LESSON), LESSON);
		expect(packDanger(learnDanger(LESSON), LESSON).equals(bytes)).toBe(true);
		const model = parseDangerModel(bytes);
		const odds = (text: string): number => loudestOf(windowsOf(text), model);
		expect(odds('une bouteille qui souffle')).toBeGreaterThan(odds('une bouteille livrée'));
	});

	test('its file is small, and one of another version or shape is refused', () => {
		// A weight for each trait that two lessons share; read once, at the first text.
		expect(statSync(DANGER_MODEL_FILE).size).toBeLessThanOrEqual(100_000);
		expect(parseDangerModel(readFileSync(DANGER_MODEL_FILE)).weights.some((weight) => weight !== 0)).toBe(true);
		expect(() => parseDangerModel(brotliCompressSync(Buffer.from([99, 0, 0, 0, 0, 0, 0, 0, 0])))).toThrow('train it again');
		expect(() => parseDangerModel(brotliCompressSync(Buffer.from([1, 0, 0, 0, 0, 9, 0, 0, 0])))).toThrow('broken');
	});

	test('was trained from what stands in the repository now: else run `npm run -s understand -- train`', () => {
		expect(metrics.fingerprint).toBe(dangerFingerprint(lessons()));
	});

	test('hears one sound in many spellings', () => {
		for (const same of [
			['saigne', 'seigne', 'sègne'],
			['bouteille', 'bouteil', 'bouteilles'],
			['maison', 'mezon'],
			['bloqué', 'bloké', 'bloquée'],
		])
			expect(new Set(same.map((word) => soundOf(word.normalize('NFD').replace(/\p{M}/gu, '')))).size).toBe(1);
	});

	test('its features stay within the model and do not grow with the text', () => {
		const windows = windowsOf('ma mère est tombée et ne répond plus '.repeat(270));
		expect(windows.length).toBeLessThan(20);
		for (const features of windows) {
			expect(features.every(({ row, value }) => row >= 0 && row < ROWS && value > 0)).toBe(true);
			expect(features.length).toBeLessThan(6_000);
		}
		expect(windowsOf('…')).toEqual([]);
	});
});

describe('danger heard by either', () => {
	test.each(IMAGES)('%s', (text) => {
		expect(dangerIn(text)).toBeNull();
		expect(localUnderstand(text, ground())).toMatchObject({
			danger: true,
			danger_by: 'learned',
			urgency: 'haute',
			evidence: expect.arrayContaining([expect.stringMatching(/^learned danger \d+ %$/)]),
		});
	});

	test('nothing overrules the lexicon, whatever stands around its words', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('ça sent le gaz', 'il y a le feu', 'smoke everywhere', 'deret', 'je vais me suicider', 'live wire hanging'),
				fc.string({ unit: 'grapheme-ascii', maxLength: 60 }),
				(words, after) => {
					const text = `${words}. ${after}`;
					fc.pre(dangerIn(text) !== null);
					expect(hearDanger(text)).toMatchObject({ by: 'lexicon' });
					expect(localUnderstand(text, ground())).toMatchObject({ danger: true, danger_by: 'lexicon', urgency: 'haute' });
				},
			),
			{ numRuns: 200 },
		);
	});

	test('a chance is a share, and only one over the threshold is told', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
				const chance = learnedDanger(text);
				expect(chance === null || (chance > 0.5 && chance <= 1)).toBe(true);
			}),
			{ numRuns: 200 },
		);
	});

	test('without danger nobody is named', () => {
		const reading = localUnderstand('je cherche un plombier demain', ground());
		expect(reading.danger).toBe(false);
		expect('danger_by' in reading).toBe(false);
	});
});

describe('dangers that nothing was taught with', () => {
	/** Lists by hands that had not seen the repository; what was not at least as good as this is worse than it was. */
	test.each([
		['dangers-1', 300, 0.68, 0.95, 0.02],
		['dangers-2', 300, 0.46, 0.84, 0.14],
		['dangers-3', 120, 0.82, 0.98, 0.035],
	])('%s (%d): lexicon %d, both %d, false alarms at most %d', (name, size, lexicon, both, alarms) => {
		const lines = readDangerList(join(FIXTURES, `danger/held-out/${name}.jsonl`));
		expect(lines).toHaveLength(size);
		const found = dangerFigures(lines);
		expect(found.lexicon.recall).toBeGreaterThanOrEqual(lexicon);
		expect(found.both.recall).toBeGreaterThanOrEqual(both);
		expect(found.both.false_alarms).toBeLessThanOrEqual(alarms);
	});

	test('none of them is among the lessons', () => {
		const taught = new Set(lessons().map(({ text }) => text));
		const held = ['dangers-1', 'dangers-2', 'dangers-3'].flatMap((name) => readDangerList(join(FIXTURES, `danger/held-out/${name}.jsonl`)));
		expect(held.filter(({ text }) => taught.has(text)).map(({ text }) => text)).toEqual([]);
	});

	test('the head adds few alarms to everyday messages', () => {
		const calm = readFolder(join(FIXTURES, 'held-out')).filter(({ tags, urgency }) => !tags.includes('danger') && urgency !== 'haute');
		const raised = calm.filter(({ text }) => dangerIn(text) === null && learnedDanger(text) !== null);
		expect(raised.length / calm.length).toBeLessThanOrEqual(0.006);
	});
});
