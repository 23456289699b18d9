import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { completeSettings } from '../../../src/modules/organisations/settings.ts';
import type { Lane } from '../../../src/modules/queues/line/lanes.ts';
import { rulesOf } from '../../../src/modules/queues/line/policies.ts';
import {
	type Choice,
	type Line,
	memoriesAfter,
	NO_MEMORY,
	nextAmong,
	nextOf,
	orderLines,
	type Rules,
	type Waiting,
} from '../../../src/modules/queues/line/policy.ts';

const MINUTE = 60_000;
const SETTINGS = completeSettings({}, 'bank');
const POLICIES = ['arrival', 'balanced', 'appointments_first'] as const;

const rules = fc
	.record({ policy: fc.constantFrom(...POLICIES), ratio: fc.integer({ min: 2, max: 6 }), maxPassed: fc.integer({ min: 1, max: 8 }) })
	.map(({ policy, ratio, maxPassed }): Rules => rulesOf({ policy, policyOptions: { ratio, maxPassed } }, SETTINGS));
/** Who comes when and into which of two queues. */
const arrivals = fc.array(
	fc.record({
		gap: fc.integer({ min: 0, max: 200 }),
		queue: fc.integer({ min: 0, max: 1 }),
		lane: fc.constantFrom<Lane>('legal', 'booked', 'vip', 'express', 'normal', 'normal', 'normal'),
		early: fc.integer({ min: -10, max: 30 }),
	}),
	{ minLength: 1, maxLength: 60 },
);
/** Which queues the counters call from, that take turns calling. */
const shared = fc.constant<number[][]>([[0, 1]]);
const mixed = fc.array(fc.constantFrom<number[]>([0], [1], [0, 1], [0, 1]), { minLength: 1, maxLength: 5 });
const dayOf = (counters: fc.Arbitrary<number[][]>, by: fc.Arbitrary<Rules[]> = fc.tuple(rules, rules)) =>
	fc.record({ arrivals, counters, rules: by, every: fc.integer({ min: 20, max: 300 }) });
const samePolicy = rules.map((one) => [one, one]);

type Person = Waiting & { queue: number };
interface Called {
	choice: Choice<Person>;
	at: number;
	/** The queues of the counter that called, and who could have been called from them instead. */
	queues: number[];
	line: Person[];
}
type Day = typeof arrivals extends fc.Arbitrary<infer A> ? { arrivals: A; counters: number[][]; rules: Rules[]; every: number } : never;

/** A day at counters that call one after the other. */
function live({ arrivals: coming, counters, rules: by, every }: Day): Called[] {
	let clock = 0;
	const people = coming.map(({ gap, lane, early, queue }, i): Person => {
		clock += gap * 1000;
		return { id: String(i).padStart(4, '0'), queue, lane, queuedAt: clock, from: lane === 'booked' ? clock + early * MINUTE : clock };
	});
	const calls: Called[] = [];
	const gone = new Set<string>();
	const memories = by.map(() => NO_MEMORY);
	const end = clock + 60 * MINUTE + people.length * counters.length * 2 * every * 1000;
	for (let at = every * 1000, turn = 0; gone.size < people.length && at < end; at += every * 1000, turn++) {
		const queues = counters[turn % counters.length] ?? [];
		const line = people.filter(({ id, queue, queuedAt }) => queues.includes(queue) && queuedAt <= at && !gone.has(id));
		const lines = queues.flatMap((queue): Line<Person>[] => {
			const rule = by[queue];
			return rule === undefined
				? []
				: [{ waiting: line.filter((one) => one.queue === queue), memory: memories[queue] ?? NO_MEMORY, rules: rule }];
		});
		const choice = nextAmong(lines, at, every * 1000);
		if (choice === null) continue;
		calls.push({ choice, at, queues, line });
		memoriesAfter(lines, choice, at).forEach((memory, i) => {
			memories[queues[i] ?? 0] = memory;
		});
		gone.add(choice.ticket.id);
	}
	return calls;
}

const older = (a: Waiting, b: Waiting) => a.from < b.from || (a.from === b.from && a.id < b.id);
const due = ({ lane, from }: Waiting, at: number) => lane !== 'booked' || from <= at;
/** Those of a queue whom a call passed. */
const passedIn = ({ choice, line, at }: Called, queue: number) =>
	line.filter((one) => one.queue === queue && due(one, at) && older(one, choice.ticket));
