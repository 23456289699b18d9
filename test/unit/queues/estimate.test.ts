import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paceOfAgent, serviceTime } from '../../../src/modules/queues/estimate/service-time.ts';
import { type Ahead, type Line, simulateWait, type WaitRange } from '../../../src/modules/queues/estimate/simulate-wait.ts';
import { throughBreaks, withoutBreaks } from '../../../src/modules/queues/estimate/through-breaks.ts';

const six = { minutes: 6, variation: 0.5, samples: 30 };
const ahead = (count: number, service = 'cash') => Array.from({ length: count }, (): Ahead => ({ service, time: six }));
/** One line, and counters that are free in so many minutes and do nothing else. */
const wait = (count: number, free: readonly number[], bookings: Line['bookings'] = []) =>
	simulateWait({ service: 'cash', ahead: ahead(count), counters: free.map((one) => ({ free: one, services: ['cash'] })), bookings });

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

describe('the pace of an agent', () => {
	const usual = () => six;
	const took = (agent: string, minutes: number, times: number) =>
		Array.from({ length: times }, () => ({ service: 'cash', agent, seconds: minutes * 60 }));

	test('is that of everybody while few of their services were seen, and their own when many were', () => {
		expect(paceOfAgent('fatou', [], usual, 5)).toBe(1);
		expect(paceOfAgent(null, took('fatou', 3, 20), usual, 5)).toBe(1);
		expect(paceOfAgent('fatou', took('modou', 3, 20), usual, 5)).toBe(1);
		expect(paceOfAgent('fatou', took('fatou', 12, 5), usual, 5)).toBeCloseTo(1.5);
		expect(paceOfAgent('fatou', took('fatou', 3, 95), usual, 5)).toBeCloseTo(0.525);
	});

	test('is not told by a ticket pressed away, nor spoilt by one that was forgotten (rule Q7)', () => {
		const real = took('fatou', 6, 20);
		expect(paceOfAgent('fatou', [...real, ...took('fatou', 0.1, 5)], usual, 5)).toBe(1);
		expect(paceOfAgent('fatou', [...real, ...took('fatou', 150, 1)], usual, 5)).toBeLessThan(1.1);
	});
});

describe('a break in the hours', () => {
	const lunch = [{ at: 10, minutes: 120 }];

	test('is waited through by whoever is not called before it, and by nobody else', () => {
		expect(throughBreaks({ low: 2, high: 9 }, lunch)).toEqual({ low: 2, high: 9 });
		expect(throughBreaks({ low: 8, high: 25 }, lunch)).toEqual({ low: 8, high: 145 });
		expect(throughBreaks({ low: 20, high: 45 }, [...lunch, { at: 160, minutes: 30 }])).toEqual({ low: 140, high: 195 });
	});

	test('an appointment after it comes when so much work is done, one within it at its end', () => {
		expect(withoutBreaks(5, lunch)).toBe(5);
		expect(withoutBreaks(60, lunch)).toBe(10);
		expect(withoutBreaks(160, lunch)).toBe(40);
	});

	test('never makes anybody called in it, nor before somebody who waits less', () => {
		const gap = fc.record({ wait: fc.integer({ min: 1, max: 200 }), minutes: fc.integer({ min: 1, max: 180 }) });
		fc.assert(
			fc.property(fc.array(gap, { maxLength: 4 }), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }), (gaps, a, b) => {
				let clock = 0;
				const breaks = gaps.map(({ wait: work, minutes }) => {
					const at = clock + work;
					clock = at + minutes;
					return { at, minutes };
				});
				const { low, high } = throughBreaks({ low: Math.min(a, b), high: Math.max(a, b) }, breaks);
				expect(low).toBeLessThanOrEqual(high);
				for (const { at, minutes } of breaks) expect(low > at && low <= at + minutes).toBe(false);
				expect(withoutBreaks(low, breaks)).toBe(Math.min(a, b));
			}),
		);
	});
});

