import { distance } from 'fastest-levenshtein';
import { fold } from '../../platform/fold.ts';
import type { Moment } from './moment.ts';

/** Said around a keyword, it changes nothing. */
const BEFORE = /^(?:(?:bonjour|bonsoir|bjr|slt|salut|hello|hi|hey|svp|stp|please) )+/;
const AFTER = /(?: (?:svp|stp|s il (?:vous|te) plait|please|pls|merci|maintenant|now))+$/;
/** One slip is forgiven from so many letters on: "mon tiket". */
const LONG = 9;

/**
 * Whether the whole message is one of these words: as it was typed, or with its spelling undone ("je sui le cbien"), politeness left out, and
 * a slip of the thumb forgiven in what is long enough to be nothing else.
 */
export function isKeyword({ text, reading }: Pick<Moment, 'text' | 'reading'>, words: readonly string[]): boolean {
	const said = [fold(text), reading?.plain ?? '']
		.map((one) => bare(one).replace(BEFORE, '').replace(AFTER, ''))
		.filter((one) => one !== '');
	return words.map((word) => bare(fold(word))).some((word) => said.some((one) => one === word || isSlip(word, one)));
}

/** Minutes, however they are written. */
function bare(folded: string): string {
	return folded.replace(/(\d+) ?(?:mns?|mins?|minutes?|minit)(?![a-z])/g, '$1 min');
}

function isSlip(word: string, said: string): boolean {
	return word.length >= LONG && Math.abs(word.length - said.length) <= 1 && distance(word, said) === 1 && figures(word) === figures(said);
}

function figures(text: string): string {
	return text.replace(/\D/g, '');
}
