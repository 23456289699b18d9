/**
 * How long someone will wait, as a range (rule Q6): what was observed is robust against lunch breaks and forgotten tickets, few
 * observations are drawn towards what the organisation planned, and the line is then played through many times. Pure; times in minutes
 * unless a name says otherwise.
 */

/** Shorter than any real service: a ticket pressed away (rule Q7). */
const SHORTEST_SECONDS = 10;
/** Longer than any real service at a counter: a forgotten one. */
const LONGEST_SECONDS = 3 * 3600;
/** What lies above so many medians is an outlier, and counts as that. */
const CAP_MEDIANS = 3;
/** How much services vary where too few were seen to tell: the standard deviation by the mean. */
const USUAL_VARIATION = 0.6;
/** Below it a range would promise more than people are able to keep. */
const LEAST_VARIATION = 0.25;

/** What one service takes, and by how much it varies (standard deviation by mean). */
export interface ServiceTime {
	minutes: number;
	variation: number;
	samples: number;
}

/**
 * What a service takes, from the durations observed lately and what was planned; null when neither tells enough. Half of the weight is
 * with the observations when there are `minSamples` of them.
 */
export function serviceTime(seconds: readonly number[], planned: number | null, minSamples: number): ServiceTime | null {
	const real = seconds.filter((one) => one >= SHORTEST_SECONDS && one <= LONGEST_SECONDS).sort((a, b) => a - b);
	const median = real[Math.floor(real.length / 2)];
	if (median === undefined || (planned === null && real.length < minSamples)) {
		return planned === null ? null : { minutes: planned, variation: USUAL_VARIATION, samples: real.length };
	}
	const capped = real.map((one) => Math.min(one, CAP_MEDIANS * median) / 60);
	const mean = average(capped);
	const weight = real.length / (real.length + minSamples);
	const deviation = Math.sqrt(average(capped.map((one) => (one - mean) ** 2)));
	return {
		minutes: planned === null ? mean : weight * mean + (1 - weight) * planned,
		variation: Math.max(LEAST_VARIATION, weight * (deviation / mean) + (1 - weight) * USUAL_VARIATION),
		samples: real.length,
	};
}

export interface Line {
	/** What each person ahead will take, in the order they are called. */
	ahead: readonly ServiceTime[];
	/** For each counter that is really calling: in how many minutes it is free. */
	counters: readonly number[];
	/** Appointments still to come: in how many minutes, and how long each takes. In order. */
	bookings: readonly { at: number; minutes: number }[];
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
/** Nobody plans with a longer one, and nothing that takes so long can be foreseen. */
const LONGEST_WAIT = 10 * 60;

/**
 * The range in which the person at the end of this line will be called, 8 times of 10; null when nobody is calling: a wait without an end
 * is not a figure. The same line always gives the same range.
 */
export function simulateWait(line: Line): WaitRange | null {
	if (line.counters.length === 0) return null;
	const random = randomFrom(line.ahead.length + 1);
	const waits = Array.from({ length: PLAYS }, () => play(line, random)).sort((a, b) => a - b);
	const at = (share: number) => Math.min(LONGEST_WAIT, waits[Math.floor(share * (PLAYS - 1))] ?? 0);
	const low = stepped(at(LOW_SHARE), Math.floor);
	return { low, high: Math.max(stepped(at(HIGH_SHARE), Math.ceil), low) };
}

function play({ ahead, counters, bookings }: Line, random: () => number): number {
	const free = [...counters];
	let booked = 0;
	for (let next = 0; ; ) {
		const first = free.indexOf(Math.min(...free));
		const at = free[first] ?? 0;
		const booking = bookings[booked];
		if (booking !== undefined && booking.at <= at) {
			free[first] = at + booking.minutes;
			booked++;
			continue;
		}
		const person = ahead[next];
		if (person === undefined || at > LONGEST_WAIT) return at;
		free[first] = at + drawn(person, random);
		next++;
	}
}

/** A duration of the service: log-normal, as services at counters are, with the given mean and variation. */
function drawn({ minutes, variation }: ServiceTime, random: () => number): number {
	const sigma2 = Math.log(1 + variation ** 2);
	const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
	return minutes * Math.exp(Math.sqrt(sigma2) * normal - sigma2 / 2);
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

function average(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
