/**
 * What services take (rule Q6): what was observed is robust against lunch breaks and forgotten tickets, and few observations are drawn
 * towards what the organisation planned. Pure.
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
	const real = seconds.filter(isReal).sort((a, b) => a - b);
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

/** One service that has ended. */
export interface Sample {
	service: string;
	/** The agent who did it. */
	agent: string | null;
	seconds: number;
}

/**
 * How long an agent takes, as a share of what the same services take here: 1 is as long as everybody, and what is thought of an agent
 * seen little.
 */
export function paceOfAgent(
	agent: string | null,
	samples: readonly Sample[],
	timeOf: (service: string) => ServiceTime | null,
	minSamples: number,
): number {
	const shares = samples.flatMap((one) => {
		const usual = timeOf(one.service)?.minutes;
		if (agent === null || one.agent !== agent || usual === undefined || !isReal(one.seconds)) return [];
		return [Math.min(one.seconds / 60 / usual, CAP_MEDIANS)];
	});
	return (shares.reduce((sum, share) => sum + share, 0) + minSamples) / (shares.length + minSamples);
}

function isReal(seconds: number): boolean {
	return seconds >= SHORTEST_SECONDS && seconds <= LONGEST_SECONDS;
}

function average(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
