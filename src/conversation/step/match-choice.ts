import { distance } from 'fastest-levenshtein';
import { fold } from '../../platform/fold.ts';
import type { LiveChoice } from './choices.ts';

const NUMBER_WORDS: Record<string, number> = {
	un: 1,
	une: 1,
	one: 1,
	premier: 1,
	premiere: 1,
	first: 1,
	benn: 1,
	'1er': 1,
	'1ere': 1,
	'1st': 1,
	deux: 2,
	two: 2,
	deuxieme: 2,
	second: 2,
	seconde: 2,
	naar: 2,
	naari: 2,
	'2e': 2,
	'2eme': 2,
	'2nd': 2,
	trois: 3,
	three: 3,
	troisieme: 3,
	third: 3,
	nett: 3,
	netti: 3,
	'3e': 3,
	'3eme': 3,
	'3rd': 3,
	quatre: 4,
	four: 4,
	quatrieme: 4,
	fourth: 4,
	nent: 4,
	'4e': 4,
	'4eme': 4,
	cinq: 5,
	five: 5,
	cinquieme: 5,
	fifth: 5,
	juroom: 5,
	'5e': 5,
	'5eme': 5,
	six: 6,
	sixieme: 6,
	sixth: 6,
	sept: 7,
	seven: 7,
	septieme: 7,
	huit: 8,
	eight: 8,
	huitieme: 8,
	neuf: 9,
	nine: 9,
	dix: 10,
	ten: 10,
};

/** "le 2", "number two", "option 3", "la deuxième"… */
const AROUND_NUMBERS = /^(?:(?:le|la|l|numero|num|no|n|number|option|choix|choice|reponse|the|je prends le|je choisis le) )*/;
const AFTER_NUMBERS = /(?: (?:svp|stp|please|merci|one|choix|option))*$/;

/** The place in a list that a text names, from 1; null when it is not just a number. */
function choiceNumber(text: string): number | null {
	const bare = fold(text.replace(/\uFE0F?\u20E3/g, ''))
		.replace(AROUND_NUMBERS, '')
		.replace(AFTER_NUMBERS, '');
	if (/^\d{1,2}$/.test(bare)) return Number(bare);
	return NUMBER_WORDS[bare] ?? null;
}

/**
 * The choice a text picks: by number (when the question is the newest prompt), by label or synonym, with a typing error forgiven in
 * longer words. Null when none or more than one fits.
 */
export function matchChoice(text: string, choices: LiveChoice[], numbered: boolean): LiveChoice | null {
	const number = numbered ? choiceNumber(text) : null;
	if (number !== null && choices[number - 1] !== undefined) return choices[number - 1] ?? null;
	const said = fold(text);
	if (said === '') return byRawWord(text, choices);
	return (
		only(choices.filter((choice) => choice.words.some((word) => fold(word) === said))) ??
		only(choices.filter((choice) => choice.words.some((word) => nearly(fold(word), said))))
	);
}

/** Emoji answers ("👍") fold to nothing and are compared as they stand. */
function byRawWord(text: string, choices: LiveChoice[]): LiveChoice | null {
	const raw = text.replace(/\s|\uFE0F|[\u{1F3FB}-\u{1F3FF}]/gu, '');
	return raw === '' ? null : only(choices.filter((choice) => choice.words.includes(raw)));
}

function only(found: LiveChoice[]): LiveChoice | null {
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** One slip in five letters, two in nine; short words must be exact, so that "non" is never "nom", and so must figures: 10:00 is not 12:00. */
function nearly(word: string, said: string): boolean {
	if (word.length < 5 || Math.abs(word.length - said.length) > 2 || figures(word) !== figures(said)) return false;
	return distance(word, said) <= (word.length >= 9 ? 2 : 1);
}

function figures(text: string): string {
	return text.replace(/\D/g, '');
}
