import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
const questions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(FIXTURES, 'understanding/questions.json'), 'utf8')));
const row = z.strictObject({
	text: z.string(),
	role: z.enum(['client', 'provider']).default('client'),
	question: z.string().optional(),
	/** As the slot should be, to the letter; null: none. */
	problem: z.string().nullable().optional(),
	reason: z.string().nullable().optional(),
});
const rows = readFileSync(join(FIXTURES, 'slots/problems.jsonl'), 'utf8')
	.split('\n')
	.filter((line) => line !== '')
	.map((line) => row.parse(JSON.parse(line)));
const slotsOf = (text: string, role: 'client' | 'provider' = 'client', question?: string) =>
	localUnderstand(text, ground({ role, question: question === undefined ? null : (questions[question] ?? null) })).slots;

describe('the words for what is wrong and why', () => {
	test.each(rows)('$text', ({ text, role, question, ...wanted }) => {
		const slots = slotsOf(text, role, question);
		for (const name of ['problem', 'reason'] as const) if (wanted[name] !== undefined) expect(slots[name] ?? null).toBe(wanted[name]);
	});

	test('are always words of the person, wherever greetings, places and times stand', () => {
		const part = fc.constantFrom(
			'bonjour',
			'svp',
			'mon robinet fuit',
			'à Akwa',
			'demain 10h',
			'je veux un plombier',
			'car',
			'vite',
			',',
			'.',
			'pour',
			'no light',
			'😀',
		);
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (parts) => {
				const text = parts.join(' ');
				const { problem, reason } = slotsOf(text);
				for (const words of [problem, reason]) if (words !== undefined) expect(text).toContain(words);
			}),
			{ numRuns: 300 },
		);
	});
});
