import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { datesBetween, isOpenThrough, type Slot, type SlotGrid, slotAt, slotsOn } from '../../../src/modules/appointments/slots/slots.ts';
import { isOpenAt, type Opening, parseOpeningHours } from '../../../src/platform/opening-hours.ts';

const BANK = 'Mo-Fr 08:00-13:00,15:00-17:30; Sa 09:00-12:00';

function openingsOf(text: string): Opening[] {
	const parsed = parseOpeningHours(text);
	if ('error' in parsed) throw new Error(parsed.error);
	return parsed.openings;
}

function grid(changes: Partial<SlotGrid> = {}): SlotGrid {
	return { openings: openingsOf(BANK), closed: new Set(), timezone: 'Africa/Dakar', slotMinutes: 30, ...changes };
}

function clocks(slots: Slot[], zone: string): string[] {
	return slots.map(({ start }) => DateTime.fromJSDate(start, { zone }).toFormat('HH:mm'));
}

describe('slots of a day', () => {
	test('follow the intervals of the day; a piece that would pass the closing time is none', () => {
		const slots = clocks(slotsOn(grid({ slotMinutes: 60 }), '2026-11-27'), 'Africa/Dakar');
		expect(slots).toEqual(['08:00', '09:00', '10:00', '11:00', '12:00', '15:00', '16:00']);
	});

	test('there are none on a closed day, nor on a weekday without hours', () => {
		expect(slotsOn(grid({ closed: new Set(['2026-11-27']) }), '2026-11-27')).toEqual([]);
		expect(slotsOn(grid(), '2026-11-29')).toEqual([]);
	});

	test('are moments of the zone of the organisation', () => {
		const [dakar] = slotsOn(grid(), '2026-11-27');
		const [douala] = slotsOn(grid({ timezone: 'Africa/Douala' }), '2026-11-27');
		expect(dakar?.start.toISOString()).toBe('2026-11-27T08:00:00.000Z');
		expect(douala?.start.toISOString()).toBe('2026-11-27T07:00:00.000Z');
	});

	test('of an opening past midnight belong to the day it begins on', () => {
		const night = grid({ openings: openingsOf('Fr 22:00-02:00'), slotMinutes: 60, closed: new Set(['2026-11-28']) });
		expect(clocks(slotsOn(night, '2026-11-27'), 'Africa/Dakar')).toEqual(['22:00', '23:00', '00:00', '01:00']);
		expect(slotAt(night, new Date('2026-11-28T01:00:00Z'))).not.toBeNull();
	});

	test('exist once on the days the clocks change', () => {
		const always = grid({ openings: openingsOf('24/7'), slotMinutes: 60, timezone: 'Europe/Paris' });
		expect(slotsOn(always, '2026-03-29')).toHaveLength(23);
		expect(slotsOn(always, '2026-10-25')).toHaveLength(25);
		expect(slotsOn(always, '2026-10-26')).toHaveLength(24);
	});
});

const zones = fc.constantFrom('Africa/Dakar', 'Africa/Douala', 'Europe/Paris', 'Africa/Casablanca', 'America/New_York', 'Asia/Kathmandu');
const hours = fc.constantFrom(BANK, '24/7', 'Mo-Su 07:30-23:45', 'Fr,Sa 20:00-02:00', 'Mo-Su 00:15-03:30,22:00-23:00', 'Su 02:30-10:00');
const dates = fc.integer({ min: 0, max: 800 }).map((days) => DateTime.utc(2026, 1, 1).plus({ days }).toISODate() ?? '');
const grids = fc.record({
	text: hours,
	timezone: zones,
	slotMinutes: fc.constantFrom(5, 10, 15, 20, 25, 30, 45, 60, 90),
});

describe('whatever the hours, the zone and the length', () => {
	test('slots are whole, in order, never overlap, and lie in the opening hours', () => {
		fc.assert(
			fc.property(grids, dates, ({ text, timezone, slotMinutes }, date) => {
				const openings = openingsOf(text);
				const slots = slotsOn({ openings, closed: new Set(), timezone, slotMinutes }, date);
				for (const [index, slot] of slots.entries()) {
					expect(slot.end.getTime() - slot.start.getTime()).toBe(slotMinutes * 60_000);
					const next = slots[index + 1];
					if (next !== undefined) expect(next.start.getTime()).toBeGreaterThanOrEqual(slot.end.getTime());
					// A clock that is put forward takes the first minutes of an opening that begins in the gap.
					expect(isOpenAt(openings, slot.start, timezone)).toBe(true);
				}
			}),
		);
	});

	test('slots of neighbouring days never overlap, and each is found again by its moment', () => {
		fc.assert(
			fc.property(grids, dates, ({ text, timezone, slotMinutes }, date) => {
				const given = { openings: openingsOf(text), closed: new Set<string>(), timezone, slotMinutes };
				const after = DateTime.fromISO(date).plus({ days: 1 }).toISODate() ?? '';
				const slots = [...slotsOn(given, date), ...slotsOn(given, after)];
				const starts = slots.map(({ start }) => start.getTime());
				expect([...new Set(starts)].sort((a, b) => a - b)).toEqual(starts);
				for (const slot of slots.slice(0, 5)) expect(slotAt(given, slot.start)).toEqual(slot);
				for (const slot of slots.slice(0, 5)) expect(slotAt(given, new Date(slot.start.getTime() + 60_000))).toBeNull();
			}),
		);
	});
});

describe('a time that was booked', () => {
	test('is open from its beginning to its end, however the slots are cut since', () => {
		const at = (from: string, to: string): Slot => ({ start: new Date(`2026-11-27T${from}:00Z`), end: new Date(`2026-11-27T${to}:00Z`) });
		const now = grid({ slotMinutes: 45 });
		expect(isOpenThrough(now, at('12:10', '12:40'))).toBe(true);
		expect(isOpenThrough(now, at('12:40', '13:10'))).toBe(false);
		expect(isOpenThrough(now, at('13:30', '14:00'))).toBe(false);
		expect(isOpenThrough(grid({ closed: new Set(['2026-11-27']) }), at('12:10', '12:40'))).toBe(false);
	});

	test('is open wherever it could be booked, and closed once the day of its opening is a holiday', () => {
		fc.assert(
			fc.property(grids, dates, ({ text, timezone, slotMinutes }, date) => {
				const given = { openings: openingsOf(text), closed: new Set<string>(), timezone, slotMinutes };
				const before = DateTime.fromISO(date).minus({ days: 1 }).toISODate() ?? '';
				for (const slot of slotsOn(given, date)) {
					expect(isOpenThrough(given, slot)).toBe(true);
					expect(isOpenThrough({ ...given, closed: new Set([date, before]) }, slot)).toBe(false);
				}
			}),
		);
	});
});

test('dates between two moments are local', () => {
	const from = new Date('2026-11-26T23:30:00Z');
	const to = new Date('2026-11-28T00:10:00Z');
	expect(datesBetween(from, to, 'Africa/Dakar')).toEqual(['2026-11-26', '2026-11-27', '2026-11-28']);
	expect(datesBetween(from, to, 'Africa/Douala')).toEqual(['2026-11-27', '2026-11-28']);
});