/** The calls that people of a queue see: of one of them, or at a counter of theirs while one of them waited. */
const seenBy = (calls: Called[], queue: number) =>
	calls.filter(
		({ choice, queues, line, at }) =>
			choice.ticket.queue === queue || (queues.includes(queue) && line.some((one) => one.queue === queue && due(one, at))),
	);

describe('a counter that serves two queues of one policy, on any day', () => {
	test('serves each lane in the order of arrival, whichever queue people stand in', () => {
		fc.assert(
			fc.property(dayOf(shared, samePolicy), (day) => {
				for (const { choice, line, at } of live(day)) {
					const { ticket } = choice;
					// Nobody is called before their appointment because another's time has come.
					const ahead = line.filter((other) => other.lane === ticket.lane && older(other, ticket) && due(other, at) === due(ticket, at));
					expect(ahead).toEqual([]);
				}
			}),
		);
	});

	test('lets nobody starve: fewer than `ratio` calls in a row pass whoever has waited longest in both', () => {
		fc.assert(
			fc.property(dayOf(shared, samePolicy), (day) => {
				let passed = { id: '', times: 0 };
				for (const call of live(day)) {
					const [oldest] = [0, 1].flatMap((queue) => passedIn(call, queue)).sort((a, b) => (older(a, b) ? -1 : 1));
					expect(call.choice.passing).toBe(oldest !== undefined);
					const times = oldest === undefined ? 0 : oldest.id === passed.id ? passed.times + 1 : 1;
					passed = { id: oldest?.id ?? '', times };
					expect(passed.times).toBeLessThan(day.rules[0]?.ratio ?? 0);
				}
			}),
		);
	});

	test('is one merged order where no policy speaks for anyone: by arrival, not queue by queue', () => {
		const plain = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(plain, samePolicy, (queues, [rule]) => {
				if (rule === undefined) return;
				const people = queues.map((queue, i): Person => ({ id: String(i).padStart(2, '0'), queue, lane: 'normal', from: i, queuedAt: i }));
				const lines = [0, 1].map((queue) => ({ waiting: people.filter((one) => one.queue === queue), memory: NO_MEMORY, rules: rule }));
				expect(orderLines(lines, MINUTE, MINUTE).map(({ ticket }) => ticket)).toEqual(people);
			}),
		);
	});

	test('is the counter of one queue when the other is empty', () => {
		fc.assert(
			fc.property(dayOf(fc.constant<number[][]>([[0]])), (day) => {
				const [own, other] = day.rules;
				if (own === undefined || other === undefined) return;
				for (const { line, at } of live({ ...day, arrivals: day.arrivals.map((one) => ({ ...one, queue: 0 })) })) {
					const lines = [
						{ waiting: line, memory: NO_MEMORY, rules: own },
						{ waiting: [], memory: { ...NO_MEMORY, streak: 99, sinceLegal: 0 }, rules: other },
					];
					expect(nextAmong(lines, at, MINUTE)).toEqual(nextOf(line, NO_MEMORY, own, at, MINUTE));
				}
			}),
		);
	});
});

