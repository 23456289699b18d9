import { SMS } from '../tables/sms.ts';
import { cleanUp, fold } from '../text/normalise.ts';
import { conceptsOf } from './concepts.ts';
import { soundOf } from './sound.ts';

/** Rows of the model: features are hashed into this many. */
export const ROWS = 1 << 17;
/** A window of the text, in words: a danger is told in one, and what stands far from it must not drown it. */
const WINDOW = 40;
/** Half a window: what lies across an edge is whole in the next. */
const STEP = 20;
/** Of a longer text the head and the tail are read, in words: the lexicon reads it all. */
const HEAD = 200;
const TAIL = 80;
/** Two concepts tell something together when no more words than these lie between. */
const REACH = 6;
/** Two words apart tell something in their order, over this many words. */
const SKIP = 3;

export interface Feature {
	row: number;
	value: number;
}

interface Word {
	text: string;
	sound: string;
	concepts: readonly string[];
	/** Rows of the runs of its letters. */
	runs: readonly number[];
}

/** People use few words again and again: what is known of a word is worked out once. Emptied when it holds this many. */
const MOST_WORDS = 5_000;
const known = new Map<string, Word>();

function wordOf(text: string): Word {
	const kept = known.get(text);
	if (kept !== undefined) return kept;
	const sound = soundOf(text);
	const word: Word = { text, sound, concepts: conceptsOf(text, sound), runs: runsOf(sound) };
	if (known.size >= MOST_WORDS) known.clear();
	known.set(text, word);
	return word;
}

/** FNV-1a, 32 bits, folded to a row. */
function rowOf(name: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
	return ((hash >>> 15) ^ hash) & (ROWS - 1);
}

const EMOJI = /\p{Extended_Pictographic}/gu;

/** The words of a text, folded, SMS spelling undone; questions and emojis count as words. */
function wordsOf(text: string): Word[] {
	const plain = fold(cleanUp(text).replace(EMOJI, (emoji) => ` emoji${emoji.codePointAt(0)} `))
		.replaceAll('ŋ', 'n')
		.replace(/\?+/g, ' qmark ')
		.replace(/([a-z])\1{2,}/g, '$1');
	const written = plain.match(/[a-z0-9]+/g) ?? [];
	const read = written.length <= HEAD + TAIL ? written : [...written.slice(0, HEAD), ...written.slice(-TAIL)];
	return read.flatMap((word) => (Object.hasOwn(SMS, word) ? (SMS[word] ?? word).split(' ') : [word])).map(wordOf);
}

function wordNames(words: readonly Word[]): string[] {
	const names: string[] = [];
	for (const [index, { text, sound }] of words.entries()) {
		names.push(`w ${text}`, `s ${sound}`, `p ${words[index - 1]?.sound ?? ''} ${sound}`);
		for (let gap = 2; gap <= SKIP; gap++) {
			const before = words[index - gap];
			if (before !== undefined) names.push(`k ${before.sound} ${sound}`);
		}
	}
	return names;
}

/** Runs of 3 to 5 letters of what is heard: they forgive spelling. */
function runsOf(sound: string): number[] {
	const text = ` ${sound} `;
	const rows: number[] = [];
	for (let size = 3; size <= 5; size++) for (let at = 0; at + size <= text.length; at++) rows.push(rowOf(`c ${text.slice(at, at + size)}`));
	return rows;
}

function conceptNames(words: readonly Word[]): string[] {
	const names = ['bias', `length ${Math.min(6, Math.ceil(words.length / 4))}`];
	for (const [index, { concepts, sound }] of words.entries()) {
		for (const concept of concepts) {
			names.push(`o ${concept}`);
			for (let next = index + 1; next <= Math.min(words.length - 1, index + REACH); next++)
				for (const other of words[next]?.concepts ?? []) names.push(concept < other ? `oo ${concept} ${other}` : `oo ${other} ${concept}`);
			const after = words[index + 1];
			const before = words[index - 1];
			if (after !== undefined) names.push(`ow ${concept} ${after.sound}`);
			if (before !== undefined) names.push(`wo ${before.sound} ${concept}`);
		}
		if (concepts.length === 0) names.push(`o? ${sound.length}`);
	}
	return names;
}

/** A group of features, of the same length whatever the text's. */
function spread(all: readonly number[]): Feature[] {
	const rows = new Set(all);
	const value = 1 / Math.sqrt(Math.max(1, rows.size));
	return Array.from(rows, (row) => ({ row, value }));
}

function featuresOf(words: readonly Word[]): Feature[] {
	return [...spread(wordNames(words).map(rowOf)), ...spread(words.flatMap(({ runs }) => runs)), ...spread(conceptNames(words).map(rowOf))];
}

/** The features of each window of a text, one for a short text, none for one without words. Deterministic. */
export function windowsOf(text: string): Feature[][] {
	const words = wordsOf(text);
	if (words.length === 0) return [];
	if (words.length <= WINDOW) return [featuresOf(words)];
	return Array.from({ length: Math.ceil((words.length - WINDOW) / STEP) + 1 }, (_, index) =>
		featuresOf(words.slice(index * STEP, index * STEP + WINDOW)),
	);
}
