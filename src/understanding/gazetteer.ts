import { CITIES, LANDMARK_WORDS, ORG_SERVICES, ORGANISATIONS, QUARTERS } from './tables/places.ts';
import { SERVICES } from './tables/services.ts';
import { distance, tolerance } from './text/distance.ts';
import { fold, type Normal } from './text/normalise.ts';

/** A name found in a text: the entry's id, where its words stand, and how it was written. */
export interface Found {
	id: string;
	/** The entry's proper name. */
	name: string;
	from: number;
	to: number;
	edits: number;
}

interface Entry {
	id: string;
	name: string;
	words: readonly EntryWord[];
}

/** A word of a name, with the edits it may carry: none in a number. */
interface EntryWord {
	text: string;
	tolerance: number;
}

/** Names to look up by windows of words, typos allowed within the length's tolerance. Built once per list of names. */
export interface Gazetteer {
	/** By `bucket`: a typo never touches a name's first letter. */
	entries: Map<number, Entry[]>;
	longest: number;
}

/** Of a name's count of words and the first letter of the first. */
function bucket(length: number, firstWord: string): number {
	return length * 0x10000 + (firstWord === '' ? 0 : firstWord.charCodeAt(0));
}

/** A gazetteer of entries with several names each; the first name is the proper one. */
function gazetteer(list: readonly { id: string; names: readonly string[] }[]): Gazetteer {
	const entries = new Map<number, Entry[]>();
	let longest = 0;
	for (const { id, names } of list) {
		for (const name of names) {
			const words = fold(name)
				.split(' ')
				.filter((word) => word !== '');
			if (words.length === 0 || words.length > 6) continue;
			const key = bucket(words.length, words[0] ?? '');
			const same = entries.get(key) ?? [];
			same.push({ id, name: names[0] ?? name, words: words.map(entryWord) });
			entries.set(key, same);
			longest = Math.max(longest, words.length);
		}
	}
	return { entries, longest };
}

function entryWord(text: string): EntryWord {
	return { text, tolerance: /\d/.test(text) ? 0 : tolerance(text.length) };
}

/** How far what was written is from a name: infinite beyond what may be taken for it. Cheap reasons to refuse come first: nearly all are refused. */
function edits(written: readonly EntryWord[], entry: Entry, exact: boolean): number {
	let differ = 0;
	for (let index = 0; index < written.length; index++) {
		const given = written[index];
		const word = entry.words[index];
		if (given === undefined || word === undefined) return Number.POSITIVE_INFINITY;
		if (given.text === word.text) continue;
		const limit = Math.min(word.tolerance, given.tolerance);
		if (exact || limit === 0 || Math.abs(word.text.length - given.text.length) > limit) return Number.POSITIVE_INFINITY;
		if (given.text.charCodeAt(0) !== word.text.charCodeAt(0)) return Number.POSITIVE_INFINITY;
		differ++;
	}
	let sum = 0;
	for (let index = 0; differ > 0 && index < written.length; index++) {
		const given = written[index];
		const word = entry.words[index];
		if (given === undefined || word === undefined || given.text === word.text) continue;
		const limit = Math.min(word.tolerance, given.tolerance);
		const cost = distance(given.text, word.text, limit);
		if (cost > limit) return Number.POSITIVE_INFINITY;
		sum += cost;
		differ--;
	}
	return sum;
}

