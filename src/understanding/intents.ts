import type { Facts } from './facts.ts';
import type { Intent } from './reading.ts';
import { ANSWER_RULES } from './rules/answer.ts';
import { COMMON_RULES } from './rules/common.ts';
import { FALLBACK_RULES } from './rules/fallback.ts';
import { FOLLOW_RULES } from './rules/follow.ts';
import { MONEY_RULES } from './rules/money.ts';
import { PROVIDER_RULES } from './rules/provider.ts';
import { QUEUE_RULES } from './rules/queue.ts';
import { REQUEST_RULES } from './rules/request.ts';
import type { Rule } from './rules/rule.ts';

const CLIENT: readonly Rule[] = [
	...REQUEST_RULES,
	...ANSWER_RULES,
	...FOLLOW_RULES,
	...QUEUE_RULES,
	...MONEY_RULES,
	...FALLBACK_RULES,
	...COMMON_RULES,
];
const PROVIDER: readonly Rule[] = [...PROVIDER_RULES, ...COMMON_RULES];

export interface Decision {
	/** The best guess, always given; whether it is good enough is `confidence`'s matter. */
	intent: Intent;
	alternatives: Intent[];
	confidence: number;
	/** Every intent a rule held for, with the surest rule's weight. */
	weights: ReadonlyMap<Intent, number>;
}

/** The intent of a text, from the rules of its writer's role; the others that held come as alternatives, best first. */
export function decide(facts: Facts): Decision {
	const weights = new Map<Intent, number>();
	for (const { intent, weight, when } of facts.role === 'provider' ? PROVIDER : CLIENT) {
		if (weight > (weights.get(intent) ?? 0) && when(facts)) weights.set(intent, weight);
	}
	const ranked = [...weights].sort((a, b) => b[1] - a[1]);
	const [best, second] = ranked;
	if (best === undefined) return { intent: 'help', alternatives: [], confidence: 0.1, weights };
	const margin = best[1] - (second?.[1] ?? 0);
	// Two readings as strong as each other: no longer sure enough to interrupt a dialogue.
	const confidence = margin < 0.02 ? Math.min(best[1] - 0.15, 0.78) : margin < 0.06 ? best[1] - 0.06 : best[1];
	return {
		intent: best[0],
		alternatives: ranked.slice(1, 4).map(([intent]) => intent),
		confidence: Math.round(Math.max(0, confidence) * 100) / 100,
		weights,
	};
}
