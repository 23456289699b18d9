import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import type { Role } from '../reading.ts';
import { fold } from '../text/normalise.ts';
import { OUTPUTS } from './outputs.ts';

/** A message of our own with the answer it deserves: shown to the model beside the message it reads. */
export interface Example {
	role: Role;
	question: string | null;
	message: string;
	/** As the model should write it. */
	answer: Record<string, unknown>;
}

/** Chooses the examples nearest to a message. */
export type PickExamples = (message: string, role: Role, most: number) => Example[];

const line = z.strictObject({
	role: z.enum(['client', 'provider']),
	question: z.string().nullable(),
	message: z.string().min(1),
	answer: z.record(z.string(), z.unknown()),
});

/** Loads a file of examples, one JSON object a line, each answer checked by the schema of the model's. Throws AppError `configuration_invalid`. */
export function loadExamples(file: string): PickExamples {
	const examples = readFileSync(file, 'utf8')
		.split('\n')
		.flatMap((row, index) => (row.trim() === '' ? [] : [parseLine(row, index + 1)]));
	const known = examples.map((example) => ({ example, grams: gramsOf(example.message) }));
	return (message, role, most) => {
		const grams = gramsOf(message.slice(0, 600));
		return known
			.filter(({ example }) => example.role === role)
			.map((one) => ({ ...one, likeness: likeness(grams, one.grams) }))
			.sort((a, b) => b.likeness - a.likeness)
			.slice(0, most)
			.map(({ example }) => example);
	};
}

function parseLine(row: string, number: number): Example {
	let said: unknown;
	try {
		said = JSON.parse(row);
	} catch {
		throw new AppError('configuration_invalid', `prompt examples, line ${number}: not JSON`);
	}
	const checked = line.safeParse(said);
	if (!checked.success) throw new AppError('configuration_invalid', `prompt examples, line ${number}: ${checked.error.issues[0]?.message}`);
	const answer = OUTPUTS.reading.safeParse(checked.data.answer);
	if (!answer.success || answer.data.intent === null)
		throw new AppError('configuration_invalid', `prompt examples, line ${number}: the answer does not pass the schema of answers`);
	return checked.data;
}

/** Counts of the three-letter pieces of the folded text: cheap, local, and blind to spelling slips. */
function gramsOf(text: string): Map<string, number> {
	const padded = ` ${fold(text)} `;
	const grams = new Map<string, number>();
	for (let index = 0; index + 3 <= padded.length; index++) {
		const gram = padded.slice(index, index + 3);
		grams.set(gram, (grams.get(gram) ?? 0) + 1);
	}
	return grams;
}

/** The cosine of two counts. */
function likeness(one: Map<string, number>, other: Map<string, number>): number {
	let product = 0;
	for (const [gram, count] of one) product += count * (other.get(gram) ?? 0);
	const length = Math.sqrt(squares(one) * squares(other));
	return length === 0 ? 0 : product / length;
}

function squares(counts: Map<string, number>): number {
	let sum = 0;
	for (const count of counts.values()) sum += count * count;
	return sum;
}
