import type { WaitRange } from './simulate-wait.ts';

/** A gap in the hours of today: in how many minutes it begins, and how many it takes. */
export interface Break {
	at: number;
	minutes: number;
}

/** A wait of so much work, on the clock: what is not done when a break begins goes on after it (rule Q6). */
export function throughBreaks(wait: WaitRange, breaks: readonly Break[]): WaitRange {
	const onTheClock = (minutes: number) => breaks.reduce((sum, gap) => (sum > gap.at ? sum + gap.minutes : sum), minutes);
	return { low: onTheClock(wait.low), high: onTheClock(wait.high) };
}

/** The other way round: how much work fits in until a moment of the clock. */
export function withoutBreaks(minutes: number, breaks: readonly Break[]): number {
	return minutes - breaks.reduce((sum, { at, minutes: long }) => sum + Math.min(long, Math.max(0, minutes - at)), 0);
}
