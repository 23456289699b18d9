import { DateTime } from 'luxon';
import { z } from 'zod';
import { DAY_PART_HOURS, DAY_PARTS } from '../../platform/day-parts.ts';
import type { When } from './model.ts';

/** No one books a plumber further ahead. */
const MAX_DAYS = 120;
/** "10h" said at 10:03 still means now. */
const PAST_TOLERANCE_MINUTES = 15;

/** As a flow gives it: what was chosen (`kind`), or what was understood (`at`, `precision` and `part` of a `when_at` slot). */
export const whenSchema = z.object({
	kind: z.enum(['now', 'today', 'date']).nullish(),
	at: z.iso.datetime({ offset: true }).nullish(),
	precision: z.enum(['now', 'hour', 'day']).nullish(),
	part: z.enum(DAY_PARTS).nullish(),
});

export type WhenReading = { ok: true; when: When } | { ok: false; why: 'past' | 'too_far' };

/** Puts a wish for a time in order, in the organisation's time zone (rule X8). Nothing said means now. */
export function readWhen(said: z.output<typeof whenSchema>, now: Date, timezone: string): WhenReading {
	if (said.precision === 'now' || said.kind === 'now' || (said.at == null && said.kind !== 'today')) {
		return { ok: true, when: { kind: 'now', precision: 'now' } };
	}
	if (said.at == null) return { ok: true, when: { kind: 'today', at: now, precision: 'day' } };
	const today = DateTime.fromJSDate(now, { zone: timezone });
	const at = DateTime.fromISO(said.at).setZone(timezone);
	const precision = said.precision === 'day' ? 'day' : 'hour';
	const part = precision === 'day' ? (said.part ?? undefined) : undefined;
	const over =
		precision === 'hour'
			? at.plus({ minutes: PAST_TOLERANCE_MINUTES })
			: part === undefined
				? at.endOf('day')
				: at.startOf('day').plus({ hours: DAY_PART_HOURS[part].to });
	const past = over < today;
	if (past) return { ok: false, why: 'past' };
	if (at > today.plus({ days: MAX_DAYS })) return { ok: false, why: 'too_far' };
	return {
		ok: true,
		when: { kind: at.hasSame(today, 'day') ? 'today' : 'date', at: at.toJSDate(), precision, ...(part === undefined ? {} : { part }) },
	};
}

/** How soon a job must be to be one for now: an hour said for later today leaves time to ask around (rule R13). */
const SOON_MINUTES = 120;

/** Whether the job is booked for later, so that offers may stay open longer and the provider confirms before. */
export function isScheduled(when: When, now: Date): boolean {
	if (when.kind === 'now' || when.at === undefined) return false;
	if (when.precision === 'day' && when.part === undefined)
		return when.kind === 'date' && when.at.getTime() > now.getTime() + SOON_MINUTES * 60_000;
	return when.at.getTime() > now.getTime() + SOON_MINUTES * 60_000;
}

/** Whether two wishes are for the same moment. */
export function sameWhen(a: When, b: When): boolean {
	return a.kind === b.kind && a.precision === b.precision && a.part === b.part && (a.kind === 'now' || a.at?.getTime() === b.at?.getTime());
}