/** Every entry named in the words, longest window first, no overlaps, in the order of the text. */
export function lookUp(
	words: readonly string[],
	names: Gazetteer,
	options: { exact?: boolean; known?: (word: string) => boolean } = {},
): Found[] {
	const found: Found[] = [];
	const taken = new Set<number>();
	const written = words.map(entryWord);
	for (let length = names.longest; length >= 1; length--) {
		for (let from = 0; from + length <= words.length; from++) {
			const entries = names.entries.get(bucket(length, words[from] ?? ''));
			if (entries === undefined) continue;
			const window = written.slice(from, from + length);
			if (window.some((_, index) => taken.has(from + index))) continue;
			let best: Found | null = null;
			const exact = options.exact === true || (length === 1 && options.known?.(words[from] ?? '') === true);
			for (const entry of entries) {
				const cost = edits(window, entry, exact);
				if (cost < (best?.edits ?? Number.POSITIVE_INFINITY))
					best = { id: entry.id, name: entry.name, from, to: from + length, edits: cost };
				if (cost === 0) break;
			}
			if (best === null) continue;
			found.push(best);
			for (let index = from; index < from + length; index++) taken.add(index);
		}
	}
	return found.sort((a, b) => a.from - b.from);
}

const cache = new WeakMap<readonly object[], Gazetteer>();

/** The gazetteer of an organisation's list, kept as long as the list itself. */
export function gazetteerOf(list: readonly { id: string; names: string[] }[]): Gazetteer {
	const kept = cache.get(list);
	if (kept !== undefined) return kept;
	const made = gazetteer(list.map(({ id, names }) => ({ id, names: [...names, id.replace(/[-_]/g, ' ')] })));
	cache.set(list, made);
	return made;
}

export const TRADES = gazetteer(SERVICES.map(({ id, trades }) => ({ id, names: trades })));
export const OBJECTS = gazetteer(SERVICES.map(({ id, objects }) => ({ id, names: objects })));
export const BUILT_IN_QUARTERS = gazetteer(
	QUARTERS.map((line) => {
		const names = line.split('|');
		return { id: fold(names[0] ?? ''), names: names[0]?.includes('-') === true ? [...names, names[0].replaceAll('-', '')] : names };
	}),
);
export const CITY_NAMES = gazetteer(CITIES.map((name) => ({ id: fold(name), names: [name] })));
export const ORGANISATION_NAMES = gazetteer(ORGANISATIONS.map((name) => ({ id: name, names: [name] })));
export const ORG_SERVICE_NAMES = gazetteer(ORG_SERVICES.map((name) => ({ id: name, names: [name] })));

const LANDMARK = new RegExp(`(?<![a-z0-9])(?:juste |just |a |au |ci )?(?:${LANDMARK_WORDS.join('|')})(?:(?<= )|(?![a-z0-9]))`);

/** A landmark of these words alone was cut off from what it names ("à côté de Logpom"). */
const OPENING: ReadonlySet<string> = new Set(
	'juste just a au ci cote de du d la le l pres non loin pas en face next to near beside close the of vers devant derriere behind front after before moi nous vous me us you'.split(
		' ',
	),
);

/** "Derrière le lavabo" is where the fault is, not the house. */
function isPartOfHouse(words: readonly string[]): boolean {
	return /^(?:derriere|devant|behind)$/.test(words[0] ?? '') && lookUp(words, OBJECTS, { exact: true }).length > 0;
}

/** Opens the name of a place within a quarter. */
const WITHIN = /^(?:carrefour|rond point|rue|avenue|boulevard|cite|marche|entree|descente|montee|bloc|block|junction|street)\b/;

/** A place within a quarter that the quarter is known by ("Akwa, douche Akwa", "carrefour Bassong", "Makepe Saint Tropez"): a landmark too. */
export function placeWithin(
	{ clean }: Pick<Normal, 'clean'>,
	quarters: readonly { name: string; zone: string | null; start: number; end: number }[],
): string | null {
	const known = quarters.filter(({ zone }) => zone !== null);
	for (const { name, zone, start, end } of known) {
		const said = clean.slice(start, end);
		const own = fold(name);
		if (fold(said) === own) continue;
		if (fold(said).startsWith(`${own} `)) return said.slice(own.length).trim();
		if (WITHIN.test(fold(said)) || known.some((other) => other.zone === zone && fold(clean.slice(other.start, other.end)) === own))
			return said;
	}
	return null;
}

