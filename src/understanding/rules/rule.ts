import type { Facts } from '../facts.ts';
import type { Intent } from '../reading.ts';

/** One reason to read an intent: how sure it makes us when it holds. The surest wins; on a tie, the earlier. */
export interface Rule {
	intent: Intent;
	/** 0 to 1; ≥ 0.8 may interrupt a dialogue, < 0.5 is a guess. */
	weight: number;
	when: (facts: Facts) => boolean;
}

/** A rule, written on one line. */
export function rule(intent: Intent, weight: number, when: (facts: Facts) => boolean): Rule {
	return { intent, weight, when };
}

/** Few words: what is said is probably all there is. */
export function brief(facts: Facts, words: number): boolean {
	return facts.words.length <= words;
}

/** Any word of our trade: a text without one is about something else. */
export function ours(facts: Facts): boolean {
	return (
		facts.trades.length > 0 ||
		facts.objects.length > 0 ||
		facts.method !== null ||
		facts.organisations.length > 0 ||
		facts.ticketNumber !== null ||
		facts.requestId !== null ||
		facts.on(
			'fault',
			'repair',
			'cancel',
			'status',
			'where_is',
			'position_q',
			'take_ticket',
			'rdv',
			'pay',
			'pay_trouble',
			'price',
			'complaint',
			'human',
			'prefs',
			'stop',
			'leave',
			'tech',
			'bill',
			'sales',
			'close_account',
		)
	);
}
