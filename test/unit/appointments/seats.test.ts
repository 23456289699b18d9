import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { freeSeats, occupied, overlaps } from '../../../src/modules/appointments/slots/seats.ts';
import type { Slot } from '../../../src/modules/appointments/slots/slots.ts';

const RESOURCE = { branch: 'plateau', service: 'compte' };
/** Slots begin and end on multiples of five minutes, whatever their length. */
const slots = fc
	.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 1, max: 24 }) })
	.map(({ from, length }): Slot => ({ start: at(from), end: at(from + length) }));

function at(fives: number): Date {
	return new Date(Date.parse('2026-11-27T08:00:00Z') + fives * 300_000);
}

test('two slots share a key exactly when they overlap on the same seat', () => {
	fc.assert(
		fc.property(slots, slots, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (a, b, seat, other) => {
			const keys = new Set(occupied(RESOURCE, seat, a));
			const shared = occupied(RESOURCE, other, b).some((key) => keys.has(key));
			expect(shared).toBe(seat === other && overlaps(a, b));
		}),
	);
});

test('a seat of another branch or service is another seat', () => {
	const slot = { start: at(0), end: at(6) };
	const here = new Set(occupied(RESOURCE, 1, slot));
	expect(occupied({ ...RESOURCE, branch: 'medina' }, 1, slot).some((key) => here.has(key))).toBe(false);
	expect(occupied({ ...RESOURCE, service: 'credit' }, 1, slot).some((key) => here.has(key))).toBe(false);
});

test('never more seats are given than the capacity leaves, even after it was lowered', () => {
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 6 }), fc.uniqueArray(fc.integer({ min: 1, max: 9 })), (capacity, seats) => {
			const taken = new Set(seats);
			const free = freeSeats(capacity, taken);
			expect(free.every((seat) => !taken.has(seat) && seat <= capacity)).toBe(true);
			expect(free.length).toBeLessThanOrEqual(Math.max(0, capacity - taken.size));
		}),
	);
});

test('all seats of an empty slot are free', () => {
	expect(freeSeats(3, new Set())).toEqual([1, 2, 3]);
	expect(freeSeats(2, new Set([3]))).toEqual([1]);
});
