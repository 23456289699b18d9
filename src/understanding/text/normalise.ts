import { PHRASES, SMS } from '../tables/sms.ts';

/** The longest text that is read; the rest is dropped (I12). */
export const MAX_TEXT = 10_000;
/** Beyond this the grammar reads the head and the tail only, so that a reading stays within its few milliseconds. Danger reads it all. */
const HEAD = 420;
const TAIL = 180;
/** And no more words than these of its head and tail: a text of lone letters or digits has many. */
const HEAD_WORDS = 90;
const TAIL_WORDS = 40;

export interface Token {
	/** Canonical: folded, SMS spelling undone. Several tokens may stand for one written word ("dun" → "d", "un"). */
	text: string;
	/** Where the written word stands in `clean`. */
	start: number;
	end: number;
}

/** One text, in the forms the rest of the room reads. `clean` and `plain` have the same length: a match in one is a span of the other. */
export interface Normal {
	/** NFKC, without invisible characters, apostrophes straight: the person's own words. */
	clean: string;
	/** `clean` in lower case without accents; emojis blanked; punctuation kept. */
	plain: string;
	tokens: Token[];
	/** The canonical words joined by one space, no punctuation: what the tables of patterns are written for. */
	flat: string;
	/** The canonical words of each clause (between . , ; ! ? and line ends). */
	clauses: { flat: string; start: number; end: number; asks: boolean }[];
	emojis: string[];
	/** A question mark was written. */
	asks: boolean;
	/** Written in capitals, more than one word of it. */
	shouts: boolean;
	/** Exclamation marks in a row, at most. */
	exclaims: number;
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const EMOJI = /\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]*|[\u{1f1e6}-\u{1f1ff}]{2}/gu;
/** Cyrillic and Greek letters that look Latin, used to slip past filters. */
const HOMOGLYPHS: Readonly<Record<string, string>> = {
	а: 'a',
	е: 'e',
	о: 'o',
	р: 'p',
	с: 'c',
	у: 'y',
	х: 'x',
	і: 'i',
	ј: 'j',
	ѕ: 's',
	А: 'A',
	В: 'B',
	Е: 'E',
	К: 'K',
	М: 'M',
	Н: 'H',
	О: 'O',
	Р: 'P',
	С: 'C',
	Т: 'T',
	Х: 'X',
	ο: 'o',
	α: 'a',
	ν: 'v',
	Ο: 'O',
	Α: 'A',
};
/** "jdirai", "jrentre": no word of ours opens with a j before a consonant, but "je" glued to its verb does. */
const GLUED_JE = /^j(?!peg$)([bcdfghjklmnpqrstvwxz](?=[a-z]*[aeiouy])[a-z]+)$/;
/** The ends of English contractions ("we've"): words of their own, no SMS spelling. */
const CONTRACTED = /^(?:ve|re|ll|s|t|d|m)$/;
const WORD = /[a-z0-9ŋ]+(?:[.,:/][0-9]+)*/g;

/** Lower case without accents, one character for one. */
function foldChar(char: string): string {
	const base = char.normalize('NFD').charAt(0).toLowerCase();
	if (base.length !== char.length) return char;
	return base === 'ŋ' ? 'n' : base;
}

