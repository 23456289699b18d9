import { describe, expect, test } from '@jest/globals';
import { hasNumberingPlan, normalisePhone, readablePhone } from '../../../src/platform/phone.ts';

describe('normalisePhone', () => {
	test.each([
		['+237690000001', 'CM', '+237690000001'],
		['690 00 00 01', 'CM', '+237690000001'],
		['00237 6 90 00 00 01', 'CM', '+237690000001'],
		['(+237) 690-000-001', 'CM', '+237690000001'],
		['77 123 45 67', 'SN', '+221771234567'],
		['+14155238886', 'CM', '+14155238886'],
		['12', 'CM', null],
		['+2376900000', 'CM', null],
		['bonjour', 'CM', null],
		['', 'CM', null],
		['690000001', 'XX', null],
		['6'.repeat(500), 'CM', null],
	])('%s dialled in %s is %s', (text, country, expected) => {
		expect(normalisePhone(text, country)).toBe(expected);
	});
});

test('a number is written as people write it', () => {
	expect(readablePhone('+237690000001')).toBe('+237 6 90 00 00 01');
	expect(readablePhone('CM.1A2B3C')).toBe('CM.1A2B3C');
});

test('only real countries have a numbering plan', () => {
	expect(hasNumberingPlan('CM')).toBe(true);
	expect(hasNumberingPlan('cm')).toBe(false);
	expect(hasNumberingPlan('ZZ')).toBe(false);
});
