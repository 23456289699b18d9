import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { isOpenAt, type Opening, parseOpeningHours } from '../../../src/platform/opening-hours.ts';

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const DOUALA = 'Africa/Douala';

function openings(text: string): Opening[] {
	const parsed = parseOpeningHours(text);
	if ('error' in parsed) throw new Error(parsed.error);
	return parsed.openings;
}

/** The moment of a local weekday (Monday 0) and time of day, in the week of Monday 2026-11-16. */
function at(day: number, time: string, zone = DOUALA): Date {
	return DateTime.fromISO(`2026-11-${16 + day}T${time}`, { zone }).toJSDate();
}

describe('open or closed', () => {
	test.each([
		['Mo-Sa 08:00-18:00; Su off', 0, '08:00', true],
		['Mo-Sa 08:00-18:00; Su off', 0, '07:59', false],
		['Mo-Sa 08:00-18:00; Su off', 5, '17:59', true],
		['Mo-Sa 08:00-18:00; Su off', 5, '18:00', false],
		['Mo-Sa 08:00-18:00; Su off', 6, '12:00', false],
		['Mo-Fr 08:00-12:00,14:00-18:00', 2, '11:59', true],
		['Mo-Fr 08:00-12:00,14:00-18:00', 2, '13:00', false],
		['Mo-Fr 08:00-12:00,14:00-18:00', 2, '14:00', true],
		['Fr,Sa 20:00-02:00', 4, '23:30', true],
		['Fr,Sa 20:00-02:00', 6, '01:59', true],
		['Fr,Sa 20:00-02:00', 6, '02:00', false],
		['Fr,Sa 20:00-02:00', 4, '01:00', false],
		['Su 22:00-06:00', 0, '05:00', true],
		['Sa-Mo 09:00-10:00', 6, '09:30', true],
		['Mo-Su 08:00-18:00; We off', 2, '10:00', false],
		['Mo-Su 00:00-24:00', 6, '23:59', true],
		['24/7', 3, '03:00', true],
		['mo - fr 8:00 - 17:00', 1, '08:30', true],
	])('%s, day %d at %s: %s', (text, day, time, open) => {
		expect(isOpenAt(openings(text), at(day, time), DOUALA)).toBe(open);
	});

	test('the time zone decides, not the machine', () => {
		const moment = at(0, '08:30', DOUALA); // 07:30 in Dakar
		const hours = openings('Mo 08:00-18:00');
		expect(isOpenAt(hours, moment, DOUALA)).toBe(true);
		expect(isOpenAt(hours, moment, 'Africa/Dakar')).toBe(false);
	});
});

test.each([
	['', 'not understood'],
	['always', 'not understood'],
	['Mo-Sa', 'not understood'],
	['Lu-Sa 08:00-18:00', 'is not a day'],
	['Mo-We-Fr 08:00-18:00', 'is not a day'],
	['Mo 08:00', 'not a span'],
	['Mo 25:00-26:00', 'not a span'],
	['Mo 08:60-09:00', 'not a span'],
	['Mo 08:00-12:00,11:00-18:00', 'overlap on Mo'],
	['Mo 20:00-04:00; Tu 03:00-10:00', 'overlap on Mo'],
	['Su 20:00-04:00; Mo 03:00-10:00', 'overlap on Su'],
	['Mo 08:00-18:00;', 'not understood'],
	['Mo 08:00-09:00,'.repeat(100), 'longer than'],
])('%j is refused', (text, reason) => {
	expect(parseOpeningHours(text)).toEqual({ error: expect.stringContaining(reason) });
});

const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

test('what is open is what the text says, minute by minute', () => {
	const minute = fc.integer({ min: 0, max: 1439 });
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: 6 }),
			minute,
			minute,
			fc.integer({ min: 0, max: 6 }),
			minute,
			(day, from, to, askedDay, asked) => {
				const text = `${DAYS[day]} ${clock(from)}-${clock(to)}`;
				const sameDay = askedDay === day && asked >= from && (to <= from || asked < to);
				const nextDay = to <= from && askedDay === (day + 1) % 7 && asked < to;
				expect(isOpenAt(openings(text), at(askedDay, clock(asked)), DOUALA)).toBe(sameDay || nextDay);
			},
		),
	);
});

test('no text makes the parser throw, and what it accepts never overlaps', () => {
	const text = fc.oneof(
		fc.string(),
		fc.stringMatching(/^(Mo|Tu-Su|Fr,Sa) [0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d(,[0-2]\d:[0-5]\d-[0-2]\d:[0-5]\d)?$/),
	);
	fc.assert(
		fc.property(text, (given) => {
			const parsed = parseOpeningHours(given);
			if ('error' in parsed) return;
			const minutes = parsed.openings.flatMap((one) =>
				Array.from({ length: one.to - one.from }, (_, i) => (one.day * 1440 + one.from + i) % 10080),
			);
			expect(new Set(minutes).size).toBe(minutes.length);
		}),
	);
});
