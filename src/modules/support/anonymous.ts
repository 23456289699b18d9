import { maskPersonal } from '../../understanding/llm/mask-personal.ts';

/** Numbers of requests, tickets, meters and doors; years and prices go with them, which a report can do without. */
const NUMBER = /\p{L}?\p{Nd}{3,}/gu;
const FURTHER = "(?:\\s+\\p{Lu}[\\p{L}'’-]*){0,2}";
/** The names after what people say before their own: any word after a clear announcement, a word with a capital after the others. */
const INTRODUCED: readonly RegExp[] = [
	new RegExp(
		`(?<=(?:[Jj]e m['’]appelle|[Mm]on nom (?:est|c['’]est)|[Mm]y name (?:is|na)|[Ss]ama tur mooy|[Mm]aa ?ngi tudd)\\s+)\\p{L}[\\p{L}'’-]*${FURTHER}`,
		'gu',
	),
	new RegExp(
		`(?<=(?:[Cc]['’]est|[Jj]e suis|[Tt]his is|[Cc]all me|\\b[Mm]me|\\b[Mm]lle|\\bM[r.]|[Mm]adame|[Mm]onsieur)\\s+)\\p{Lu}[\\p{L}'’-]+${FURTHER}`,
		'gu',
	),
];
/** Shorter parts of a name are everyday words ("De", "La"). */
const SHORTEST_NAME = 3;

/** Words of a person without what tells who it was: addresses, numbers, the name they give and the one they are known by. */
export function anonymous(words: string, name: string): string {
	const masked = INTRODUCED.reduce((text, pattern) => text.replace(pattern, '[name]'), maskPersonal(words)).replace(NUMBER, '[number]');
	const parts = name.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= SHORTEST_NAME);
	return parts.length === 0 ? masked : masked.replace(new RegExp(`(?<!\\p{L})(?:${parts.join('|')})(?!\\p{L})`, 'giu'), '[name]');
}
