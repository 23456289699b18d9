import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';

/** A text, and whether it tells of danger; `kind` is what the danger is, where the hand that wrote it said so. */
const dangerLine = z.object({ text: z.string(), danger: z.boolean(), lang: z.string().default('unknown'), kind: z.string().optional() });
export type DangerLine = z.infer<typeof dangerLine>;

function rowsOf(path: string): string[] {
	try {
		return readFileSync(path, 'utf8')
			.split('\n')
			.filter((row) => row.trim() !== '');
	} catch (cause) {
		throw new AppError('invalid_input', `${path}: cannot be read`, { cause });
	}
}

function parsed(row: string): unknown {
	try {
		return JSON.parse(row);
	} catch {
		return null;
	}
}

/** Does a file list dangers and what only sounds like them, rather than messages labelled in full? Throws AppError `invalid_input` when it cannot be read. */
export function isDangerList(path: string): boolean {
	const [first = ''] = rowsOf(path);
	const line = parsed(first);
	return dangerLine.safeParse(line).success && !z.object({ intent: z.string() }).safeParse(line).success;
}

/** The lines of such a file. Throws AppError `invalid_input` with the file and the line when one is wrong. */
export function readDangerList(path: string): DangerLine[] {
	return rowsOf(path).map((row, index) => {
		const line = dangerLine.safeParse(parsed(row));
		if (!line.success) throw new AppError('invalid_input', `${path}:${index + 1}: no text with danger true or false`);
		return line.data;
	});
}
