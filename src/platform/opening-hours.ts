import { DateTime } from 'luxon';

/**
 * Weekly opening hours (rule P9): a list of openings, each on one local weekday. Written like OpenStreetMap's `opening_hours`:
 * `Mo-Sa 08:00-18:00; Su off`, `Mo-Fr 08:00-12:00,14:00-18:00`, `Fr,Sa 20:00-02:00`, `24/7`. A later rule replaces an earlier one for
 * the days it names; days that no rule names are closed.
 */
export interface Opening {
	/** Monday 0 … Sunday 6. */
	day: number;
	/** Minutes after the day's local midnight, 0 to 1439. */
	from: number;
	/** Minutes after the same midnight, exclusive, after `from`; above 1440 when the opening runs past midnight. */
	to: number;
}

const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
const DAY_MINUTES = 1440;
/** Longest text read: far above any real week. */
const MAX_TEXT = 300;

/** The openings a text describes, by day and hour, or the reason why it describes none. */
export function parseOpeningHours(text: string): { openings: Opening[] } | { error: string } {
	if (text.length > MAX_TEXT) return { error: `longer than ${MAX_TEXT} characters` };
	if (text.trim() === '24/7') return { openings: DAYS.map((_, day) => ({ day, from: 0, to: DAY_MINUTES })) };
	const week = new Map<number, Opening[]>();
	for (const rule of text.split(';')) {
		const parsed = parseRule(rule.trim());
		if ('error' in parsed) return parsed;
		for (const day of parsed.days)
			week.set(
				day,
				parsed.spans.map(([from, to]) => ({ day, from, to })),
			);
	}
	const openings = [...week.values()].flat().sort((a, b) => a.day - b.day || a.from - b.from);
	const clash = findClash(openings);
	return clash === undefined ? { openings } : { error: `openings overlap on ${dayName(clash.day)}` };
}

/** Whether the hours cover the moment `at` in the time zone `timezone` (rule X8). */
export function isOpenAt(openings: readonly Opening[], at: Date, timezone: string): boolean {
	const local = DateTime.fromJSDate(at, { zone: timezone });
	const day = local.weekday - 1;
	const minute = local.hour * 60 + local.minute;
	const before = (day + 6) % 7;
	return openings.some(
		(opening) =>
			(opening.day === day && minute >= opening.from && minute < opening.to) ||
			(opening.day === before && minute + DAY_MINUTES < opening.to),
	);
}

type ParsedRule = { days: number[]; spans: [number, number][] };

function parseRule(rule: string): ParsedRule | { error: string } {
	const match = /^([A-Za-z][A-Za-z,\s-]*?)\s+(off|closed|\d.*)$/i.exec(rule);
	const [, dayText, hourText] = match ?? [];
	if (dayText === undefined || hourText === undefined) {
		return { error: `"${rule}" is not understood; write for example "Mo-Sa 08:00-18:00; Su off"` };
	}
	const days = parseDays(dayText);
	if ('error' in days) return days;
	if (/^(off|closed)$/i.test(hourText)) return { days: days.days, spans: [] };
	const spans: [number, number][] = [];
	for (const span of hourText.split(',')) {
		const parsed = parseSpan(span.trim());
		if (parsed === null) return { error: `"${span.trim()}" is not a span of hours such as 08:00-18:00` };
		spans.push(parsed);
	}
	return { days: days.days, spans };
}

function parseDays(text: string): { days: number[] } | { error: string } {
	const days = new Set<number>();
	for (const part of text.split(',')) {
		const [first = '', last = first] = part.split('-').map((name) => name.trim().toLowerCase());
		const from = DAYS.indexOf(first);
		const to = DAYS.indexOf(last);
		if (from < 0 || to < 0 || part.split('-').length > 2)
			return { error: `"${part.trim()}" is not a day (Mo Tu We Th Fr Sa Su) or a range of days` };
		for (let i = 0; i <= (to - from + 7) % 7; i++) days.add((from + i) % 7);
	}
	return { days: [...days] };
}

/** Minutes of `22:00-02:00`; an end at or before its start lies on the next day. Null when it is no span. */
function parseSpan(text: string): [number, number] | null {
	const match = /^(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})$/.exec(text);
	if (match === null) return null;
	const [h1 = 0, m1 = 0, h2 = 0, m2 = 0] = match.slice(1).map(Number);
	const from = h1 * 60 + m1;
	const to = h2 * 60 + m2;
	if (m1 > 59 || m2 > 59 || from >= DAY_MINUTES || to > DAY_MINUTES) return null;
	return [from, to > from ? to : to + DAY_MINUTES];
}

/** The opening, if any, that starts before the one before it ended, the night from Sunday to Monday included. */
function findClash(openings: readonly Opening[]): Opening | undefined {
	const week = 7 * DAY_MINUTES;
	return openings.find((opening, i) => {
		const start = opening.day * DAY_MINUTES + opening.from;
		const next = openings[(i + 1) % openings.length];
		if (next === undefined || next === opening) return opening.to - opening.from > week;
		const following = next.day * DAY_MINUTES + next.from + (i + 1 === openings.length ? week : 0);
		return start + opening.to - opening.from > following;
	});
}

function dayName(day: number): string {
	const name = DAYS[day] ?? '';
	return name.charAt(0).toUpperCase() + name.slice(1);
}
