import { lookUp, OBJECTS, TRADES } from './gazetteer.ts';
import type { Slots } from './reading.ts';
import { fold } from './text/normalise.ts';

/** The services that a question lists, in its order: what "2" or "the last one" stands for ("Plomberie, électricité ou électroménager ?"). */
export function listedServices(question: string): string[] {
	const words = fold(question).split(/[^a-z0-9]+/);
	const found = [...lookUp(words, TRADES, { exact: true }), ...lookUp(words, OBJECTS, { exact: true })].sort((a, b) => a.from - b.from);
	return [...new Set(found.map(({ id }) => id))];
}

const LANGUAGES: readonly (readonly [NonNullable<Slots['language']>, RegExp])[] = [
	['fr', /\b(?:francais|french)\b/],
	['en', /\b(?:anglais|english)\b/],
	['wo', /\bwolof\b/],
];

/** The languages that a question lists, in its order. */
export function listedLanguages(question: string): NonNullable<Slots['language']>[] {
	const folded = fold(question);
	return LANGUAGES.map(([language, name]) => ({ language, at: folded.search(name) }))
		.filter(({ at }) => at >= 0)
		.sort((a, b) => a.at - b.at)
		.map(({ language }) => language);
}
