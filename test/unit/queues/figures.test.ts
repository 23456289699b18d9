import { describe, expect, test } from '@jest/globals';
import { figuresOf, passesOf, spreadOf, type Visit } from '../../../src/modules/queues/day/figures.ts';
import { calibrationOf } from '../../../src/modules/queues/day/get-metrics.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 26, 9, minutes));
const visit = (changes: Partial<Visit>): Visit => ({
	number: 'A001',
	day: '2026-11-26',
	class: 'normal',
	priority: null,
	status: 'served',
	effectiveFrom: at(0),
	queuedAt: at(0),
	bookedAt: null,
	calledAt: null,
	startedAt: null,
	servedAt: null,
	endedAt: null,
	...changes,
});

describe('spread', () => {
	const ended = (...seconds: number[]) => seconds.map((one) => ({ seconds: one, ended: true }));

	test('is the usual one when every end was seen', () => {
		expect(spreadOf(ended(10, 20, 30, 40, 50, 60, 70, 80, 90, 100))).toEqual({ mean: 55, p50: 50, p90: 90 });
		expect(spreadOf([])).toEqual({ mean: null, p50: null, p90: null });
	});

	test('does not look better because people gave up', () => {
		const stayed = ended(60, 120, 180);
		const gaveUp = [
			{ seconds: 170, ended: false },
			{ seconds: 175, ended: false },
			{ seconds: 178, ended: false },
		];
		expect(spreadOf([...stayed, ...gaveUp]).p50).toBe(180);
		// Most of them left: nobody knows how long it would have been.
		expect(spreadOf([...ended(60), ...gaveUp]).p90).toBeNull();
	});
});

describe('figures', () => {
	test('count the wait from the arrival, of an appointment from its time, and who was passed', () => {
		const visits = [
			visit({ calledAt: at(10), startedAt: at(11), servedAt: at(16), endedAt: at(16) }),
			visit({ effectiveFrom: at(2), queuedAt: at(2), calledAt: at(5), status: 'no_show', endedAt: at(9) }),
			visit({
				class: 'appointment',
				queuedAt: at(0),
				bookedAt: at(20),
				effectiveFrom: at(20),
				calledAt: at(22),
				servedAt: at(30),
				endedAt: at(30),
			}),
			visit({ status: 'cancelled', queuedAt: at(1), effectiveFrom: at(1), endedAt: at(4) }),
			visit({ status: 'waiting' }),
		];
		expect(figuresOf(visits, 5, passesOf(visits))).toMatchObject({
			joined: 5,
			served: 2,
			no_show: 1,
			abandoned: 1,
			passed_over: 1,
			wait_seconds: { mean: 300 },
			service_seconds: { mean: 300 },
			total_seconds: { mean: 780 },
			under_target_percent: 50,
		});
	});

	test('who was passed was passed by anybody of the day, not by those of the same class or of another day', () => {
		const passed = visit({ calledAt: at(10) });
		const vip = visit({ class: 'vip', effectiveFrom: at(1), queuedAt: at(1), calledAt: at(5) });
		const tomorrows = visit({ day: '2026-11-27', effectiveFrom: at(1), queuedAt: at(1), calledAt: at(6) });
		const passes = passesOf([passed, vip, tomorrows]);
		expect(figuresOf([passed], 5, passes).passed_over).toBe(1);
		expect(figuresOf([vip, tomorrows], 5, passes).passed_over).toBe(0);
	});
});

test('a promise is judged by the wait that came of it, and not at all when nobody was called', () => {
	const promise = (low: number, high: number, minutes = 0) => ({ at: at(minutes), low, high });
	expect(
		calibrationOf([
			{ promised: [promise(5, 15), promise(1, 3, 8)], calledAt: at(10) },
			{ promised: [promise(20, 30)], calledAt: at(10) },
			{ promised: [promise(0, 1)], calledAt: null },
		]),
	).toEqual({ promises: 3, inside: 2, inside_percent: 67, mean_error_minutes: 5 });
});
