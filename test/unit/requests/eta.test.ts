import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { etaAt, etaFromDistance, etaFromStatement } from '../../../src/modules/requests/eta.ts';

const AT = new Date('2026-11-21T09:00:00Z');
const minutesAfter = (minutes: number): Date => new Date(AT.getTime() + minutes * 60_000);

describe('an ETA', () => {
	test('is what was said, and half as much again', () => {
		expect(etaFromStatement(20, AT)).toMatchObject({ minMinutes: 20, maxMinutes: 30, basis: 'stated' });
	});

	test.each([
		[0, 1],
		[-5, 1],
		[99_999, 1440],
	])('holds %d stated minutes within a day', (said, least) => {
		expect(etaFromStatement(said, AT).minMinutes).toBe(least);
	});

	test('is wide when nothing is known of the way', () => {
		expect(etaFromDistance(null, AT)).toMatchObject({ minMinutes: 20, maxMinutes: 60, basis: 'estimated' });
	});

	test('grows with the distance and is a range whose end is not before its beginning', () => {
		fc.assert(
			fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
				const near = etaFromDistance(Math.min(a, b), AT);
				const far = etaFromDistance(Math.max(a, b), AT);
				expect(near.minMinutes).toBeLessThanOrEqual(near.maxMinutes);
				expect(near.minMinutes).toBeLessThanOrEqual(far.minMinutes);
				expect(near.maxMinutes).toBeLessThanOrEqual(far.maxMinutes);
			}),
		);
	});

	test('counts down and tells its age', () => {
		expect(etaAt(etaFromStatement(20, AT), minutesAfter(12))).toMatchObject({ min: 8, max: 18, age: 12, late: false, lateBy: 0 });
	});

	test('says "late" by itself once its whole range has passed, and never a negative number (rule R14)', () => {
		expect(etaAt(etaFromStatement(20, AT), minutesAfter(30))).toMatchObject({ min: 0, max: 0, late: false });
		expect(etaAt(etaFromStatement(20, AT), minutesAfter(41))).toMatchObject({ min: 0, max: 0, late: true, lateBy: 11 });
	});
});
