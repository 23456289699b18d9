import { DateTime } from 'luxon';
import type { TicketClass } from '../line/lanes.ts';
import type { Ticket } from '../ticket/model.ts';

/** What a visit counts for: the same whether it was read from the tickets or rebuilt from the events. */
export type Visit = Pick<
	Ticket,
	| 'number'
	| 'day'
	| 'class'
	| 'priority'
	| 'status'
	| 'effectiveFrom'
	| 'queuedAt'
	| 'bookedAt'
	| 'calledAt'
	| 'startedAt'
	| 'servedAt'
	| 'endedAt'
>;

export interface Spread {
	/** Of those whose end was seen. */
	mean: number | null;
	p50: number | null;
	p90: number | null;
}

/** Seconds, people and percent of some visits (rule Q18). */
export interface Figures {
	joined: number;
	served: number;
	no_show: number;
	abandoned: number;
	expired: number;
	transferred: number;
	/** How often someone who came later was called before. */
	passed_over: number;
	/** From the arrival, or the booked time, to the first call. Whoever left before counts as having waited at least so long. */
	wait_seconds: Spread;
	service_seconds: Spread;
	total_seconds: Spread;
	/** Of those who were called or gave up: called within the queue's target. Null: nobody yet. */
	under_target_percent: number | null;
}

/** A duration, and whether its end was seen: of an abandoned wait only a part was. */
interface Duration {
	seconds: number;
	ended: boolean;
}

/** `passes`: of these visits and all others of their days (`passesOf`). */
export function figuresOf(visits: readonly Visit[], targetMinutes: number, passes: ReadonlyMap<Visit, number>): Figures {
	const count = (status: Ticket['status']) => visits.filter((visit) => visit.status === status).length;
	const waits = visits.flatMap(waitOf);
	const inTime = waits.filter(({ seconds, ended }) => ended && seconds <= targetMinutes * 60).length;
	return {
		joined: visits.length,
		served: count('served'),
		no_show: count('no_show'),
		abandoned: count('cancelled'),
		expired: count('expired'),
		transferred: count('transferred'),
		passed_over: visits.reduce((sum, visit) => sum + (passes.get(visit) ?? 0), 0),
		wait_seconds: spreadOf(waits),
		service_seconds: spreadOf(visits.flatMap(({ startedAt, servedAt }) => between(startedAt, servedAt))),
		total_seconds: spreadOf(visits.flatMap((visit) => between(beginOf(visit), visit.servedAt))),
		under_target_percent: waits.length === 0 ? null : Math.round((100 * inTime) / waits.length),
	};
}

/** By what people asked for; the law's priority apart. */
export function classOf({ class: ticketClass, priority }: Visit): TicketClass | 'legal' {
	return priority === null ? ticketClass : 'legal';
}

/** The local hour of the arrival. */
export function hourOf({ queuedAt }: Visit, timezone: string): number {
	return DateTime.fromJSDate(queuedAt, { zone: timezone }).hour;
}

/**
 * The median and the ninetieth percentile by Kaplan and Meier: a wait that was given up is not ignored, which would make a slow queue look
 * fast; it lasted at least so long. Null: too many gave up to tell.
 */
export function spreadOf(durations: readonly Duration[]): Spread {
	const sorted = [...durations].sort((a, b) => a.seconds - b.seconds || Number(b.ended) - Number(a.ended));
	const quantile = (share: number): number | null => {
		let surviving = 1;
		for (const [i, { seconds, ended }] of sorted.entries()) {
			if (!ended) continue;
			surviving *= 1 - 1 / (sorted.length - i);
			if (surviving <= 1 - share + Number.EPSILON * sorted.length) return Math.round(seconds);
		}
		return null;
	};
	const seen = durations.filter(({ ended }) => ended);
	const mean = seen.length === 0 ? null : Math.round(seen.reduce((sum, { seconds }) => sum + seconds, 0) / seen.length);
	return { mean, p50: quantile(0.5), p90: quantile(0.9) };
}

/** Whoever still waits is not over yet, and counts in nothing. */
function waitOf(visit: Visit): Duration[] {
	const { calledAt, endedAt } = visit;
	if (calledAt !== null) return between(beginOf(visit), calledAt);
	return endedAt === null ? [] : [{ seconds: secondsBetween(beginOf(visit), endedAt), ended: false }];
}

/** An appointment waits from its time (rule Q4). */
function beginOf({ queuedAt, bookedAt }: Visit): Date {
	return bookedAt !== null && bookedAt > queuedAt ? bookedAt : queuedAt;
}

/** How often each was passed by someone who came later, whatever class or hour that one counts in. */
export function passesOf(visits: readonly Visit[]): ReadonlyMap<Visit, number> {
	const passes = new Map<Visit, number>();
	for (const ofDay of Map.groupBy(visits, ({ day }) => day).values()) {
		const calls = ofDay.flatMap(({ effectiveFrom, calledAt }) =>
			calledAt === null ? [] : [{ from: effectiveFrom.getTime(), at: calledAt.getTime() }],
		);
		for (const visit of ofDay) {
			const until = (visit.calledAt ?? visit.endedAt)?.getTime() ?? 0;
			const [from, since] = [visit.effectiveFrom.getTime(), visit.queuedAt.getTime()];
			passes.set(visit, calls.filter((call) => call.from > from && call.at < until && call.at >= since).length);
		}
	}
	return passes;
}

function between(from: Date | null, to: Date | null): Duration[] {
	return from === null || to === null ? [] : [{ seconds: secondsBetween(from, to), ended: true }];
}

function secondsBetween(from: Date, to: Date): number {
	return Math.max(0, (to.getTime() - from.getTime()) / 1000);
}
