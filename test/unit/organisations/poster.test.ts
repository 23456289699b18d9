import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { printable } from '../../../src/modules/organisations/poster.ts';
import { LANGUAGES, loadTexts } from '../../../src/platform/i18n.ts';

const texts = loadTexts('locales');

test.each([
	['Hôpital de la Corniche', 'Hôpital de la Corniche'],
	['Jëlal sa ticket, dinañu la woo', 'Jëlal sa ticket, dinañu la woo'],
	['Ñuŋ ko bind Ŋaay', 'Ñung ko bind Ngaay'],
	['Cafe\u0301 « Œuvre » – 5\u202f000', 'Café « Œuvre » – 5\u00a0000'],
	['Şükrü 🎫 Dąbrowski', 'Sükrü Dabrowski'],
	['line\nbreak', 'line break'],
])('%j is printed as %j', (text, shown) => {
	expect(printable(text)).toBe(shown);
});

test('whatever a name holds, only bytes of Windows-1252 are printed', () => {
	const decoder = new TextDecoder('windows-1252');
	const letters = new Set(Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte))).filter((letter) => letter >= ' '));
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => [...printable(text)].every((letter) => letters.has(letter))));
});

test('the words of posters need no other letters', () => {
	for (const language of LANGUAGES)
		for (const key of texts.keys(language).filter((one) => one.startsWith('poster.')))
			expect(printable(texts.raw(language, key) ?? '')).toBe(texts.raw(language, key));
});
