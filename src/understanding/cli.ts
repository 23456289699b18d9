import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { evaluate } from './eval/evaluate.ts';
import { readLabelled } from './eval/labelled-line.ts';
import { report } from './eval/report.ts';
import { languageOf } from './language.ts';
import { outsideAnswer } from './outside.ts';
import type { ReadingContext } from './reading.ts';
import { localUnderstand } from './understand.ts';

const line = z.object({
	id: z.union([z.string(), z.number()]),
	role: z.enum(['client', 'provider']).default('client'),
	context: z.string().nullish(),
	text: z.string(),
	lang: z.string().nullish(),
});

/** What a whole file is read against: no organisation of its own, the moment injected. */
export interface CliIo {
	stdin: Readable;
	stdout: Writable;
	/** "demain" is counted from here. */
	now: Date;
	timezone?: string;
}

function answer(row: string, number: number, io: CliIo): Record<string, unknown> {
	let parsed: unknown;
	try {
		parsed = JSON.parse(row);
	} catch {
		return { error: 'not a JSON object', line: number };
	}
	const checked = line.safeParse(parsed);
	if (!checked.success) {
		const issue = checked.error.issues[0];
		return { error: `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'invalid'}`, line: number };
	}
	const { id, role, context, text } = checked.data;
	const ground: ReadingContext = {
		role,
		question: context ?? null,
		choices: [],
		language: null,
		now: io.now,
		timezone: io.timezone ?? 'Africa/Douala',
		services: [],
		zones: [],
	};
	const reading = localUnderstand(text, ground);
	return {
		id,
		...outsideAnswer(reading),
		sentiment: reading.sentiment,
		urgency: reading.urgency,
		category: reading.category,
		wants_human: reading.wants_human,
		language: languageOf(text),
		confidence: reading.confidence,
		source: reading.source,
	};
}

/**
 * `npm run -s understand`: JSON lines in, JSON lines out, in order, one at a time; nothing else on the output.
 * A bad line gives an object with `error` and `line` (counted from 1) and the rest goes on. Resolves to the exit code.
 * `understand -- eval FILE…` prints the figures of labelled files; `understand -- train` learns the classifier again from its examples.
 */
export async function runUnderstand(argv: readonly string[], io: CliIo): Promise<number> {
	const [command, ...files] = argv;
	if (command === 'eval') {
		io.stdout.write(report(evaluate(files.flatMap(readLabelled), localUnderstand, io.now)));
		return 0;
	}
	if (command === 'train') {
		const { train } = await import('./local/train.ts');
		io.stdout.write(`${JSON.stringify(train(), null, 2)}\n`);
		return 0;
	}
	return readAll(io);
}

async function readAll(io: CliIo): Promise<number> {
	let number = 0;
	for await (const row of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
		number += 1;
		if (row.trim() === '') continue;
		if (!io.stdout.write(`${JSON.stringify(answer(row, number, io))}\n`)) await new Promise((resolve) => io.stdout.once('drain', resolve));
	}
	return 0;
}
