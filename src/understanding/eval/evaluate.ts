import { outsideAnswer } from '../outside.ts';
import type { Reading, ReadingContext } from '../reading.ts';
import { groundOf, type LabelledLine } from './labelled-line.ts';
import type { Answer } from './score.ts';

/** Reads every line with one reader, as the outside sees the readings: an abstention names its best guess. */
export function evaluate(lines: readonly LabelledLine[], read: (text: string, context: ReadingContext) => Reading, now: Date): Answer[] {
	return lines.map((line) => {
		const reading = read(line.text, groundOf(line, now));
		return { line, reading: { ...reading, ...outsideAnswer(reading) } };
	});
}
