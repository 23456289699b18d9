import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatMoney, MAX_FRANCS, requireFrancs } from '../../../src/platform/money.ts';

test.each([
	[0, 'fr', '0 F'],
	[500, 'fr', '500 F'],
	[15000, 'fr', '15 000 F'],
	[15000, 'en', '15,000 F'],
	[1234567, 'wo', '1 234 567 F'],
	[-2500, 'fr', '-2 500 F'],
])('%d in %s is written %s', (francs, language, expected) => {
	expect(formatMoney(francs, language)).toBe(expected);
});

test('the digits of an amount are never changed by writing it', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: MAX_FRANCS }), fc.constantFrom('fr', 'en', 'wo'), (francs, language) => {
			expect(Number(formatMoney(francs, language).replace(/\D/g, ''))).toBe(francs);
		}),
	);
});

describe('requireFrancs', () => {
	test.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, MAX_FRANCS + 1])('refuses %d', (amount) => {
		expect(() => requireFrancs(amount, 'price')).toThrow(expect.objectContaining({ code: 'invalid_input', field: 'price' }));
	});

	test('lets whole francs through', () => {
		expect(requireFrancs(15000, 'price')).toBe(15000);
	});
});
