import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { serviceTime, simulateWait } from '../../../src/modules/queues/estimate.ts';

const six = { minutes: 6, variation: 0.5, samples: 30 };
const ahead = (count: number) => Array.from({ length: count }, () => six);

describe('what a service takes', () => {
	test('is what was observed, robust against the forgotten and the pressed away (rule Q7)', () => {
		const usual = Array.from({ length: 30 }, () => 300);
		expect(serviceTime(usual, null, 5)?.minutes).toBeCloseTo(5);
		// A lunch break on one ticket, three pressed away, one left open over night.
		expect(serviceTime([...usual, 5400, 2, 3, 9, 40_000], null, 5)?.minutes).toBeLessThan(5.5);
	});

	test('is drawn towards what was planned while little was seen', () => {
		expect(serviceTime([], 10, 5)).toMatchObject({ minutes: 10, samples: 0 });
		expect(serviceTime([120, 120, 120, 120, 120], 10, 5)?.minutes).toBeCloseTo(6);
		expect(
			serviceTime(
				Array.from({ length: 95 }, () => 120),
				10,
				5,
			)?.minutes,
		).toBeCloseTo(2.4);
	});

	test('is unknown when nothing was planned and too little was seen', () => {
		expect(serviceTime([300, 300], null, 5)).toBeNull();
		expect(serviceTime([], null, 5)).toBeNull();
		expect(serviceTime([300, 300, 300, 300, 300], null, 5)).not.toBeNull();
	});
});

describe('a wait', () => {
	test('is unknown while nobody calls', () => {
		expect(simulateWait({ ahead: ahead(3), counters: [], bookings: [] })).toBeNull();
	});

	test('is nothing for the first at a free counter', () => {
		expect(simulateWait({ ahead: [], counters: [0], bookings: [] })).toEqual({ low: 0, high: 0 });
	});

	test('holds the mean, and is narrower by proportion in a longer line', () => {
		for (const count of [1, 5, 20, 80]) {
			const wait = simulateWait({ ahead: ahead(count), counters: [0], bookings: [] });
			expect(wait?.low).toBeLessThanOrEqual(count * 6);
			expect(wait?.high).toBeGreaterThanOrEqual(count * 6);
		}
		const short = simulateWait({ ahead: ahead(2), counters: [0], bookings: [] });
		const long = simulateWait({ ahead: ahead(50), counters: [0], bookings: [] });
		expect((long?.high ?? 0) / (long?.low ?? 1)).toBeLessThan((short?.high ?? 0) / (short?.low ?? 1));
	});

	test('is shared by the counters, and lengthened by appointments that will come', () => {
		const alone = simulateWait({ ahead: ahead(12), counters: [0], bookings: [] });
		const three = simulateWait({ ahead: ahead(12), counters: [0, 0, 0], bookings: [] });
		const booked = simulateWait({
			ahead: ahead(12),
			counters: [0, 0, 0],
			bookings: [
				{ at: 5, minutes: 30 },
				{ at: 6, minutes: 30 },
			],
		});
		expect(three?.high).toBeLessThan(alone?.low ?? 0);
		expect(booked?.low).toBeGreaterThan(three?.low ?? 0);
	});

	test('is the same for the same line, a range in order, and never shorter behind more people', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 60 }),
				fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
				(count, counters) => {
					const line = { ahead: ahead(count), counters, bookings: [] };
					const wait = simulateWait(line);
					expect(simulateWait(line)).toEqual(wait);
					expect(wait?.low).toBeLessThanOrEqual(wait?.high ?? -1);
					const behind = simulateWait({ ...line, ahead: ahead(count + 10) });
					expect(behind?.high).toBeGreaterThanOrEqual(wait?.high ?? 0);
				},
			),
		);
	});

	/** The honest test of a range: play other days than those it was made from, and count how often it was right (rule Q6). */
	test('is right about eight times of ten on days that it has not seen', () => {
		let seed = 12345;
		const random = () => {
			seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
			return seed / 2_147_483_648;
		};
		const drawn = () => {
			const sigma2 = Math.log(1 + 0.5 ** 2);
			const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
			return 6 * Math.exp(Math.sqrt(sigma2) * normal - sigma2 / 2);
		};
		let right = 0;
		const plays = 600;
		for (let play = 0; play < plays; play++) {
			const people = 3 + (play % 20);
			const counters = 1 + (play % 3);
			const wait = simulateWait({ ahead: ahead(people), counters: Array.from({ length: counters }, () => 0), bookings: [] });
			const free = Array.from({ length: counters }, () => 0);
			for (let i = 0; i < people; i++) free[free.indexOf(Math.min(...free))] = Math.min(...free) + drawn();
			const real = Math.min(...free);
			if (wait !== null && real >= wait.low && real <= wait.high) right++;
		}
		expect(right / plays).toBeGreaterThan(0.72);
		expect(right / plays).toBeLessThan(0.95);
	});
});
