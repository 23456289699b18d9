import type { ServiceTime } from './service-time.ts';

/** How long someone will wait, as a range (rule Q6): the line is played through many times. Pure; times in minutes. */

/** Someone who is called before: for which service, and what it will take. */
export interface Ahead {
	service: string;
	time: ServiceTime;
}

/** A counter that is really calling: in how many minutes it is free, what it does, and how long it takes beside others (1: as long). */
export interface CallingCounter {
	free: number;
	services: readonly string[];
	pace?: number;
}

/**
 * Everything that decides when somebody is called. Lines that share a counter belong together: the counter serves one person at a time,
 * whichever line they stand in, so it is there once, and the people of all those lines are ahead of each other.
 */
export interface Line {
	/** What the one who waits came for. */
	service: string;
	/** Whoever is called before them, in that order, from all the lines that share counters with theirs. */
	ahead: readonly Ahead[];
	counters: readonly CallingCounter[];
	/** Appointments still to come: in how many minutes, for what, and how long each takes. In order. */
	bookings: readonly { at: number; service: string; minutes: number }[];
}

export interface WaitRange {
	low: number;
	high: number;
}

/** So many plays give the 10th and the 90th percentile to the minute for a line of any length we serve. */
const PLAYS = 80;
const LOW_SHARE = 0.1;
const HIGH_SHARE = 0.9;
/** Longer waits are told in steps: "55 to 80 minutes", not "53 to 79". */
const COARSE_FROM = 20;
const COARSE_STEP = 5;
/** "0 to 0 minutes" is no range: whoever is next is called when somebody presses a key. */
const LEAST_HIGH = 1;
/** Nobody plans with a longer one, and nothing that takes so long can be foreseen. */
const LONGEST_WAIT = 10 * 60;

/**
 * The range in which the person at the end of this line will be called, 8 times of 10; null when nobody calls for what they came for: a
 * wait without an end is not a figure. The same line always gives the same range.
 */
export function simulateWait(line: Line): WaitRange | null {
	if (!line.counters.some(({ services }) => services.includes(line.service))) return null;
	const random = randomFrom(line.ahead.length + 1);
	const stage = stageOf(line);
	const waits = Array.from({ length: PLAYS }, () => play(stage, random)).sort((a, b) => a - b);
	const at = (share: number) => Math.min(LONGEST_WAIT, waits[Math.floor(share * (PLAYS - 1))] ?? 0);
	const low = stepped(at(LOW_SHARE), Math.floor);
	return { low, high: Math.max(stepped(at(HIGH_SHARE), Math.ceil), low, LEAST_HIGH) };
}

/** The same line, with services counted from 0 and durations prepared, so that a play looks nothing up. */
interface Stage {
	ahead: readonly Duration[];
	/** For each service, where in `ahead` those stand who came for it; behind them all, the one who waits. */
	standing: readonly (readonly number[])[];
	counters: readonly { free: number; pace: number; does: readonly number[] }[];
	bookings: readonly { at: number; service: number; minutes: number }[];
}

function stageOf({ service, ahead, counters, bookings }: Line): Stage {
	const services = [...new Set([service, ...ahead.map((one) => one.service), ...bookings.map((one) => one.service)])];
	const numbers = new Map(services.map((one, i) => [one, i]));
	const standing = services.map((): number[] => []);
	for (const [place, one] of [...ahead, { service }].entries()) standing[numbers.get(one.service) ?? 0]?.push(place);
	return {
		ahead: ahead.map(({ time }) => durationOf(time)),
		standing,
		counters: counters.map((one) => ({
			free: one.free,
			pace: one.pace ?? 1,
			does: one.services.flatMap((each) => numbers.get(each) ?? []),
		})),
		bookings: bookings.map((one) => ({ ...one, service: numbers.get(one.service) ?? 0 })),
	};
}

/**
 * Plays the line once: whichever counter is free first takes an appointment whose time has come, else the first in the order of all the
 * lines whom it can serve. Gives when the one who waits is called.
 */
function play({ ahead, standing, counters, bookings }: Stage, random: () => number): number {
	const free = counters.map((counter) => counter.free);
	const next = standing.map(() => 0);
	const taken = bookings.map(() => false);
	for (;;) {
		const first = earliest(free);
		const at = free[first] ?? LONGEST_WAIT;
		if (at >= LONGEST_WAIT) return at;
		const { does = [], pace = 1 } = counters[first] ?? {};
		const booking = bookings.length === 0 ? -1 : bookings.findIndex(({ service }, i) => taken[i] === false && does.includes(service));
		const booked = bookings[booking];
		if (booked !== undefined && booked.at <= at) {
			taken[booking] = true;
			free[first] = at + booked.minutes * pace;
			continue;
		}
		const service = firstOf(does, standing, next);
		const place = service === undefined ? undefined : standing[service]?.[next[service] ?? 0];
		if (service === undefined || place === undefined) {
			// Nobody left for this counter: it waits for its next appointment, or is out of the play.
			free[first] = booked === undefined ? LONGEST_WAIT : booked.at;
			continue;
		}
		const person = ahead[place];
		if (person === undefined) return at;
		next[service] = (next[service] ?? 0) + 1;
		free[first] = at + drawn(person, random) * pace;
	}
}

function earliest(free: readonly number[]): number {
	let first = 0;
	for (let i = 1; i < free.length; i++) if ((free[i] ?? LONGEST_WAIT) < (free[first] ?? LONGEST_WAIT)) first = i;
	return first;
}

/** Of these services, the one whose next person stands furthest ahead. */
function firstOf(does: readonly number[], standing: Stage['standing'], next: readonly number[]): number | undefined {
	let first: number | undefined;
	let foremost = Number.POSITIVE_INFINITY;
	for (const service of does) {
		const place = standing[service]?.[next[service] ?? 0];
		if (place !== undefined && place < foremost) [first, foremost] = [service, place];
	}
	return first;
}

/** A log-normal distribution, as services at counters have it: the median, and the deviation of the logarithm. */
interface Duration {
	median: number;
	sigma: number;
}

/** With the given mean and variation. */
function durationOf({ minutes, variation }: ServiceTime): Duration {
	const sigma2 = Math.log(1 + variation ** 2);
	return { median: minutes * Math.exp(-sigma2 / 2), sigma: Math.sqrt(sigma2) };
}

function drawn({ median, sigma }: Duration, random: () => number): number {
	const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return median * Math.exp(sigma * normal);
}

/** Mulberry32: small, fast and the same on every machine; nothing here needs to be unforeseeable. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

function stepped(minutes: number, round: (value: number) => number): number {
	return minutes < COARSE_FROM ? round(minutes) : round(minutes / COARSE_STEP) * COARSE_STEP;
}
