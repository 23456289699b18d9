import { DateTime } from 'luxon';

/**
 * A daily time in which people are left alone, as local hours (`21:00` to `07:00`). It may cross midnight; with `from` and `to` the same
 * there is none (rule X5).
 */
export interface QuietHours {
	from: string;
	to: string;
}

/** The quiet time that `at` lies in, or null. Its end is exclusive. */
export function quietTimeAt(quiet: QuietHours, at: Date, timezone: string): { from: Date; to: Date } | null {
	if (quiet.from === quiet.to) return null;
	const today = DateTime.fromJSDate(at, { zone: timezone }).startOf('day');
	// The night of yesterday may still go on.
	for (const day of [today.minus({ days: 1 }), today]) {
		const from = atClock(day, quiet.from);
		const to = atClock(quiet.to > quiet.from ? day : day.plus({ days: 1 }), quiet.to);
		if (at >= from && at < to) return { from, to };
	}
	return null;
}

/** `at` itself, or the end of the quiet time it lies in: held, never dropped (rule X5). */
export function afterQuiet(quiet: QuietHours, at: Date, timezone: string): Date {
	return quietTimeAt(quiet, at, timezone)?.to ?? at;
}

function atClock(day: DateTime, clock: string): Date {
	const [hour = 0, minute = 0] = clock.split(':').map(Number);
	return day.set({ hour, minute }).toJSDate();
}
