import { distance } from 'fastest-levenshtein';
import { fold } from '../../platform/fold.ts';

/** Longest text searched for names: a sentence, not a letter (I12). */
const MAX_TEXT = 200;
/** Shorter words ("de", "les", "new") name nothing. */
const TELLING = 4;

/**
 * Those of a list that a text names: by a whole name, the longest winning; failing that, by the most words of a name, a slip forgiven in
 * long ones. "banque" names every bank, "banque baobab" one. Empty when none is named.
 */
export function mentioned<T>(text: string, all: readonly T[], namesOf: (one: T) => readonly string[]): T[] {
	const said = fold(text.slice(0, MAX_TEXT));
	if (said === '') return [];
	const known = all.map((one) => ({
		one,
		names: namesOf(one)
			.map(fold)
			.filter((name) => name !== ''),
	}));
	const whole = known.map(({ one, names }) => ({ one, score: longest(names.filter((name) => ` ${said} `.includes(` ${name} `))) }));
	const byName = best(whole);
	if (byName.length > 0) return byName;
	const words = said.split(' ').filter((word) => word.length >= TELLING);
	return best(known.map(({ one, names }) => ({ one, score: Math.max(0, ...names.map((name) => wordsOf(name, words))) })));
}

function best<T>(scored: { one: T; score: number }[]): T[] {
	const most = Math.max(0, ...scored.map(({ score }) => score));
	return most === 0 ? [] : scored.filter(({ score }) => score === most).map(({ one }) => one);
}

function longest(names: string[]): number {
	return Math.max(0, ...names.map((name) => name.length));
}

/** How many words of the name were said. */
function wordsOf(name: string, said: string[]): number {
	const telling = name.split(' ').filter((word) => word.length >= TELLING);
	return telling.filter((word) => said.some((one) => one === word || (word.length >= 6 && distance(one, word) <= 1))).length;
}
