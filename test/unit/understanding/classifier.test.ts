import { readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { groundOf, labelledLine } from '../../../src/understanding/eval/labelled-line.ts';
import { factsOf } from '../../../src/understanding/facts.ts';
import { calibrated } from '../../../src/understanding/local/combine.ts';
import { isotonic } from '../../../src/understanding/local/curve.ts';
import { featuresOf, ROWS } from '../../../src/understanding/local/features.ts';
import { learn, packModel } from '../../../src/understanding/local/learn.ts';
import metrics from '../../../src/understanding/local/model.metrics.json' with { type: 'json' };
import { classify, MODEL_FILE, parseModel } from '../../../src/understanding/local/model.ts';
import { fingerprintOf, prepareExamples } from '../../../src/understanding/local/prepare.ts';

import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground, NOW } from './labelled.ts';

const sample = (text: string, intent: string) => {
	const line = labelledLine.parse({ id: text, text, intent });
	return { line, features: featuresOf(factsOf(text, groundOf(line, NOW), null)) };
};
const LESSON = [
	sample('le technicien dort sur le chantier', 'complaint'),
	sample('votre gars dort toute la journée', 'complaint'),
	sample('quelle heure pour la météo', 'out_of_scope'),
	sample('la météo de demain quelle surprise', 'out_of_scope'),
];

describe('the classifier', () => {
	test('learns what it is shown, and the same to the byte each time', () => {
		const bytes = packModel(learn(LESSON), LESSON);
		expect(packModel(learn(LESSON), LESSON).equals(bytes)).toBe(true);
		const model = parseModel(bytes);
		const facts = factsOf('ce technicien dort', ground(), null);
		const { intent } = classify(facts, model);
		expect(intent.get('complaint')).toBeGreaterThan(intent.get('out_of_scope') ?? 1);
	});

	test('its file is small, and one of another version or shape is refused', () => {
		// Six ways of speaking, some 8,000 examples: read once at start, small beside the code.
		expect(statSync(MODEL_FILE).size).toBeLessThanOrEqual(760_000);
		expect(parseModel(readFileSync(MODEL_FILE)).places.size).toBeGreaterThan(1000);
		expect(() => parseModel(brotliCompressSync(Buffer.from([99, 0, 0, 0, 0])))).toThrow('train it again');
		expect(() => parseModel(brotliCompressSync(Buffer.from([2, 9, 0, 0, 0])))).toThrow('broken');
	});

	test('was trained from what stands in the repository now: else run `npm run -s understand -- train`', () => {
		expect(metrics.fingerprint).toBe(fingerprintOf(prepareExamples()));
	});

	test('every head gives probabilities, whatever the text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
				const guess = classify(factsOf(text, ground(), null));
				for (const head of Object.values(guess)) {
					const values = [...head.values()];
					expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
					expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
				}
			}),
			{ numRuns: 100 },
		);
	});

	test('features stay within the model and do not grow with the text', () => {
		const long = featuresOf(factsOf('je veux un plombier demain '.repeat(370), ground(), null));
		expect(long.every(({ row, value }) => row >= 0 && row < ROWS && value > 0)).toBe(true);
		expect(long.length).toBeLessThan(2500);
	});
});

describe('the calibration', () => {
	test('rises with the score, between 0 and 1', () => {
		const points = isotonic(Array.from({ length: 200 }, (_, index) => ({ score: index / 200, right: (index * 37) % 200 < index })));
		const values = Array.from({ length: 101 }, (_, index) => calibrated(index / 100, points));
		expect(values.every((value, index) => value >= (values[index - 1] ?? 0) && value >= 0 && value <= 1)).toBe(true);
		expect(values.at(-1)).toBeGreaterThan(0.7);
	});
});

describe('a text of the greatest length', () => {
	const texts = ['je veux un plombier ', '1 ', 'ca sent ', 'ne pas ', '690112233 ', 'a', '😀', 'plobmier '].map((part) =>
		part.repeat(10_000 / part.length),
	);

	/** In the processor's time, at its least: a pattern that goes back on itself costs many times more than this. */
	test.each(texts)('%#: costs no more than short ones of the same length together', (text) => {
		const cost = (said: string): number => {
			const times = Array.from({ length: 15 }, () => {
				const from = process.cpuUsage();
				localUnderstand(said, ground());
				const { user, system } = process.cpuUsage(from);
				return user + system;
			});
			return Math.min(...times);
		};
		const short = 'bjr svp je cherche un plombier a makepe, mon robinet coule depuis hier soir';
		expect(cost(text)).toBeLessThan((cost(short) * text.length) / short.length);
	});

	test('is read for danger to its end, and for what it wants at its two ends', () => {
		const filler = 'et puis je ne sais pas trop '.repeat(340);
		expect(localUnderstand(`${filler} ça sent le gaz`, ground())).toMatchObject({ danger: true, urgency: 'haute' });
		expect(localUnderstand(`${filler.slice(0, 4000)} il y a le feu ${filler.slice(0, 4000)}`, ground()).danger).toBe(true);
	});
});
