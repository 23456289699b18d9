import { distance } from 'fastest-levenshtein';

/** A name that something may be called by, folded. A `weak` one is a word for its whole kind and counts only where no other does. */
export interface KnownName {
	name: string;
	weak?: boolean;
}

/** The longest name found counts: with it, a word for the kind never beats a name. */
const STRONG = 1000;

/**
 * Of several things with their names, those that a folded text mentions: by the longest of their names that stands there as whole words;
 * failing that, by a name one letter off (two from eight letters on). Empty when it mentions none.
 */
export function mentioned(said: string, things: ReadonlyMap<string, readonly KnownName[]>): Set<string> {
	if (said === '') return new Set();
	const whole = best(things, ({ name, weak }) => (` ${said} `.includes(` ${name} `) ? name.length + (weak === true ? 0 : STRONG) : 0));
	if (whole.size > 0) return whole;
	const words = said.split(' ');
	return best(things, ({ name }) => nearness(words, name));
}

function best(things: ReadonlyMap<string, readonly KnownName[]>, score: (name: KnownName) => number): Set<string> {
	const scores = [...things].map(([key, names]) => ({ key, score: Math.max(0, ...names.map(score)) }));
	const top = Math.max(0, ...scores.map((one) => one.score));
	return new Set(top === 0 ? [] : scores.filter((one) => one.score === top).map(({ key }) => key));
}

/** Above 0 when words of the text are nearly the name; higher is nearer. */
function nearness(words: readonly string[], name: string): number {
	const allowed = name.length >= 8 ? 2 : name.length >= 5 ? 1 : 0;
	if (allowed === 0) return 0;
	const length = name.split(' ').length;
	const runs = words.slice(0, Math.max(1, words.length - length + 1)).map((_, i) => words.slice(i, i + length).join(' '));
	const off = Math.min(...runs.map((run) => (Math.abs(run.length - name.length) > allowed ? allowed + 1 : distance(run, name))));
	return off > allowed ? 0 : allowed - off + 1;
}
