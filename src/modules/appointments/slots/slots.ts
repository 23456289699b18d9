import { DateTime } from 'luxon';
import type { Opening } from '../../../platform/opening-hours.ts';

/** A time that can be booked. */
export interface Slot {
	start: Date;
	/** Exclusive. */
	end: Date;
}

/** From what slots follow: nothing else decides which exist. */
export interface SlotGrid {
	openings: readonly Opening[];
	/** Closed local dates (`2026-12-25`). An opening that runs past midnight belongs to the date it begins on. */
	closed: ReadonlySet<string>;
	/** IANA name (rule X8). */
	timezone: string;
	slotMinutes: number;
}

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/**
 * The slots that begin on a local date, in order: each opening is cut into pieces of `slotMinutes`, and a piece that would end after the
 * closing time is none. Pieces are counted in real minutes from the opening on, so that a change of clocks neither doubles nor overlaps
 * any.
 */
export function slotsOn(grid: SlotGrid, date: string): Slot[] {
	const day = DateTime.fromISO(date, { zone: grid.timezone }).startOf('day');
	if (!day.isValid || grid.closed.has(date)) return [];
	return grid.openings
		.filter((opening) => opening.day === day.weekday - 1)
		.flatMap((opening) => pieces(instant(day, opening.from), instant(day, opening.to), grid.slotMinutes * MINUTE_MS));
}

/** The slot that begins at exactly this moment, or null. */
export function slotAt(grid: SlotGrid, start: Date): Slot | null {
	const today = DateTime.fromJSDate(start, { zone: grid.timezone });
	// An opening of the day before may run past midnight.
	const dates = [today, today.minus({ days: 1 })].map((day) => day.toISODate() ?? '');
	const slots = dates.flatMap((date) => slotsOn(grid, date));
	return slots.find((slot) => slot.start.getTime() === start.getTime()) ?? null;
}

/** Is the house open from the beginning of a time to its end? However its slots are cut now: what was booked before counts as it was. */
export function isOpenThrough({ openings, closed, timezone }: SlotGrid, { start, end }: Slot): boolean {
	const today = DateTime.fromJSDate(start, { zone: timezone }).startOf('day');
	return [today, today.minus({ days: 1 })]
		.filter((day) => !closed.has(day.toISODate() ?? ''))
		.some((day) =>
			openings.some((opening) => opening.day === day.weekday - 1 && instant(day, opening.from) <= start && instant(day, opening.to) >= end),
		);
}

/** The local dates from that of `from` to that of `to`, both included. */
export function datesBetween(from: Date, to: Date, timezone: string): string[] {
	const dates: string[] = [];
	const last = DateTime.fromJSDate(to, { zone: timezone }).startOf('day');
	for (let day = DateTime.fromJSDate(from, { zone: timezone }).startOf('day'); day <= last; day = day.plus({ days: 1 }))
		dates.push(day.toISODate() ?? '');
	return dates;
}

function pieces(opens: Date, closes: Date, ms: number): Slot[] {
	const slots: Slot[] = [];
	for (let start = opens.getTime(); start + ms <= closes.getTime(); start += ms)
		slots.push({ start: new Date(start), end: new Date(start + ms) });
	return slots;
}

function instant(day: DateTime, minutes: number): Date {
	const within = minutes % DAY_MINUTES;
	return day
		.plus({ days: Math.floor(minutes / DAY_MINUTES) })
		.set({ hour: Math.floor(within / 60), minute: within % 60 })
		.toJSDate();
}
