import { Counter, Histogram } from 'prom-client';

/** Beside `palabre_llm_calls_total` (platform/metrics). Label values are closed sets: an organisation's own use is in `llm_usage`. */
export const llmTokens = new Counter({
	name: 'palabre_llm_tokens_total',
	help: 'Tokens sent to and received from the language model, by direction (in, out)',
	labelNames: ['direction'],
});

export const llmCost = new Counter({
	name: 'palabre_llm_cost_total',
	help: 'Cost of the tokens, in the currency of LLM_PRICE_IN and LLM_PRICE_OUT (per million tokens)',
});

export const llmSeconds = new Histogram({
	name: 'palabre_llm_seconds',
	help: 'Time of one question to the language model, attempts and repair included, by task (understand, triage)',
	labelNames: ['task'],
	buckets: [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8],
});

export const llmSkipped = new Counter({
	name: 'palabre_llm_skipped_total',
	help: 'Questions not put to the language model, by reason (cache, breaker, budget)',
	labelNames: ['reason'],
});
