import { dangerIn } from '../danger.ts';
import { learnedDanger } from '../learned-danger/learned-danger.ts';

/** A text and whether it tells of danger. */
export interface Told {
	text: string;
	danger: boolean;
}

/** How well one reader of danger does: dangers heard of all, false alarms of all that are none, and of its alarms those that are right. */
export interface DangerFigures {
	recall: number;
	false_alarms: number;
	precision: number;
}

export type DangerReader = 'lexicon' | 'learned head' | 'both';

const READERS: Readonly<Record<DangerReader, (text: string) => boolean>> = {
	lexicon: (text) => dangerIn(text) !== null,
	'learned head': (text) => learnedDanger(text) !== null,
	both: (text) => dangerIn(text) !== null || learnedDanger(text) !== null,
};

function figuresOf(lines: readonly Told[], hears: (text: string) => boolean): DangerFigures {
	const dangers = lines.filter(({ danger }) => danger).length;
	const heard = lines.filter(({ text }) => hears(text));
	const right = heard.filter(({ danger }) => danger).length;
	return {
		recall: right / Math.max(1, dangers),
		false_alarms: (heard.length - right) / Math.max(1, lines.length - dangers),
		precision: right / Math.max(1, heard.length),
	};
}

/** The figures of the lexicon, of the learned head, and of both, as a reading hears them. */
export function dangerFigures(lines: readonly Told[]): Record<DangerReader, DangerFigures> {
	return {
		lexicon: figuresOf(lines, READERS.lexicon),
		'learned head': figuresOf(lines, READERS['learned head']),
		both: figuresOf(lines, READERS.both),
	};
}

const share = (value: number): string => `${(value * 100).toFixed(1).padStart(5)} %`;

/** The figures as text, for `understand -- eval`. */
export function dangerReport(lines: readonly Told[]): string {
	const dangers = lines.filter(({ danger }) => danger).length;
	return [
		`danger: recall, false alarms, precision (${dangers} dangers, ${lines.length - dangers} that are none)`,
		...Object.entries(dangerFigures(lines)).map(
			([reader, { recall, false_alarms, precision }]) =>
				`  ${reader.padEnd(26)} ${share(recall)} ${share(false_alarms)} ${share(precision)}`,
		),
		'',
	].join('\n');
}
