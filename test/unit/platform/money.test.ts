import { describe, expect, test } from '@jest/globals';
import { MAX_FRANCS, requireFrancs } from '../../../src/platform/money.ts';

describe('requireFrancs', () => {
	test.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, MAX_FRANCS + 1])('refuses %d', (amount) => {
		expect(() => requireFrancs(amount, 'price')).toThrow(expect.objectContaining({ code: 'invalid_input', field: 'price' }));
	});

	test('lets whole francs through', () => {
		expect(requireFrancs(15000, 'price')).toBe(15000);
	});
});
