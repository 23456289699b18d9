import { afterQuiet, type QuietHours, quietTimeAt } from '../../../platform/quiet-hours.ts';

/** A reminder is worth sending until so long before the appointment. */
const LATEST_USEFUL_MINUTES = 15;
/** Reminders closer together than this are one. */
const MERGED_MINUTES = 60;
/** Nobody needs to be reminded of what they booked less than this ago. */
const FRESH_MINUTES = 60;
const MINUTE_MS = 60_000;

export interface Reminder {
	/** Minutes before the appointment it is meant for: its name. */
	minutes: number;
	at: Date;
}

/**
 * When a person is reminded of an appointment booked at `bookedAt` (rules Q16, X5). None at night: it waits for the morning, or, when that
 * is too late for an early appointment, comes the evening before. Two that fall together are one, the nearer.
 */
export function planReminders(start: Date, bookedAt: Date, minutes: readonly number[], quiet: QuietHours, timezone: string): Reminder[] {
	const wished = [...new Set(minutes)]
		.sort((a, b) => b - a)
		.map((before) => ({ minutes: before, at: outsideQuiet(minutesBefore(start, before), start, quiet, timezone) }))
		.filter(({ at }) => at.getTime() >= bookedAt.getTime() + FRESH_MINUTES * MINUTE_MS)
		.sort((a, b) => a.at.getTime() - b.at.getTime() || b.minutes - a.minutes);
	return wished.filter((reminder, index) => {
		const next = wished[index + 1];
		return next === undefined || next.at.getTime() - reminder.at.getTime() >= MERGED_MINUTES * MINUTE_MS;
	});
}

/** The last moment at which a reminder of this appointment is of use. */
export function latestUseful(start: Date): Date {
	return minutesBefore(start, LATEST_USEFUL_MINUTES);
}

function outsideQuiet(at: Date, start: Date, quiet: QuietHours, timezone: string): Date {
	const night = quietTimeAt(quiet, at, timezone);
	if (night === null) return at;
	const morning = afterQuiet(quiet, at, timezone);
	return morning <= latestUseful(start) ? morning : minutesBefore(night.from, 1);
}

function minutesBefore(at: Date, minutes: number): Date {
	return new Date(at.getTime() - minutes * MINUTE_MS);
}