describe('queues that share some of their counters, each with its own policy, on any day', () => {
	test('each keeps its share for the longest wait: fewer than `ratio` calls in a row pass somebody in it', () => {
		fc.assert(
			fc.property(dayOf(mixed), (day) => {
				const calls = live(day);
				day.rules.forEach(({ ratio }, queue) => {
					let passing = 0;
					for (const call of seenBy(calls, queue)) {
						passing = passedIn(call, queue).length > 0 ? passing + 1 : 0;
						expect(passing).toBeLessThan(ratio);
					}
				});
			}),
		);
	});

	test.each(['legal', 'paid'] as const)('%s priority of either passes people of each at most once in `ratio` calls', (why) => {
		fc.assert(
			fc.property(dayOf(mixed), (day) => {
				const calls = live(day);
				day.rules.forEach(({ ratio }, queue) => {
					const passed = seenBy(calls, queue).map((call) => call.choice.why === why && passedIn(call, queue).length > 0);
					for (let i = 0; i < passed.length; i++) {
						expect(passed.slice(i, i + ratio).filter(Boolean).length).toBeLessThanOrEqual(1);
					}
				});
			}),
		);
	});

	test('money passes the law in neither, and nobody of a queue that sells nothing', () => {
		fc.assert(
			fc.property(dayOf(mixed), (day) => {
				for (const call of live(day)) {
					if (call.choice.why !== 'paid') continue;
					expect(call.line.filter(({ lane }) => lane === 'legal')).toEqual([]);
					day.rules.forEach(({ paid }, queue) => {
						if (!paid) expect(passedIn(call, queue)).toEqual([]);
					});
				}
			}),
		);
	});

	test('bought places of either pass nobody more than `maxPassed` times', () => {
		fc.assert(
			fc.property(
				dayOf(
					mixed,
					fc.tuple(rules, rules).map((two) => two.map((one) => ({ ...one, paid: true }))),
				),
				(day) => {
					const calls = live(day);
					for (const { choice, at } of calls.filter(({ choice: { ticket } }) => ticket.lane === 'normal')) {
						const { ticket } = choice;
						const passed = calls.filter(
							(other) => other.choice.why === 'paid' && other.at < at && passedIn(other, ticket.queue).some(({ id }) => id === ticket.id),
						);
						expect(passed.length).toBeLessThanOrEqual(day.rules[ticket.queue]?.maxPassed ?? 0);
					}
				},
			),
		);
	});

	test('an appointment that the next call would make late gives way to nothing but the longest wait’s share', () => {
		fc.assert(
			fc.property(dayOf(mixed), (day) => {
				for (const { choice, at } of live(day)) {
					const rule = day.rules[choice.ticket.queue];
					const late = choice.ticket.lane === 'booked' && at > choice.ticket.from + (rule?.toleranceMs ?? 0);
					expect(choice.overrun).toBe(late);
				}
			}),
		);
	});

	test('everybody is called', () => {
		fc.assert(
			fc.property(dayOf(shared), (day) => {
				expect(live(day)).toHaveLength(day.arrivals.length);
			}),
		);
	});
});

describe('what a shared counter does', () => {
	const person = (id: string, queue: number, lane: Lane, from: number): Person => ({ id, queue, lane, from: from * MINUTE, queuedAt: 0 });
	const order = (people: Person[], policies: (typeof POLICIES)[number][] = ['balanced', 'balanced']) =>
		orderLines(
			policies.map((policy, queue) => ({
				waiting: people.filter((one) => one.queue === queue),
				memory: NO_MEMORY,
				rules: rulesOf({ policy, policyOptions: {} }, SETTINGS),
			})),
			60 * MINUTE,
			MINUTE,
		).map(({ ticket }) => ticket.id);
	const normal = [person('a1', 0, 'normal', 1), person('b2', 1, 'normal', 2), person('a3', 0, 'normal', 3), person('b4', 1, 'normal', 4)];

	test('the law of one queue goes before the other queue too, at most one call in three', () => {
		expect(order([...normal, person('aL', 0, 'legal', 50), person('bL', 1, 'legal', 51)])).toEqual(['aL', 'a1', 'b2', 'bL', 'a3', 'b4']);
	});

	test('an emergency of either queue is first, then whoever was put back', () => {
		expect(order([...normal, person('bE', 1, 'emergency', 59), person('aF', 0, 'front', 5)])).toEqual(['bE', 'aF', 'a1', 'b2', 'a3', 'b4']);
	});

	test('money passes those of its own queue, and nobody of a queue by arrival', () => {
		const rich = person('rich', 0, 'vip', 30);
		expect(order([...normal, rich])).toEqual(['rich', 'a1', 'b2', 'a3', 'b4']);
		expect(order([...normal, rich], ['balanced', 'arrival'])).toEqual(['a1', 'b2', 'a3', 'b4', 'rich']);
	});

	test('appointments of one queue go before the other as its policy allows', () => {
		const meeting = person('meeting', 1, 'booked', 58);
		expect(order([...normal, meeting])).toEqual(['meeting', 'a1', 'b2', 'a3', 'b4']);
		expect(order([...normal, meeting], ['arrival', 'balanced'])).toEqual(['a1', 'b2', 'a3', 'meeting', 'b4']);
	});
});