/** `text` folded for comparison: lower case, no accents, apostrophes and hyphens as spaces. */
export function fold(text: string): string {
	return text
		.normalize('NFKC')
		.replaceAll('œ', 'oe')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/['’`-]/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** The text without tricks: NFKC, no invisible characters, look-alike letters of other alphabets in Latin, no accents piled up; bounded. */
export function cleanUp(text: string): string {
	return text
		.slice(0, MAX_TEXT)
		.normalize('NFKC')
		.replace(INVISIBLE, '')
		.replace(/[’‘`´ʼ]/g, "'")
		.replace(/œ/g, 'oe')
		.replace(/Œ/g, 'OE')
		.replace(/[\u0370-\u04ff]/g, (char) => HOMOGLYPHS[char] ?? char)
		.normalize('NFC')
		.replace(/\p{M}/gu, '')
		.slice(0, MAX_TEXT);
}

/** Knows whether a canonical word is one of ours; and gives the word meant by a misspelt one. */
export interface Speller {
	has(word: string): boolean;
	correct(word: string): string | null;
}

/** An elided word written without its apostrophe ("lelectricien", "davance"). Shorter rests are words of other languages. */
const FUSED = /^([ldjnm])([aeiouh]\w{4,})$/;

/** "ouiiii" → "oui", "bonnn" → "bon"; the doubled form wins when it is a word. */
function shorten(word: string, speller: Speller | null): string {
	if (!/([a-z])\1\1/.test(word)) return word;
	const doubled = word.replace(/([a-z])\1{2,}/g, '$1$1');
	return speller?.has(doubled) === true || doubled in SMS ? doubled : word.replace(/([a-z])\1{2,}/g, '$1');
}

function canonicalWords(written: string, speller: Speller | null): string[] {
	if (/^\d/.test(written) && !(written in SMS)) return [written];
	const word = shorten(written, speller);
	const known = Object.hasOwn(SMS, word) ? SMS[word] : undefined;
	if (known !== undefined) return known.split(' ');
	const verb = GLUED_JE.exec(word)?.[1];
	if (verb !== undefined) return ['je', ...canonicalWords(verb, speller)];
	const corrected = speller?.correct(word);
	if (corrected != null) return [corrected];
	const [, article, rest] = FUSED.exec(word) ?? [];
	return article !== undefined && rest !== undefined && speller?.has(word) === false && speller.has(rest) ? [article, rest] : [word];
}

/** The forms of a text that the grammars and tables read. Total: never throws, bounded. */
export function normalise(text: string, speller: Speller | null = null): Normal {
	const clean = cleanUp(text);
	const emojis = clean.match(EMOJI) ?? [];
	const blanked = clean.replace(EMOJI, (emoji) => (/^[\d#*©®™]/.test(emoji) ? emoji : ' '.repeat(emoji.length)));
	let plain = '';
	for (let index = 0; index < blanked.length; index++) plain += foldChar(blanked.charAt(index));
	const readable =
		plain.length <= HEAD + TAIL ? plain : `${plain.slice(0, HEAD)}${' '.repeat(plain.length - HEAD - TAIL)}${plain.slice(-TAIL)}`;
	const tokens: Token[] = [];
	const matches = [...readable.matchAll(WORD)];
	if (matches.length > HEAD_WORDS + TAIL_WORDS) matches.splice(HEAD_WORDS, matches.length - HEAD_WORDS - TAIL_WORDS);
	for (const match of matches) {
		// "c'est" is two words already: the lone letter before an apostrophe is no SMS spelling.
		const elided = match[0].length === 1 && readable.charAt(match.index + 1) === "'";
		const before = readable.charAt(match.index - 1);
		// "13,5k" is a sum, no "ok".
		const whole = elided || (before === "'" && CONTRACTED.test(match[0])) || (match[0] === 'k' && /\d/.test(before));
		for (const word of whole ? [match[0]] : canonicalWords(match[0], speller))
			tokens.push({ text: word, start: match.index, end: match.index + match[0].length });
	}
	const letters = clean.replace(/[^\p{L}]/gu, '');
	return {
		clean,
		plain,
		tokens,
		flat: flatten(tokens),
		clauses: clausesOf(readable, tokens),
		emojis: emojis.filter((emoji) => !/^[\d#*©®™]/.test(emoji)),
		asks: plain.includes('?'),
		shouts: letters.length >= 12 && letters === letters.toUpperCase(),
		exclaims: Math.max(0, ...[...plain.matchAll(/!+/g)].map((match) => match[0].length)),
	};
}

function flatten(tokens: Token[]): string {
	let flat = tokens.map((token) => token.text).join(' ');
	for (const [pattern, replacement] of PHRASES) flat = flat.replace(pattern, replacement);
	return flat;
}

function clausesOf(plain: string, tokens: Token[]): Normal['clauses'] {
	const clauses: Normal['clauses'] = [];
	let start = 0;
	const close = (end: number, asks: boolean): void => {
		const inside = tokens.filter((token) => token.start >= start && token.end <= end);
		if (inside.length > 0) clauses.push({ flat: flatten(inside), start, end, asks });
	};
	for (const match of plain.matchAll(/(?:[;!?\n…]|[.,](?!\d)|\s[-–—]\s|\s\(|\))+/g)) {
		close(match.index, match[0].includes('?'));
		start = match.index + match[0].length;
	}
	close(plain.length, false);
	return clauses;
}
