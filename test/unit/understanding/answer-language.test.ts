import { expect, test } from '@jest/globals';
import { answerLanguage } from '../../../src/understanding/language.ts';

test.each([
	['ticket', null],
	['Cash', null],
	['1', null],
	['bonjour', 'fr'],
	['hello', 'en'],
	['waaw', 'wo'],
	['un ticket', 'fr'],
	['good morning', 'en'],
	['abeg light don go', 'en'],
	['demb laa ko jël', 'wo'],
])('%s is answered in %s', (text, language) => {
	expect(answerLanguage(text)).toBe(language);
});
