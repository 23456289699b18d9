import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { LANGUAGES, type LanguageCode, loadTexts } from '../../../src/platform/i18n.ts';

const texts = loadTexts(path.resolve('locales'));
/** Pages for people who work with them, in French and English. */
const STAFF_PAGES = /^(counter|simulator)\./;
/** Shown by a browser or on paper; the others are messages, which SMS carries too. */
const PAGES = /^(counter|simulator|display|poster)\./;
/** Said aloud, each in its own language whatever the page's. */
const SPOKEN = /^display\.(say|wo)_/;
/** What a person may write, listed between `|`: every language has its own. */
const WORDS = /(^|[._])(words|keywords)([._]|$)/;
/** A command that takes a word of the person's own. */
const WITH_ARGUMENT = ["absent jusqu'à lundi", 'absent until monday'];

const shown = (language: LanguageCode): [string, string][] =>
	texts
		.keys(language)
		.filter((key) => !WORDS.test(key))
		.map((key) => [key, texts.raw(language, key) ?? '']);
const wrong = (language: LanguageCode, mistake: (text: string, key: string) => boolean): string[] =>
	shown(language)
		.filter(([key, text]) => mistake(text, key))
		.map(([key, text]) => `${key}: ${text}`);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{([^}]*)\}\}/g)].map((match) => match[1] ?? '').sort();

describe.each(LANGUAGES)('the texts in %s', (language) => {
	test('are there, every one', () => {
		const needed = texts.keys('fr').filter((key) => language !== 'wo' || !(STAFF_PAGES.test(key) || SPOKEN.test(key)));
		expect(needed.filter((key) => !texts.has(language, key))).toEqual([]);
		expect(texts.keys(language).filter((key) => !texts.has('fr', key))).toEqual([]);
		expect(wrong(language, (text) => text.trim() !== text || text === '')).toEqual([]);
	});

	test('tell the same facts as in French', () => {
		expect(wrong(language, (text, key) => placeholders(text).join() !== placeholders(texts.raw('fr', key) ?? '').join())).toEqual([]);
	});

	test('name only commands that are understood', () => {
		const understood = new Set(
			texts
				.keys('fr')
				.filter((key) => WORDS.test(key))
				.flatMap((key) => texts.words(key).map((word) => word.toLowerCase())),
		);
		const commands = shown(language)
			.filter(([key]) => !PAGES.test(key))
			.flatMap(([key, text]) => commandsIn(text).map((command): [string, string] => [key, command]))
			.filter(([, command]) => !WITH_ARGUMENT.includes(command) && !understood.has(command.replace(/ \d+$/, '')));
		expect(commands).toEqual([]);
	});

	test('keep to one kind of apostrophe and of quotation marks', () => {
		// Messages go by SMS too, where ’ would cost the GSM alphabet of a text that has nothing else beyond it.
		expect(wrong(language, (text, key) => (PAGES.test(key) ? /'/ : /’/).test(text.replaceAll(/\{\{[^}]*\}\}/g, '')))).toEqual([]);
		expect(wrong(language, (text) => (language === 'en' ? /["«»]/ : /["“”]/).test(text))).toEqual([]);
	});
});

/** What a text tells people to write; its examples are their own words, and left out. */
function commandsIn(text: string): string[] {
	const sentences = text.split(/[.?!\n]/).filter((sentence) => !/exemple|example|misaal|aussi écrire|also write|bind itam/i.test(sentence));
	return sentences.flatMap((sentence) => [...sentence.matchAll(/[«“]\s?([^»”]+?)\s?[»”]/g)].map((match) => (match[1] ?? '').toLowerCase()));
}

test.each(['fr', 'wo'] as const)('a sign before which %s leaves a space has it, and on a page no line breaks there', (language) => {
	expect(wrong(language, (text) => /[^\s](?:[?!;»]|:(?=\s|$))|«\S/.test(text.replaceAll(/[?!](?=[?!])/g, '')))).toEqual([]);
	expect(wrong(language, (text, key) => PAGES.test(key) && / [:;?!»]|« |n° /.test(text))).toEqual([]);
});

test('Wolof is spelt in one way', () => {
	expect(wrong('wo', (text) => /\b(wala|leegi|simili|ginaaw|numéro)\b|\b(bëgga|mëna|gëna|wara)\b|scannéel|scannel/i.test(text))).toEqual(
		[],
	);
});

describe('a wished time in words', () => {
	const DOUALA = { timezone: 'Africa/Douala', currency: 'XAF' };
	const at = '2026-11-27T08:00:00+01:00';
	test.each<[LanguageCode, Record<string, unknown>, string]>([
		['fr', { at, precision: 'day', part: 'morning' }, 'vendredi 27 novembre au matin'],
		['en', { at, precision: 'day', part: 'evening' }, 'Friday 27 November in the evening'],
		['wo', { at, precision: 'day', part: 'morning' }, 'àjjuma 27 nowàmbar ci suba'],
		['fr', { kind: 'today', at, precision: 'day', part: 'evening' }, 'ce soir'],
		['en', { kind: 'today', at, precision: 'day', part: 'night' }, 'tonight'],
		['fr', { at, precision: 'hour', part: 'morning' }, 'vendredi 27 novembre à 08:00'],
		['fr', { at, precision: 'day' }, 'vendredi 27 novembre'],
	])('%s %j', (language, when, words) => {
		expect(texts.say(language, 'request.summary', { when }, DOUALA)).toContain(`🕒 ${words}\n`);
	});

	test('is told of a job that is booked, and of no other', () => {
		const card = (facts: Record<string, unknown>): string => texts.say('fr', 'my_requests.card', facts, DOUALA);
		expect(card({ when_kind: 'date', when_at: at, when_precision: 'day', when_part: 'morning' })).toContain(
			'\n🕒 vendredi 27 novembre au matin\n',
		);
		expect(card({ when_kind: 'now', when_precision: 'now' })).not.toContain('🕒');
	});
});
