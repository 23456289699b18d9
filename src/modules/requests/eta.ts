import { minutesAfter } from '../../platform/later.ts';
import type { Eta } from './model.ts';

/** A person's "15 minutes" is rarely less and often half as much again. */
const STATED_SPREAD = 1.5;
/** Streets are not straight: road distance over distance as the crow flies. */
const DETOUR = 1.4;
/** Metres a minute by moto-taxi in town, from a free road to a jam. */
const FAST_M_PER_MIN = 400;
const SLOW_M_PER_MIN = 170;
/** Minutes to finish what one is at, and to leave. */
const LEAVE_MIN = 5;
const LEAVE_MAX = 20;
/** When nothing is known of the way. */
const UNKNOWN = { minMinutes: 20, maxMinutes: 60 };
/** No promise beyond a day. */
const MAX_MINUTES = 1440;

/** What a provider said, as a range. `minutes` is 1 to 1440. */
export function etaFromStatement(minutes: number, statedAt: Date): Eta {
	const stated = Math.min(Math.max(Math.round(minutes), 1), MAX_MINUTES);
	return { minMinutes: stated, maxMinutes: Math.min(roundUp(stated * STATED_SPREAD), MAX_MINUTES), statedAt, basis: 'stated' };
}

/** An estimate from the distance as the crow flies; unknown distance gives a wide range. */
export function etaFromDistance(metres: number | null, statedAt: Date): Eta {
	if (metres === null) return { ...UNKNOWN, statedAt, basis: 'estimated' };
	const road = metres * DETOUR;
	const minMinutes = Math.min(roundUp(LEAVE_MIN + road / FAST_M_PER_MIN), MAX_MINUTES);
	const maxMinutes = Math.min(Math.max(roundUp(LEAVE_MAX + road / SLOW_M_PER_MIN), minMinutes), MAX_MINUTES);
	return { minMinutes, maxMinutes, statedAt, basis: 'estimated' };
}

export interface EtaNow {
	/** Minutes from now; never negative. */
	min: number;
	max: number;
	from: Date;
	to: Date;
	/** Minutes since it was said. */
	age: number;
	/** The whole range has passed: it says so by itself (rule R14). */
	late: boolean;
	lateBy: number;
	basis: Eta['basis'];
}

/** What is left of an ETA at a moment. */
export function etaAt(eta: Eta, now: Date): EtaNow {
	const from = minutesAfter(eta.statedAt, eta.minMinutes);
	const to = minutesAfter(eta.statedAt, eta.maxMinutes);
	const lateBy = Math.max(0, Math.floor(minutesBetween(to, now)));
	return {
		min: Math.max(0, Math.round(minutesBetween(now, from))),
		max: Math.max(0, Math.round(minutesBetween(now, to))),
		from,
		to,
		age: Math.max(0, Math.floor(minutesBetween(eta.statedAt, now))),
		late: now > to,
		lateBy,
		basis: eta.basis,
	};
}

function minutesBetween(from: Date, to: Date): number {
	return (to.getTime() - from.getTime()) / 60_000;
}

/** To the next five minutes: a finer promise would be a lie. */
function roundUp(minutes: number): number {
	return Math.ceil(minutes / 5) * 5;
}
