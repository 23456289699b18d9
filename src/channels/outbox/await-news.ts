import type { OutboxMessage } from './model.ts';

const MINUTE_MS = 60_000;
/** A callback that is late comes within minutes; later ones are those of phones that are off, which are asked about a few times and then left. */
const PAUSES_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS];

/** When the carrier is asked about a message that was just sent. */
export function awaitNews(now: Date): { askNewsAt: Date; newsAsked: number } {
	return { askNewsAt: new Date(now.getTime() + (PAUSES_MS[0] ?? 0)), newsAsked: 0 };
}

/** When it is asked again, having said nothing new; null: not any more. */
export function askAgainAt({ newsAsked = 0 }: Pick<OutboxMessage, 'newsAsked'>, now: Date): Date | null {
	const pause = PAUSES_MS[newsAsked + 1];
	return pause === undefined ? null : new Date(now.getTime() + pause);
}
