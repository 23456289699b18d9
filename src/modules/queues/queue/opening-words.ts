import { DateTime } from 'luxon';
import { type MomentLabel, weekdayLabel } from '../../../platform/moments.ts';
import type { Opening } from '../../../platform/opening-hours.ts';

/** Opening hours as people read them. */

const DAYS = [0, 1, 2, 3, 4, 5, 6];
const DAY_MINUTES = 1440;

/** The hours of a weekday (Monday 0): `08:00-13:00, 14:00-17:00`; empty when nobody opens on it. */
export function hoursOf(openings: readonly Opening[], day: number): string {
	return openings
		.filter((opening) => opening.day === day)
		.sort((a, b) => a.from - b.from)
		.map(({ from, to }) => `${clock(from)}-${clock(to)}`)
		.join(', ');
}

/** The whole week, days alike together: `lun.-ven. 08:00-17:00 · sam. 08:30-13:00`. */
export function weekLabel(openings: readonly Opening[]): MomentLabel {
	const runs: { first: number; last: number; hours: string }[] = [];
	for (const day of DAYS) {
		const hours = hoursOf(openings, day);
		const run = runs.at(-1);
		if (run !== undefined && run.hours === hours) run.last = day;
		else runs.push({ first: day, last: day, hours });
	}
	const open = runs.filter(({ hours }) => hours !== '');
	const worded = (language: keyof MomentLabel): string =>
		open
			.map(({ first, last, hours }) => {
				const days = [...new Set([first, last])].map((day) => weekdayLabel(day)[language]);
				return `${days.join('-')} ${hours}`;
			})
			.join(' · ');
	return { fr: worded('fr'), en: worded('en'), wo: worded('wo') };
}

/** The weekday (Monday 0) and the date (`2026-11-26`) of a moment on the clock of a place. */
export function localDate(at: Date, timezone: string): { day: number; date: string } {
	const local = DateTime.fromJSDate(at, { zone: timezone });
	return { day: local.weekday - 1, date: local.toFormat('yyyy-MM-dd') };
}

function clock(minutes: number): string {
	if (minutes === DAY_MINUTES) return '24:00';
	const within = minutes % DAY_MINUTES;
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${two(Math.floor(within / 60))}:${two(within % 60)}`;
}
