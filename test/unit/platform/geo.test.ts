import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distanceMetres } from '../../../src/platform/geo.ts';

const place = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });

test('Douala to Yaoundé is about two hundred kilometres', () => {
	const km = distanceMetres({ lat: 4.0511, lon: 9.7679 }, { lat: 3.848, lon: 11.5021 }) / 1000;
	expect(km).toBeGreaterThan(190);
	expect(km).toBeLessThan(200);
});

test('a distance is the same both ways, and nothing is far from itself', () => {
	fc.assert(
		fc.property(place, place, (a, b) => {
			expect(distanceMetres(a, a)).toBe(0);
			expect(distanceMetres(a, b)).toBeCloseTo(distanceMetres(b, a), 3);
			expect(distanceMetres(a, b)).toBeLessThanOrEqual(Math.PI * 6_371_008.8 + 1);
		}),
	);
});
