import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planReminders } from '../../../src/modules/appointments/reminders/plan-reminders.ts';
import { quietTimeAt } from '../../../src/platform/quiet-hours.ts';

const QUIET = { from: '21:00', to: '07:00' };
const DAKAR = 'Africa/Dakar';
const LONG_AGO = new Date('2026-11-01T10:00:00Z');

function plan(start: string, booked = LONG_AGO, quiet = QUIET): string[] {
	return planReminders(new Date(start), booked, [1440, 120], quiet, DAKAR).map(
		({ minutes, at }) => `${minutes} ${at.toISOString().slice(5, 16)}`,
	);
}

describe('reminders', () => {
	test('come the day before and two hours before', () => {
		expect(plan('2026-11-27T10:00:00Z')).toEqual(['1440 11-26T10:00', '120 11-27T08:00']);
	});

	test('do not come at night: they wait for the morning', () => {
		expect(plan('2026-11-27T08:30:00Z')).toEqual(['1440 11-26T08:30', '120 11-27T07:00']);
	});

	test('of an appointment too early for that come the evening before', () => {
		expect(plan('2026-11-27T06:30:00Z')).toEqual(['1440 11-26T07:00', '120 11-26T20:59']);
	});

	test('that fall together are one', () => {
		expect(plan('2026-11-27T07:10:00Z', LONG_AGO, { from: '06:00', to: '05:00' })).toEqual(['120 11-27T05:10']);
		expect(planReminders(new Date('2026-11-27T10:00:00Z'), LONG_AGO, [150, 120], QUIET, DAKAR).map(({ minutes }) => minutes)).toEqual([
			120,
		]);
	});

	test('are not sent about what was booked just now', () => {
		expect(plan('2026-11-27T10:00:00Z', new Date('2026-11-26T12:00:00Z'))).toEqual(['120 11-27T08:00']);
		expect(plan('2026-11-27T10:00:00Z', new Date('2026-11-27T07:50:00Z'))).toEqual([]);
	});
});

test('no reminder is planned in the quiet hours, nor after the appointment', () => {
	const clock = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 20_000 }),
			clock,
			clock,
			fc.array(fc.integer({ min: 5, max: 4000 }), { maxLength: 4 }),
			fc.constantFrom(DAKAR, 'Africa/Douala', 'Europe/Paris'),
			(minutes, from, to, wished, zone) => {
				const start = new Date(Date.parse('2026-11-20T00:00:00Z') + minutes * 60_000);
				for (const { at } of planReminders(start, LONG_AGO, wished, { from, to }, zone)) {
					expect(at < start).toBe(true);
					expect(quietTimeAt({ from, to }, at, zone)).toBeNull();
				}
			},
		),
	);
});
