import type { Urgency } from '../reading.ts';

const RANKS: readonly Urgency[] = ['basse', 'moyenne', 'haute'];

/** From the least urgent, 0, up. */
export function rankOf(urgency: Urgency): number {
	return RANKS.indexOf(urgency);
}

/** What one message says about the haste. */
export interface Haste {
	urgency: Urgency;
	danger: boolean;
	/** The person says that it is settled or can wait: the only thing that lowers it. */
	relieved: boolean;
}

/** Where the urgency of a conversation stands. */
export interface Standing {
	urgency: Urgency;
	danger: boolean;
}

/**
 * The urgency after one more message (rule D13): it rises at once, and falls only with cause — the person says that it is settled or can
 * wait. After words of danger nothing the person writes lowers it; a human's correction does.
 */
export function settleUrgency(before: Standing | null, next: Haste): Standing {
	const danger = next.danger || (before?.danger ?? false);
	if (danger) return { urgency: 'haute', danger };
	if (before === null || rankOf(next.urgency) >= rankOf(before.urgency) || next.relieved) return { urgency: next.urgency, danger };
	return before;
}
