import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ReadingContext } from '../../../src/understanding/reading.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/understanding');

const row = z.strictObject({
	lang: z.string(),
	role: z.enum(['client', 'provider']).optional(),
	question: z.string().optional(),
	text: z.string(),
	intent: z.string(),
	alt: z.array(z.string()).default([]),
	slots: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).default({}),
	sentiment: z.enum(['positif', 'neutre', 'negatif']).default('neutre'),
	altSentiment: z.array(z.string()).default([]),
	urgency: z.enum(['basse', 'moyenne', 'haute']).default('basse'),
	altUrgency: z.array(z.string()).default([]),
	category: z.string().nullable().default(null),
	altCategory: z.array(z.string()).default([]),
	wants_human: z.boolean().default(false),
	danger: z.boolean().default(false),
});

/** One labelled message. What a line leaves out has its everyday value (neutre, basse, no category, no slots). */
export type Labelled = Omit<z.infer<typeof row>, 'role'> & { id: string; role: 'client' | 'provider'; context: string | null };

/** Every labelled message of the fixtures. */
export function labelled(): Labelled[] {
	const questions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(FIXTURES, 'questions.json'), 'utf8')));
	return readdirSync(FIXTURES)
		.filter((name) => name.endsWith('.jsonl'))
		.flatMap((name) =>
			readFileSync(join(FIXTURES, name), 'utf8')
				.split('\n')
				.filter((line) => line.trim() !== '')
				.map((line, index) => {
					const { role, ...rest } = row.parse(JSON.parse(line));
					const context = rest.question === undefined ? null : questions[rest.question];
					if (context === undefined) throw new Error(`${name}:${index + 1}: no question ${rest.question}`);
					return { ...rest, id: `${name}:${index + 1}`, role: role ?? (name === 'provider.jsonl' ? 'provider' : 'client'), context };
				}),
		);
}

/** A Saturday afternoon in Douala. */
export const NOW = new Date('2026-11-21T14:00:00Z');

/** The ground for a reading: no organisation's names unless given. */
export function ground(part: Partial<ReadingContext> = {}): ReadingContext {
	return {
		role: 'client',
		question: null,
		choices: [],
		language: null,
		now: NOW,
		timezone: 'Africa/Douala',
		services: [],
		zones: [],
		...part,
	};
}
