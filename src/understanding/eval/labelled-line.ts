import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { INTENTS, type ReadingContext } from '../reading.ts';

const intent = z.enum(INTENTS);
const sentiment = z.enum(['positif', 'neutre', 'negatif']);
const urgency = z.enum(['basse', 'moyenne', 'haute']);
const category = z.enum(['facturation', 'technique', 'commercial', 'resiliation', 'autre']);
const scalar = z.union([z.string(), z.number()]);
const slotValue = z.union([scalar, z.array(scalar)]);

/** One labelled message, in the outside vocabulary; what a line leaves out has its everyday value. `alt…` are other right answers. */
export const labelledLine = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	lang: z.string().default('unknown'),
	role: z.enum(['client', 'provider']).default('client'),
	context: z
		.string()
		.nullish()
		.transform((question) => question ?? null),
	text: z.string(),
	intent,
	slots: z.record(z.string(), slotValue).default({}),
	sentiment: sentiment.default('neutre'),
	urgency: urgency.default('basse'),
	category: category.nullable().default(null),
	wants_human: z.boolean().default(false),
	alt: z.array(intent).default([]),
	alt_slots: z.record(z.string(), z.array(scalar.nullable())).default({}),
	alt_sentiment: z.array(sentiment).default([]),
	alt_urgency: z.array(urgency).default([]),
	alt_category: z.array(category.nullable()).default([]),
	/** false: how the line is acted on counts, not its label. */
	score_intent: z.boolean().default(true),
	tags: z.array(z.string()).default([]),
});
export type LabelledLine = z.infer<typeof labelledLine>;

/** The lines of a JSONL file. Throws AppError `invalid_input` with the file, and the line when one is wrong. */
export function readLabelled(path: string): LabelledLine[] {
	return contentOf(path)
		.split('\n')
		.flatMap((row, index) => {
			if (row.trim() === '') return [];
			let parsed: unknown;
			try {
				parsed = JSON.parse(row);
			} catch {
				throw new AppError('invalid_input', `${path}:${index + 1}: not JSON`);
			}
			const checked = labelledLine.safeParse(parsed);
			if (!checked.success) {
				const issue = checked.error.issues[0];
				throw new AppError('invalid_input', `${path}:${index + 1}: ${issue?.path.join('.')} ${issue?.message}`);
			}
			return [checked.data];
		});
}

function contentOf(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch (cause) {
		throw new AppError('invalid_input', `${path}: cannot be read`, { cause });
	}
}

/** Every JSONL file of a folder, in the order of their names. */
export function readFolder(folder: string): LabelledLine[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith('.jsonl'))
		.sort()
		.flatMap((name) => readLabelled(join(folder, name)));
}

/** The ground a labelled line is read on: no organisation of its own. */
export function groundOf(line: Pick<LabelledLine, 'role' | 'context'>, now: Date, timezone = 'Africa/Douala'): ReadingContext {
	return { role: line.role, question: line.context, choices: [], language: null, now, timezone, services: [], zones: [] };
}
