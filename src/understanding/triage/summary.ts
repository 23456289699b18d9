import { maskPersonal } from '../llm/mask-personal.ts';
import { fold } from '../text/normalise.ts';

/** One line of the desk's list. */
const MAX_SUMMARY = 140;
/** So many words in a row of the instructions are no accident. */
const LEAK_WORDS = 6;

/** The person's own words as one line: their language needs no guess. Personal data is left out; agents see it beside. */
export function ownSummary(texts: readonly string[]): string {
	const meaty = texts.map(oneLine).filter((text) => fold(text).split(' ').length >= 3);
	const best =
		meaty.length > 0 ? meaty.reduce((longest, text) => (text.length > longest.length ? text : longest)) : oneLine(texts.at(-1) ?? '');
	return shorten(maskPersonal(best));
}

/** A model's summary fit to be shown, or null: one line without markup or links, about what was written, and nothing of the instructions. */
export function safeSummary(said: string, texts: readonly string[], instructions: string): string | null {
	const line = shorten(maskPersonal(oneLine(said)));
	if (line === '' || /https?:|www\.|[<>{}`]|\]\(/i.test(line)) return null;
	if (repeats(line, instructions)) return null;
	const numbers = line.match(/\d{3,}/g) ?? [];
	const written = texts.join(' ').replace(/(?<=\d)[ .](?=\d)/g, '');
	return numbers.every((number) => written.includes(number)) ? line : null;
}

function repeats(line: string, instructions: string): boolean {
	const told = words(instructions).join(' ');
	const said = words(line);
	for (let index = 0; index + LEAK_WORDS <= said.length; index++) {
		if (told.includes(said.slice(index, index + LEAK_WORDS).join(' '))) return true;
	}
	return false;
}

function words(text: string): string[] {
	return fold(text).match(/[a-z0-9_]+/g) ?? [];
}

function oneLine(text: string): string {
	return text
		.slice(0, 2_000)
		.normalize('NFKC')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
}

function shorten(text: string): string {
	const characters = [...text];
	return characters.length <= MAX_SUMMARY
		? text
		: `${characters
				.slice(0, MAX_SUMMARY - 1)
				.join('')
				.trimEnd()}…`;
}
