import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerLanguage, languageOf } from '../../../src/understanding/language.ts';
import { distance } from '../../../src/understanding/text/distance.ts';
import { MAX_TEXT, normalise } from '../../../src/understanding/text/normalise.ts';
import { speller } from '../../../src/understanding/text/speller.ts';

const flat = (text: string): string => normalise(text, speller).flat;

describe('the canonical text', () => {
	test.each([
		['bjr svp g besoin dun plombier a makepe c urgent', 'bonjour svp j ai besoin d un plombier a makepe c est urgent'],
		['svpppp', 'svp'],
		['ouiiii', 'oui'],
		['C’est l’évier', 'c est l evier'],
		['s’il vous plaît', 'svp'],
		['elctrician neded', 'electrician needed'],
		['un plobmier', 'un plombier'],
		['p\u200bl\u200bombier', 'plombier'],
		['ｐｌｏｍｂｉｅｒ', 'plombier'],
		['plоmbier', 'plombier'],
		['rendez-vous', 'rdv'],
		['😀 ok 👍', 'ok'],
		['œuvre', 'oeuvre'],
	])('%s', (text, canonical) => expect(flat(text)).toBe(canonical));

	test('words near to ours are left alone', () =>
		expect(flat('le stade, la porte, print, plans, passe')).toBe('le stade la porte print plans passe'));

	test('emojis, questions, capitals and exclamations are kept apart', () => {
		const normal = normalise('URGENT ICI MAINTENANT !!! 😡 ?');
		expect(normal).toMatchObject({ emojis: ['😡'], asks: true, shouts: true, exclaims: 3 });
	});

	test('never throws, keeps its spans, stays bounded', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
				const normal = normalise(text, speller);
				expect(normal.plain.length).toBe(normal.clean.length);
				for (const { start, end } of normal.tokens) expect(start).toBeLessThan(end);
			}),
		);
		expect(normalise('a'.repeat(50_000)).clean.length).toBe(MAX_TEXT);
	});

	test('a swap is one edit', () =>
		expect([distance('plobmier', 'plombier', 2), distance('abc', 'abc', 1), distance('abcd', 'wxyz', 2)]).toEqual([1, 0, 3]));
});

describe('the language', () => {
	test.each([
		['Bonjour, je cherche un plombier pour demain', 'fr'],
		['I need a plumber please', 'en'],
		['abeg wuna send man for fix my light', 'pcm'],
		['mola je falla un plombier, le tuyau est die', 'camfr'],
		['dama soxla plombier ci Médina', 'wo'],
		['na nga def', 'wo'],
		['1042', 'unknown'],
		['👍', 'unknown'],
	])('%s is %s', (text, language) => expect(languageOf(text)).toBe(language));

	test('Pidgin is answered in English, Camfranglais in French, a number in nothing new', () => {
		expect(['abeg wuna send man', 'mola le wé est die', 'waaw jërëjëf', '12'].map(answerLanguage)).toEqual(['en', 'fr', 'wo', null]);
	});
});
