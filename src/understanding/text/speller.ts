import { tableWords } from '../signals.ts';
import { KNOWN, TARGETS } from '../tables/common.ts';
import { CITIES, LANDMARK_WORDS, ORG_SERVICES, ORGANISATIONS, QUARTERS } from '../tables/places.ts';
import { SERVICES } from '../tables/services.ts';
import { distance, tolerance } from './distance.ts';
import { fold, type Speller } from './normalise.ts';

const { whole: words, seen } = tableWords();
for (const target of TARGETS) words.add(target);
/** Names have their own gazetteers, with their own tolerance. */
for (const name of [...QUARTERS, ...CITIES, ...ORGANISATIONS, ...ORG_SERVICES, ...LANDMARK_WORDS])
	for (const word of fold(name).split(/[^a-z]+/)) seen.add(word);
for (const service of SERVICES) {
	for (const phrase of [...service.trades, ...service.objects]) for (const word of phrase.split(' ')) if (word.length >= 5) words.add(word);
}
/** By first letter: a typo seldom touches it, and the lists stay short. */
const byInitial = Map.groupBy(words, (word) => word.charAt(0));

/** Inflections of a word of ours are that word, not a misspelling of its neighbour. */
function inflected(word: string): boolean {
	const stem = word.replace(/(?:es|s|e|ent|ed|ing|z|r|ez|er|ons|ait|ais)$/, '');
	return words.has(stem) || seen.has(stem) || words.has(`${stem}e`) || words.has(`${stem}er`) || KNOWN.has(stem) || KNOWN.has(`${stem}e`);
}

/** Are the two the same letters in another order? */
function swapped(a: string, b: string): boolean {
	return [...a].sort().join('') === [...b].sort().join('');
}

/** The speller of the tables: knows their words, and the one meant by a near miss ("elctrician" → "electrician"). */
export const speller: Speller = {
	has: (word) => words.has(word) || KNOWN.has(word),
	correct: (word) => {
		const limit = tolerance(word.length);
		if (limit === 0 || /\d/.test(word) || words.has(word) || seen.has(word) || KNOWN.has(word) || inflected(word)) return null;
		let found: string | null = null;
		let best = limit + 1;
		for (const candidate of byInitial.get(word.charAt(0)) ?? []) {
			const edits = distance(word, candidate, Math.min(limit, best - 1, tolerance(candidate.length)));
			// In a short word a changed letter makes another word ("print", "paint"); a missing, doubled or swapped one is a slip.
			if (word.length <= 6 && candidate.length === word.length && !swapped(word, candidate)) continue;
			if (edits < best && edits <= tolerance(candidate.length)) {
				best = edits;
				found = candidate;
				if (edits === 1) break;
			}
		}
		return found;
	},
};
