/** The value below which the given share (0..1) of the samples lies; NaN without samples. */
function percentile(samples: readonly number[], share: number): number {
	const sorted = Float64Array.from(samples).sort();
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export interface Latency {
	p50: number;
	p95: number;
	p99: number;
}

/** In the samples' own unit. */
export function latencyOf(samples: readonly number[]): Latency {
	return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95), p99: percentile(samples, 0.99) };
}

/** The middle one of several repetitions; the mean of the two middle ones when they are even in number. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
