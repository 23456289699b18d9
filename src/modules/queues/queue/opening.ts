import { DateTime } from 'luxon';
import type { Branch, Holiday, Organisation } from '../../organisations/index.ts';

/** Hours and holidays, in the organisation's local time (rule X8). */

export interface Span {
	from: Date;
	to: Date;
}

/** The first opening is looked for so far ahead: longer than any holiday. */
const MOST_DAYS = 60;
/** Nobody waits through more, and it is asked again every day. */
const LONGEST_OPENING_DAYS = 2;
const DAY_MINUTES = 1440;

/** The local date of a moment: `2026-11-26`. */
export function localDay(now: Date, timezone: string): string {
	return DateTime.fromJSDate(now, { zone: timezone }).toFormat('yyyy-MM-dd');
}

/** The local day that a moment lies in. */
export function dayAround(now: Date, timezone: string): Span {
	const start = DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
	return { from: start.toJSDate(), to: start.plus({ days: 1 }).toJSDate() };
}

/** The holiday of a local date (`2026-12-25`), the organisation's or the branch's; undefined on other days. */
export function holidayOn(organisation: Organisation, branch: Branch, date: string): Holiday | undefined {
	return [...organisation.holidays, ...branch.holidays].find((holiday) => holiday.date === date);
}

/** When the branch opens on a local day, in order; nothing on a holiday. An opening may run past midnight. */
function spansOf(organisation: Organisation, branch: Branch, day: DateTime): Span[] {
	if (holidayOn(organisation, branch, day.toFormat('yyyy-MM-dd')) !== undefined) return [];
	return branch.hours.openings
		.filter((opening) => opening.day === day.weekday - 1)
		.map(({ from, to }) => ({ from: atMinute(day, from), to: atMinute(day, to) }))
		.sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** The opening that goes on at a moment, with those that follow on it without a gap: a house open day and night never closes. */
export function openingAt(organisation: Organisation, branch: Branch, now: Date): Span | null {
	const today = startOfDay(organisation, now);
	const days = Array.from({ length: 2 * LONGEST_OPENING_DAYS + 1 }, (_, i) => today.plus({ days: i - LONGEST_OPENING_DAYS }));
	const whole: Span[] = [];
	for (const span of days.flatMap((day) => spansOf(organisation, branch, day))) {
		const last = whole.at(-1);
		if (last === undefined || span.from > last.to) whole.push(span);
		else if (span.to > last.to) last.to = span.to;
	}
	return whole.find(({ from, to }) => from <= now && now < to) ?? null;
}

/** When the branch opens first today, last night's opening included; null: not at all. */
export function firstOpening(organisation: Organisation, branch: Branch, now: Date): Date | null {
	return today(organisation, branch, now)[0]?.from ?? null;
}

/** When today's last opening ends, be it tomorrow; null when the branch does not open any more today. */
export function closesAt(organisation: Organisation, branch: Branch, now: Date): Date | null {
	const last = today(organisation, branch, now).findLast(({ to }) => now < to);
	return last === undefined ? null : (openingAt(organisation, branch, last.from)?.to ?? last.to);
}

/** The gaps in today's hours that still lie ahead while the branch is open: nobody is called in them. */
export function breaksAhead(organisation: Organisation, branch: Branch, now: Date): Span[] {
	const spans = today(organisation, branch, now);
	const open = spans.findIndex(({ from, to }) => from <= now && now < to);
	if (open === -1) return [];
	return spans.slice(open + 1).flatMap(({ from: to }, i) => {
		const from = spans[open + i]?.to;
		return from === undefined || from >= to ? [] : [{ from, to }];
	});
}

/**
 * The first local day whose visits are not over: today, or while the branch has been open since before midnight, yesterday. What is left
 * of the days before was left behind (rule Q10).
 */
export function firstDayOf(organisation: Organisation, branch: Branch, now: Date): string {
	const today = startOfDay(organisation, now);
	const opening = openingAt(organisation, branch, now);
	const began = opening !== null && opening.from < today.toJSDate() ? today.minus({ days: 1 }) : today;
	return began.toFormat('yyyy-MM-dd');
}

/** When a branch that has closed for today opens next; null: not in the weeks to come. */
export function opensAfterToday(organisation: Organisation, branch: Branch, now: Date): Date | null {
	return opensAt(organisation, branch, startOfDay(organisation, now).endOf('day').toJSDate());
}

/** When the branch opens next, from `now` on; null: not in the weeks to come. */
export function opensAt(organisation: Organisation, branch: Branch, now: Date): Date | null {
	const first = startOfDay(organisation, now);
	for (let days = 0; days <= MOST_DAYS; days++) {
		const span = spansOf(organisation, branch, first.plus({ days })).find(({ from }) => from > now);
		if (span !== undefined) return span.from;
	}
	return null;
}

/** Today's openings, and last night's when it is not over. */
function today(organisation: Organisation, branch: Branch, now: Date): Span[] {
	const start = startOfDay(organisation, now);
	const night = spansOf(organisation, branch, start.minus({ days: 1 })).filter(({ to }) => now < to);
	return [...night, ...spansOf(organisation, branch, start)];
}

function startOfDay({ timezone }: Organisation, now: Date): DateTime {
	return DateTime.fromJSDate(now, { zone: timezone }).startOf('day');
}

/** By the clock on the wall, also on a day when it is moved. */
function atMinute(day: DateTime, minute: number): Date {
	const hours = { hour: Math.floor((minute % DAY_MINUTES) / 60), minute: minute % 60 };
	return day
		.plus({ days: Math.floor(minute / DAY_MINUTES) })
		.set(hours)
		.toJSDate();
}
