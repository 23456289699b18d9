import type { Clock } from '../../src/platform/clock.ts';

/** A clock that stands still until the test moves it. */
export interface ManualClock extends Clock {
	advance(ms: number): void;
	set(at: Date): void;
}

export function manualClock(start = new Date('2026-11-21T08:00:00.000Z')): ManualClock {
	let at = start.getTime();
	return {
		now: () => new Date(at),
		advance(ms) {
			at += ms;
		},
		set(date) {
			at = date.getTime();
		},
	};
}
