import { withoutCourtesy } from '../courtesy.ts';
import { dangerIn } from '../danger.ts';
import { maskPersonal } from '../llm/mask-personal.ts';
import { type Signal, signalsOf } from '../signals.ts';
import { normalise } from '../text/normalise.ts';
import { MAX_SUMMARY, oneLine, shorten } from './one-line.ts';

/** What tells an agent what it is about. */
const MATTER: readonly Signal[] = [
	'fault',
	'total_loss',
	'flood',
	'pay_trouble',
	'money_gone',
	'paid',
	'pay',
	'bill',
	'price',
	'expensive',
	'complaint',
	'no_show',
	'not_done',
	'close_account',
	'cancel',
	'move',
	'status',
	'where_is',
	'tech',
	'sales',
	'someone',
	'repair',
	'rdv',
];

/** Longer stretches without punctuation are cut, so that what matters in their middle is found. Characters. */
const STRETCH = 90;

/** A greeting that says something besides has more words. */
const GREETING = 3;

/** A run of words of one message, worth as much as it tells: 3 danger, 2 the matter, 1 other words, 0 the wish for a person, which every reader knows. */
interface Piece {
	/** Which message, and its place there. */
	text: number;
	place: number;
	words: string;
	/** Nothing stood between it and the piece before. */
	goesOn: boolean;
	worth: number;
}

/**
 * What a person wrote as one line, in the words they chose: their language needs no guess, and nothing is promised that they did not say.
 * Greetings are left out; what tells of danger or of the matter comes before the rest. Personal numbers are masked; agents see them beside.
 */
export function ownSummary(texts: readonly string[]): string {
	const lines = texts.map((text) => maskPersonal(oneLine(text)));
	const pieces = lines.flatMap(piecesOf);
	const most = Math.max(0, ...pieces.map(({ worth }) => worth));
	// Words beside the matter help; short answers to other questions ("demain", "Akwa") do not.
	const useful =
		most >= 2
			? pieces.filter(
					(piece) => piece.worth >= 2 || (piece.worth === 1 && pieces.some((other) => other.worth === most && isBeside(piece, other))),
				)
			: longest(pieces);
	const line = joined(fitting(useful));
	return line === '' ? shorten(lines.at(-1) ?? '') : shorten(line);
}

/** The pieces of a message between its punctuation, without courtesy. A point or comma within a number is none. */
function piecesOf(line: string, text: number): Piece[] {
	const stretches = line.match(/(?:[.,:](?=\d)|[^.,;:!?…])+/g) ?? [];
	return stretches
		.flatMap((stretch) => cut(stretch.trim()).map((words, index) => ({ words, goesOn: index > 0 })))
		.flatMap(({ words: said, goesOn }, place) => {
			const normal = normalise(said);
			const { start, end } = withoutCourtesy(normal, 0, normal.plain.length);
			const words = normal.clean.slice(start, end);
			const { flat } = normalise(words);
			if (flat === '') return [];
			const found = signalsOf(flat);
			if (found.has('greet') && flat.split(' ').length <= GREETING) return [];
			const worth = dangerIn(words) !== null ? 3 : MATTER.some((signal) => found.has(signal)) ? 2 : found.has('human') ? 0 : 1;
			return [{ text, place, words, goesOn, worth }];
		});
}

/** A stretch of words in parts of at most `STRETCH` characters; a word longer than that stays whole. Words of danger are not cut in two. */
function cut(stretch: string): string[] {
	const parts = partsOf(stretch, STRETCH);
	if (parts.length === 1 || dangerIn(stretch) === null || parts.some((part) => dangerIn(part) !== null)) return parts;
	return partsOf(stretch, STRETCH / 2);
}

function partsOf(stretch: string, first: number): string[] {
	const parts: string[] = [];
	for (const word of stretch.split(' ')) {
		const last = parts.at(-1);
		if (last === undefined || last.length + 1 + word.length > (parts.length === 1 ? first : STRETCH)) parts.push(word);
		else parts[parts.length - 1] = `${last} ${word}`;
	}
	return parts;
}

function isBeside(a: Piece, b: Piece): boolean {
	return a.text === b.text && Math.abs(a.place - b.place) === 1;
}

/** Of pieces that tell nothing in particular, those of the message that says most. */
function longest(pieces: readonly Piece[]): Piece[] {
	const lengths = Map.groupBy(pieces, ({ text }) => text);
	const [best] = [...lengths].sort(([, a], [, b]) => sizeOf(b) - sizeOf(a));
	return best?.[1] ?? [];
}

function sizeOf(pieces: readonly Piece[]): number {
	return pieces.reduce((sum, { words }) => sum + words.length + 2, 0);
}

/** As many as one line holds, the worthiest first, the later of two equals; in the order they were said. The first one is always taken. */
function fitting(pieces: readonly Piece[]): Piece[] {
	const chosen: Piece[] = [];
	const seen = new Set<string>();
	for (const piece of [...pieces].sort((a, b) => b.worth - a.worth || b.text - a.text || a.place - b.place)) {
		if (seen.has(piece.words.toLowerCase()) || (chosen.length > 0 && sizeOf([...chosen, piece]) > MAX_SUMMARY)) continue;
		seen.add(piece.words.toLowerCase());
		chosen.push(piece);
	}
	return chosen.sort((a, b) => a.text - b.text || a.place - b.place);
}

function joined(pieces: readonly Piece[]): string {
	return pieces.reduce((line, { text, place, words, goesOn }, index) => {
		const before = pieces[index - 1];
		if (before === undefined) return words;
		if (before.text !== text) return `${line} · ${words}`;
		return `${line}${goesOn && before.place === place - 1 ? '' : ','} ${words}`;
	}, '');
}
