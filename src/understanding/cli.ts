import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { dangerReport } from './eval/danger-figures.ts';
import { isDangerList, readDangerList } from './eval/danger-list.ts';
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
	stderr: Writable;
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

const USAGE = `usage: understand < LINES.jsonl | understand eval FILE… | understand train [--check] | understand report [--org SLUG]
`;
/** A file whose editor marked it as UTF-8 begins with this. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * `npm run -s understand`: JSON lines in, JSON lines out, in order, one at a time; nothing else on the output.
 * A bad line gives an object with `error` and `line` (counted from 1), is told on the error output too, and the rest goes on.
 * `understand -- eval FILE…` prints the figures of labelled files and of lists of dangers; `understand -- train` learns the classifier and the head
 * of danger again from their examples, `train --check` only tells whether the stored ones are what these give.
 * Resolves to the exit code: 1 when a line was bad or the check failed, 2 when the command is wrong. Throws AppError for a file that cannot be read.
 */
export async function runUnderstand(argv: readonly string[], io: CliIo): Promise<number> {
	const [command, ...rest] = argv;
	if (command === undefined) return readAll(io);
	if (command === 'eval' && rest.length > 0) {
		const labelled = rest.filter((path) => !isDangerList(path)).flatMap(readLabelled);
		const told = rest.filter(isDangerList).flatMap(readDangerList);
		if (labelled.length > 0 || told.length === 0) io.stdout.write(report(evaluate(labelled, localUnderstand, io.now)));
		if (told.length > 0) io.stdout.write(dangerReport(told));
		return 0;
	}
	if (command === 'train' && rest.length === 0) {
		const { train } = await import('./local/train.ts');
		const { trainDanger } = await import('./learned-danger/train.ts');
		io.stdout.write(`${JSON.stringify({ ...(await train()), danger: trainDanger() }, null, 2)}\n`);
		return 0;
	}
	if (command === 'train' && rest.join() === '--check') {
		const { staleFiles } = await import('./eval/check-training.ts');
		const stale = await staleFiles();
		io.stdout.write(stale.length === 0 ? 'the classifier is what its examples give\n' : `train again: ${stale.join(', ')} would change\n`);
		return stale.length === 0 ? 0 : 1;
	}
	io.stderr.write(USAGE);
	return 2;
}

/** A reader that goes away (`| head`) ends the work quietly. */
async function readAll(io: CliIo): Promise<number> {
	let number = 0;
	let bad = 0;
	let gone = false;
	const left = new Promise<void>((resolve) => {
		io.stdout.once('error', () => {
			gone = true;
			resolve();
		});
	});
	for await (const row of createInterface({ input: io.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
		if (gone) break;
		number += 1;
		const said = number === 1 && row.startsWith(BYTE_ORDER_MARK) ? row.slice(1) : row;
		if (said.trim() === '') continue;
		const answered = answer(said, number, io);
		if ('error' in answered) {
			bad += 1;
			io.stderr.write(`understand: line ${number}: ${answered.error}\n`);
		}
		if (!io.stdout.write(`${JSON.stringify(answered)}\n`)) await Promise.race([once(io.stdout, 'drain').catch(() => undefined), left]);
	}
	return bad === 0 ? 0 : 1;
}