/** In English the name comes first: "City Chemist roundabout", "Foncha street". */
const AFTER_ITS_NAME = /^(?:roundabout|junction|street|gate|church|compound|bakery)$/;
/** Words that are no part of such a name. */
const NO_NAME: ReadonlySet<string> = new Set(
	'i you we he she e my your the a an of to from for at in on near by behind opposite reach pass dey stay live am is na go down up come after before and or make then so this that it s just inside around front back side next beside towards me am be le la les de du des a au chez sur vers'.split(
		' ',
	),
);
const MOST_NAME_WORDS = 3;
/** A clause that goes on telling of the house: "la maison bleue", "2nd floor", "immeuble blanc". */
const GOES_ON =
	/^(?:(?:c est|na|it s|it is|juste|just) )?(?:l |la |le |the |un |une |a )?(?:maison|portail|immeuble|batiment|barriere|etage|concession|house|hse|building|gate|compound|floor|\d+(?:e|er|eme|st|nd|rd|th)? (?:etage|floor)|\w+ (?:house|hse|building|gate|floor))\b/;

/** "carrefour Eto'o", "derrière l'école", "bloc 5": the person's words from the landmark's opening to the end of its clause. */
export function landmarkIn(normal: Normal, taken: readonly { start: number; end: number }[]): string | null {
	for (const clause of normal.clauses) {
		const tokens = normal.tokens.filter(
			(token) =>
				token.start >= clause.start && token.end <= clause.end && !taken.some((span) => token.start < span.end && token.end > span.start),
		);
		if (tokens.length === 0) continue;
		const starts: number[] = [];
		let flat = '';
		for (const token of tokens) {
			if (flat !== '') flat += ' ';
			starts.push(flat.length);
			flat += token.text;
		}
		const match = LANDMARK.exec(flat);
		if (match === null) continue;
		let from = starts.findLastIndex((start) => start <= match.index);
		if (AFTER_ITS_NAME.test(match[0].trim()))
			for (let count = 0; count < MOST_NAME_WORDS && from > 0 && !NO_NAME.has(tokens[from - 1]?.text ?? ''); count++) from -= 1;
		const rest = flat.slice(match.index + match[0].length);
		const stop =
			/\b(?:svp|please|stp|merci|pour|car|parce|because|a \d|vers \d|mais|but|la nekk|laa nekk|and i|et je|il y a|quartier|hier|depuis|yesterday|since)\b/.exec(
				rest,
			);
		const stopAt = stop === null ? flat.length : match.index + match[0].length + stop.index;
		const to = starts.findLastIndex((start) => start < stopAt);
		let last = Math.min(to, from + 7);
		for (let index = from + 1; index <= last; index++)
			if ((tokens[index]?.start ?? 0) - (tokens[index - 1]?.end ?? 0) > 12) last = index - 1;
		const goingOn = last === tokens.length - 1 ? goesOnTo(normal, clause, taken) : undefined;
		const words = normal.clean.slice(tokens[from]?.start ?? 0, goingOn ?? tokens[last]?.end ?? 0).trim();
		const said = tokens.slice(from, last + 1).map((token) => token.text);
		if (words !== '' && (last > from || /\d/.test(words)) && !isPartOfHouse(said) && !said.every((word) => OPENING.has(word))) return words;
	}
	return null;
}

/** Where the clauses end that go on telling of the house, right after this one; undefined when the next tells of something else. */
function goesOnTo(normal: Normal, clause: Normal['clauses'][number], taken: readonly { start: number; end: number }[]): number | undefined {
	const next = normal.clauses[normal.clauses.indexOf(clause) + 1];
	if (next === undefined || !GOES_ON.test(next.flat) || taken.some(({ start, end }) => start < next.end && end > next.start))
		return undefined;
	return normal.tokens.findLast(({ start, end }) => start >= next.start && end <= next.end)?.end;
}
