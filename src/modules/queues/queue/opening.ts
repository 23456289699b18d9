import { DateTime } from 'luxon';
import type { Branch, Organisation } from '../../organisations/index.ts';

/** Hours and holidays, in the organisation's local time (rule X8). */

export interface Span {
	from: Date;
	to: Date;
}

/** The first opening is looked for so far ahead: longer than any holiday. */
const MOST_DAYS = 60;
const DAY_MINUTES = 1440;

/** The local date of a moment: `2026-11-26`. */
export function localDay(now: Date, timezone: string): string {
	return DateTime.fromJSDate(now, { zone: timezone }).toFormat('yyyy-MM-dd');
}

/** When the branch opens on a local day, in order; nothing on a holiday. An opening may run past midnight. */
export function spansOf(organisation: Organisation, branch: Branch, day: DateTime): Span[] {
	const date = day.toFormat('yyyy-MM-dd');
	if ([...organisation.holidays, ...branch.holidays].some((holiday) => holiday.date === date)) return [];
	return branch.hours.openings
		.filter((opening) => opening.day === day.weekday - 1)
		.map(({ from, to }) => ({ from: atMinute(day, from), to: atMinute(day, to) }))
		.sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** When today's last opening ends; null when the branch does not open any more today. */
export function closesAt(organisation: Organisation, branch: Branch, now: Date): Date | null {
	return today(organisation, branch, now).findLast(({ to }) => now < to)?.to ?? null;
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