describe('a wait', () => {
	test('is longer behind slow counters', () => {
		const behind = (pace: number) =>
			simulateWait({ service: 'cash', ahead: ahead(10), counters: [{ free: 0, services: ['cash'], pace }], bookings: [] });
		expect(behind(2)?.low).toBeGreaterThan(behind(1)?.high ?? 0);
		expect(behind(1)?.low).toBeGreaterThan(behind(0.4)?.high ?? 0);
	});

	test('is unknown while nobody calls', () => {
		expect(wait(3, [])).toBeNull();
	});

	test('is a minute at most for the first at a free counter', () => {
		expect(wait(0, [0])).toEqual({ low: 0, high: 1 });
	});

	test('holds the mean, and is narrower by proportion in a longer line', () => {
		for (const count of [1, 5, 20, 80]) {
			const range = wait(count, [0]);
			expect(range?.low).toBeLessThanOrEqual(count * 6);
			expect(range?.high).toBeGreaterThanOrEqual(count * 6);
		}
		const short = wait(2, [0]);
		const long = wait(50, [0]);
		expect((long?.high ?? 0) / (long?.low ?? 1)).toBeLessThan((short?.high ?? 0) / (short?.low ?? 1));
	});

	test('is shared by the counters, and lengthened by appointments that will come', () => {
		const alone = wait(12, [0]);
		const three = wait(12, [0, 0, 0]);
		const booked = wait(
			12,
			[0, 0, 0],
			[
				{ at: 5, service: 'cash', minutes: 30 },
				{ at: 6, service: 'cash', minutes: 30 },
			],
		);
		expect(three?.high).toBeLessThan(alone?.low ?? 0);
		expect(booked?.low).toBeGreaterThan(three?.low ?? 0);
	});

	test('is the same for the same line, a range in order, and never shorter behind more people', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 60 }),
				fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 5 }),
				(count, counters) => {
					const range = wait(count, counters);
					expect(wait(count, counters)).toEqual(range);
					expect(range?.low).toBeLessThanOrEqual(range?.high ?? -1);
					expect(wait(count + 10, counters)?.high).toBeGreaterThanOrEqual(range?.high ?? 0);
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
			const free = Array.from({ length: counters }, () => 0);
			const range = wait(people, free);
			for (let i = 0; i < people; i++) free[free.indexOf(Math.min(...free))] = Math.min(...free) + drawn();
			const real = Math.min(...free);
			if (range !== null && real >= range.low && real <= range.high) right++;
		}
		expect(right / plays).toBeGreaterThan(0.72);
		expect(right / plays).toBeLessThan(0.95);
	});
});

describe('a wait where counters serve two lines', () => {
	const CASH = ['cash'];
	const BOTH = ['cash', 'accounts'];
	/** People of both lines in turn, as many of each: those ahead of somebody who came for cash. */
	const mixed = (each: number) => Array.from({ length: each }, () => [...ahead(1, 'cash'), ...ahead(1, 'accounts')]).flat();
	const at = (people: readonly Ahead[], counters: readonly (readonly string[])[], service = 'cash') =>
		simulateWait({ service, ahead: people, counters: counters.map((services) => ({ free: 0, services })), bookings: [] });
	const middle = (range: WaitRange | null) => ((range?.low ?? Number.NaN) + (range?.high ?? Number.NaN)) / 2;

	test('a shared counter is there once: two lines at it wait as one line of all their people', () => {
		expect(at(mixed(10), [BOTH])).toEqual(at(ahead(20), [CASH]));
		expect(at(mixed(10), [BOTH, BOTH])).toEqual(at(ahead(20), [CASH, CASH]));
		// Counted fully for each line, it would be half of that.
		expect(middle(at(mixed(10), [BOTH]))).toBeGreaterThan(1.6 * middle(at(ahead(10), [CASH])));
	});

	test('it gives each line the share that the others leave: between none of it and all of it', () => {
		fc.assert(
			fc.property(fc.integer({ min: 4, max: 25 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (each, own, shared) => {
				const counters = [...Array.from({ length: own }, () => CASH), ...Array.from({ length: shared }, () => BOTH)];
				const real = middle(at(mixed(each), counters));
				const alone = middle(at(ahead(each), counters));
				const without = middle(at(ahead(each), counters.slice(0, own)));
				// Ranges are told in steps of five minutes.
				expect(real).toBeGreaterThanOrEqual(alone - 5);
				expect(real).toBeLessThanOrEqual(without + 5);
			}),
		);
	});

	test('nobody ahead whom only other counters serve costs any time', () => {
		const real = middle(at([...ahead(12, 'accounts'), ...ahead(3)], [CASH, ['accounts']]));
		expect(Math.abs(real - middle(at(ahead(3), [CASH])))).toBeLessThanOrEqual(2);
	});

	test('is unknown while no counter does what they came for', () => {
		expect(at(ahead(2), [['accounts']])).toBeNull();
	});

	test('an appointment takes a counter that does its service, and no other', () => {
		const wait = (service: string, counters: string[][]) =>
			simulateWait({
				service: 'cash',
				ahead: ahead(8),
				counters: counters.map((services) => ({ free: 0, services })),
				bookings: [{ at: 1, service, minutes: 60 }],
			});
		expect(middle(wait('accounts', [BOTH]))).toBeGreaterThan(middle(wait('accounts', [CASH, ['accounts']])) + 30);
	});
});
