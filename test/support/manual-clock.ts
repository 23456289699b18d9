import type { Clock } from '../../src/platform/clock.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
	advance(ms: number): void;
	seconds(count: number): void;
	minutes(count: number): void;
	set(at: Date): void;
}

export function manualClock(start = new Date('2026-11-21T08:00:00.000Z')): ManualClock {
	let at = start.getTime();
	const advance = (ms: number): void => {
		at += ms;
	};
	return {
		now: () => new Date(at),
		advance,
		seconds: (count) => advance(count * 1000),
		minutes: (count) => advance(count * 60_000),
		set(date) {
			at = date.getTime();
		},
	};
}
