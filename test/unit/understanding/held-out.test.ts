import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../src/understanding/eval/evaluate.ts';
import { readFolder } from '../../../src/understanding/eval/labelled-line.ts';
import { figures, report } from '../../../src/understanding/eval/report.ts';
import { readExamples } from '../../../src/understanding/local/examples.ts';
import { INTENTS } from '../../../src/understanding/reading.ts';
import { fold } from '../../../src/understanding/text/normalise.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { NOW } from './labelled.ts';

const lines = readFolder(join(import.meta.dirname, '../../fixtures/understanding/held-out'));
const answers = evaluate(lines, localUnderstand, NOW);
/** The sets written blind whose messages were never read again: what the figures are worth on people's own words. */
const unread = answers.filter(({ line }) => line.id.startsWith('blind-b'));

/** No figure may fall below these: raise one when the reading gets better, never lower one for a change's sake. */
const FLOORS = {
	'intent accuracy': 0.93,
	'intent macro-F1': 0.94,
	'sentiment accuracy': 0.955,
	'sentiment macro-F1': 0.92,
	'urgency accuracy': 0.96,
	'category accuracy': 0.86,
	'wants_human recall': 0.95,
	'closed slots recall': 0.9,
	'all slots recall': 0.88,
} as const;

function trigrams(text: string): Set<string> {
	const bare = fold(text)
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
	const padded = `  ${bare === '' ? text : bare} `;
	return new Set(Array.from({ length: padded.length - 2 }, (_, index) => padded.slice(index, index + 3)));
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	let both = 0;
	for (const gram of a) if (b.has(gram)) both += 1;
	return both / (a.size + b.size - both);
}

describe('the held-out messages', () => {
	test('are many, all different, over every intent, both roles and each language', () => {
		expect(lines.length).toBeGreaterThanOrEqual(1500);
		expect(new Set(lines.map(({ text, context, role }) => `${role}|${context}|${text}`)).size).toBe(lines.length);
		expect(new Set(lines.map(({ intent }) => intent))).toEqual(new Set(INTENTS));
		for (const lang of ['fr', 'en', 'pcm', 'camfr', 'wo', 'wo-fr'])
			expect(lines.filter((line) => line.lang === lang).length).toBeGreaterThan(50);
		expect(lines.filter(({ role }) => role === 'provider').length).toBeGreaterThan(200);
	});

	test('none is near to a message that anything was trained with', () => {
		const taught = readExamples().map(({ line }) => trigrams(line.text));
		const near = lines.filter(({ text }) => {
			const own = trigrams(text);
			return taught.some((other) => Math.min(own.size, other.size) / Math.max(own.size, other.size) >= 0.6 && likeness(own, other) >= 0.62);
		});
		expect(near.map(({ text }) => text)).toEqual([]);
	});

	test.each(Object.entries(FLOORS))('%s is at least %d', (name, floor) => expect(figures(answers)[name]).toBeGreaterThanOrEqual(floor));

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

	test('the confidence tells how often it is right', () => expect(figures(answers)['calibration error']).toBeLessThanOrEqual(0.05));

	test('no refusal is read as a yes, no danger is missed, small talk starts nothing', () => {
		const found = figures(answers);
		expect(found['refusals read as yes']).toBe(0);
		expect(found['dangers missed']).toBe(0);
		expect(found['small talk as action']).toBeLessThanOrEqual(0.02);
	});

	test('the report names every label, language and target', () => {
		const text = report(answers);
		for (const word of [...INTENTS, 'wo-fr', 'camfr', 'confusions', 'calibration', 'target']) expect(text).toContain(word);
	});
});
