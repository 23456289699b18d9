import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { completeSettings } from '../../../src/modules/organisations/settings.ts';
import type { Lane } from '../../../src/modules/queues/line/lanes.ts';
import { rulesOf } from '../../../src/modules/queues/line/policies.ts';
import {
	type Choice,
	type Memory,
	NO_MEMORY,
	nextOf,
	orderQueue,
	type Rules,
	remember,
	type Waiting,
} from '../../../src/modules/queues/line/policy.ts';

const MINUTE = 60_000;
const SETTINGS = completeSettings({}, 'bank');
const POLICIES = ['arrival', 'balanced', 'appointments_first'] as const;

/** Who comes when: the seconds since the one before, the lane, and for an appointment how many minutes before its time. */
const arrivals = fc.array(
	fc.record({
		gap: fc.integer({ min: 0, max: 240 }),
		lane: fc.constantFrom<Lane>('legal', 'booked', 'vip', 'express', 'normal', 'normal', 'normal'),
		early: fc.integer({ min: -10, max: 30 }),
	}),
	{ minLength: 1, maxLength: 60 },
);
const rules = fc
	.record({ policy: fc.constantFrom(...POLICIES), ratio: fc.integer({ min: 2, max: 6 }), maxPassed: fc.integer({ min: 1, max: 8 }) })
	.map(({ policy, ratio, maxPassed }): Rules => rulesOf({ policy, policyOptions: { ratio, maxPassed } }, SETTINGS));
const day = fc.record({ arrivals, rules, every: fc.integer({ min: 20, max: 300 }) });

interface Called {
	choice: Choice<Waiting>;
	at: number;
	/** Who could have been called instead. */
	line: Waiting[];
	before: Memory;
}

/** A day: people come, one is called every so many seconds. */
function live({
	arrivals: coming,
	rules: by,
	every,
}: {
	arrivals: { gap: number; lane: Lane; early: number }[];
	rules: Rules;
	every: number;
}): Called[] {
	let clock = 0;
	const people = coming.map(({ gap, lane, early }, i): Waiting => {
		clock += gap * 1000;
		return { id: String(i).padStart(4, '0'), lane, queuedAt: clock, from: lane === 'booked' ? clock + early * MINUTE : clock };
	});
	const calls: Called[] = [];
	const gone = new Set<string>();
	let memory = NO_MEMORY;
	for (let at = every * 1000; gone.size < people.length; at += every * 1000) {
		const line = people.filter(({ id, queuedAt }) => queuedAt <= at && !gone.has(id));
		const choice = nextOf(line, memory, by, at, every * 1000);
		if (choice === null) continue;
		calls.push({ choice, at, line, before: memory });
		memory = remember(memory, choice, at);
		gone.add(choice.ticket.id);
	}
	return calls;
}

const older = (a: Waiting, b: Waiting) => a.from < b.from || (a.from === b.from && a.id < b.id);
const due = ({ lane, from }: Waiting, at: number) => lane !== 'booked' || from <= at;

