/** The only source of time in the program, so that tests and `CLOCK_OFFSET_SECONDS` can move it (I10). */
export interface Clock {
	now(): Date;
}

/** The machine's clock, moved by `offsetSeconds`. */
export function systemClock(offsetSeconds = 0): Clock {
	return { now: () => new Date(Date.now() + offsetSeconds * 1000) };
}