describe('every policy, on any day', () => {
	test('serves a lane in the order of arrival', () => {
		fc.assert(
			fc.property(day, (one) => {
				for (const { choice, line } of live(one)) {
					const ahead = line.filter((other) => other.lane === choice.ticket.lane && older(other, choice.ticket));
					expect(ahead).toEqual([]);
				}
			}),
		);
	});

	test('starves nobody: of every `ratio` calls in a row one goes to whoever has waited longest', () => {
		fc.assert(
			fc.property(day, (one) => {
				let passing = 0;
				for (const { choice, line, at } of live(one)) {
					const oldest = line.filter((other) => due(other, at)).every((other) => !older(other, choice.ticket));
					passing = oldest ? 0 : passing + 1;
					expect(passing).toBeLessThan(one.rules.ratio);
				}
			}),
		);
	});

	test.each(['legal', 'paid'] as const)('lets %s priority pass others at most once in `ratio` calls', (why) => {
		fc.assert(
			fc.property(day, (one) => {
				const passed = live(one).map(({ choice }) => choice.passing && choice.why === why);
				for (let i = 0; i < passed.length; i++) {
					expect(passed.slice(i, i + one.rules.ratio).filter(Boolean).length).toBeLessThanOrEqual(1);
				}
			}),
		);
	});

	test('never lets money pass the law', () => {
		fc.assert(
			fc.property(day, (one) => {
				for (const { choice, line, at } of live(one)) {
					if (!['vip', 'express'].includes(choice.ticket.lane)) continue;
					// While legal priority waits, a bought place is called only when it is the longest wait of all.
					if (!line.some(({ lane }) => lane === 'legal')) continue;
					expect(line.filter((other) => due(other, at) && older(other, choice.ticket))).toEqual([]);
				}
			}),
		);
	});

	test('lets bought places pass nobody more than `maxPassed` times', () => {
		// A long line, and then one bought place after another.
		const flood = fc
			.tuple(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 3, max: 30 }))
			.map(([people, bought]) => [
				...Array.from({ length: people }, () => ({ gap: 1, lane: 'normal' as const, early: 0 })),
				...Array.from({ length: bought }, () => ({ gap: 30, lane: 'vip' as const, early: 0 })),
			]);
		const sold = rules.map((by): Rules => ({ ...by, paid: true }));
		fc.assert(
			fc.property(fc.record({ arrivals: fc.oneof(arrivals, flood), rules: sold, every: fc.integer({ min: 20, max: 300 }) }), (one) => {
				const calls = live(one);
				for (const { choice, at } of calls.filter(({ choice: { ticket } }) => ticket.lane === 'normal')) {
					const passed = calls.filter(
						(other) =>
							other.choice.why === 'paid' &&
							other.at < at &&
							other.at >= choice.ticket.queuedAt &&
							older(choice.ticket, other.choice.ticket),
					);
					expect(passed.length).toBeLessThanOrEqual(one.rules.maxPassed);
				}
			}),
		);
	});

	test('calls an appointment by its time and the tolerance, or says that it is an overrun', () => {
		fc.assert(
			fc.property(day, (one) => {
				for (const { choice, line, at, before } of live(one)) {
					const late = choice.ticket.lane === 'booked' && at > choice.ticket.from + one.rules.toleranceMs;
					expect(choice.overrun).toBe(late);
					// One that the next call would make late gives way to nothing but the longest wait's own share.
					const urgent = line.some(
						({ lane, from }) => lane === 'booked' && from <= at && from + one.rules.toleranceMs < at + one.every * 1000,
					);
					if (urgent && before.streak < one.rules.ratio - 1) expect(choice.ticket.lane).toBe('booked');
				}
			}),
		);
	});

	test('does not call an appointment before its time while anybody else waits', () => {
		fc.assert(
			fc.property(day, (one) => {
				for (const { choice, line, at } of live(one)) {
					if (choice.ticket.lane !== 'booked' || choice.ticket.from <= at) continue;
					expect(line.filter(({ lane }) => lane !== 'booked')).toEqual([]);
				}
			}),
		);
	});

	test('orders a whole line as it would call it', () => {
		fc.assert(
			fc.property(day, (one) => {
				const line = live(one).map(({ choice }) => ({ ...choice.ticket, queuedAt: 0 }));
				const at = 3_600_000;
				const every = one.every * 1000;
				const ordered = orderQueue(line, NO_MEMORY, one.rules, at, every);
				expect(new Set(ordered.map(({ ticket }) => ticket.id)).size).toBe(line.length);
				let memory = NO_MEMORY;
				let left = line;
				ordered.forEach((expected, i) => {
					const choice = nextOf(left, memory, one.rules, at + i * every, every);
					expect(choice).toEqual(expected);
					memory = remember(memory, expected, at + i * every);
					left = left.filter(({ id }) => id !== expected.ticket.id);
				});
			}),
			{ numRuns: 30 },
		);
	});
});

describe('what each policy is for', () => {
	const person = (id: string, lane: Lane, from: number): Waiting => ({ id, lane, from: from * MINUTE, queuedAt: 0 });
	const order = (policy: (typeof POLICIES)[number], line: Waiting[], now = 60) =>
		orderQueue(line, NO_MEMORY, rulesOf({ policy, policyOptions: {} }, SETTINGS), now * MINUTE, MINUTE).map(({ ticket }) => ticket.id);
	const line = [
		person('n1', 'normal', 1),
		person('n2', 'normal', 2),
		person('n3', 'normal', 3),
		person('old', 'legal', 40),
		person('meeting', 'booked', 58),
		person('rich', 'vip', 30),
	];

	test('arrival: first come first served, but for the law', () => {
		expect(order('arrival', line)).toEqual(['old', 'n1', 'n2', 'n3', 'rich', 'meeting']);
	});

	test('balanced: the law, then appointments, a share for the longest wait, then money', () => {
		expect(order('balanced', line)).toEqual(['old', 'meeting', 'n1', 'rich', 'n2', 'n3']);
	});

	test('appointments first', () => {
		expect(order('appointments_first', line)).toEqual(['meeting', 'old', 'n1', 'rich', 'n2', 'n3']);
	});

	test('an emergency goes before everyone, whatever was called before', () => {
		const tired: Memory = { ...NO_MEMORY, streak: 9 };
		const choice = nextOf(
			[...line, person('e', 'emergency', 59)],
			tired,
			rulesOf({ policy: 'arrival', policyOptions: {} }, SETTINGS),
			60 * MINUTE,
			MINUTE,
		);
		expect(choice).toMatchObject({ ticket: { id: 'e' }, why: 'emergency' });
	});

	test('money passes nobody where it may not be sold', () => {
		const hospital = completeSettings({}, 'hospital');
		expect(rulesOf({ policy: 'balanced', policyOptions: {} }, hospital).paid).toBe(false);
		expect(rulesOf({ policy: 'balanced', policyOptions: {} }, SETTINGS).paid).toBe(true);
	});

	test('whoever has waited as long as the organisation allows is next, where it says so', () => {
		const by = rulesOf({ policy: 'balanced', policyOptions: { maxWaitMinutes: 30 } }, SETTINGS);
		expect(nextOf(line, NO_MEMORY, by, 60 * MINUTE, MINUTE)).toMatchObject({ ticket: { id: 'n1' }, why: 'owed' });
	});
});
