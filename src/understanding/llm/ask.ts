import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import { llmCalls } from '../../platform/metrics.ts';
import { Breaker } from './breaker.ts';
import { type Chat, ChatFailure, type ChatMessage, estimateTokens, MAX_ANSWER_TOKENS } from './chat.ts';
import { Lru } from './lru.ts';
import { llmCost, llmSeconds, llmSkipped, llmTokens } from './metrics.ts';
import { RetryBudget } from './retry-budget.ts';
import type { TokenBudget } from './usage.ts';

export interface AskDeps {
	chat: Chat;
	clock: Clock;
	budget: TokenBudget;
	/** What the model is told when its answer does not pass the schema. */
	repair: string;
	/** Price of a million tokens, for the cost metric. */
	prices: { in: number; out: number };
	/** One attempt; ms. */
	attemptMs: number;
}

export interface Question<T> {
	task: 'understand' | 'triage';
	/** Whose tokens are spent. */
	org: string;
	timezone: string;
	messages: readonly ChatMessage[];
	schema: z.ZodType<T>;
	/** All attempts together; ms. */
	deadlineMs: number;
}

/** Puts a question to the model. Null: no answer worth having, for whatever reason. Never rejects. */
export type Ask = <T>(question: Question<T>) => Promise<T | null>;

/** Messages come again: retried turns, and what everybody writes. A few hundred bytes each. */
const MOST_CACHED = 500;
/** The call, one retry, one repair. */
const MOST_ATTEMPTS = 3;
const FENCE = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/;

/** One gate before the model: cache, breaker, token budget, time, retries, repair, metrics. */
export function createAsk(deps: AskDeps): Ask {
	const breaker = new Breaker(deps.clock);
	const retries = new RetryBudget();
	const cache = new Lru<string>(MOST_CACHED);

	async function ask<T>(question: Question<T>): Promise<T | null> {
		const key = createHash('sha256')
			.update(JSON.stringify([question.org, question.task, question.messages]))
			.digest('base64');
		const kept = cache.get(key);
		if (kept !== undefined) {
			llmSkipped.inc({ reason: 'cache' });
			return parsed(question.schema, kept);
		}
		if (!breaker.allows()) {
			llmSkipped.inc({ reason: 'breaker' });
			return null;
		}
		const estimate = estimateTokens(question.messages.reduce((sum, { content }) => sum + content.length, 0)) + MAX_ANSWER_TOKENS;
		const now = deps.clock.now();
		const day = DateTime.fromJSDate(now, { zone: question.timezone }).toISODate() ?? now.toISOString().slice(0, 10);
		let taken = false;
		try {
			taken = await deps.budget.take(question.org, day, estimate, now);
		} finally {
			if (!taken) breaker.released();
		}
		if (!taken) {
			llmSkipped.inc({ reason: 'budget' });
			return null;
		}
		const stop = llmSeconds.startTimer({ task: question.task });
		const used = { tokens: 0 };
		const text = await attempts(question, used);
		stop();
		if (text === null) breaker.failed();
		else breaker.succeeded();
		await settle(question.org, day, used.tokens - estimate);
		if (text === null) return null;
		cache.set(key, text);
		return parsed(question.schema, text);
	}

	/** An answer that was paid for is used, also when the count could not be corrected: the day then seems to have cost more than it did. */
	async function settle(org: string, day: string, difference: number): Promise<void> {
		try {
			await deps.budget.settle(org, day, difference);
		} catch (error) {
			log.warn('the tokens of a call could not be settled', { error: failureCode(error) });
		}
	}

	/** The text of an answer that passes the schema, or null. */
	async function attempts<T>(question: Question<T>, used: { tokens: number }): Promise<string | null> {
		const deadline = AbortSignal.timeout(question.deadlineMs);
		let messages = question.messages;
		let repaired = false;
		retries.earn();
		for (let attempt = 1; attempt <= MOST_ATTEMPTS && !deadline.aborted; attempt++) {
			try {
				const signal = AbortSignal.any([deadline, AbortSignal.timeout(deps.attemptMs)]);
				const answer = await deps.chat(messages, signal);
				count(answer.tokensIn, answer.tokensOut, used);
				if (parsed(question.schema, answer.text) !== null) {
					llmCalls.inc({ result: 'ok' });
					return answer.text;
				}
				llmCalls.inc({ result: 'invalid' });
				if (repaired) return null;
				repaired = true;
				messages = [...messages, { role: 'assistant', content: answer.text.slice(0, 2_000) }, { role: 'user', content: deps.repair }];
			} catch (error) {
				const failure = error instanceof ChatFailure ? error : new ChatFailure('error', false);
				llmCalls.inc({ result: failure.reason });
				if (failure.reason === 'timeout') used.tokens += estimateTokens(messages.reduce((sum, { content }) => sum + content.length, 0));
				if (!failure.again || deadline.aborted || !retries.spend()) return null;
			}
		}
		return null;
	}

	function count(tokensIn: number, tokensOut: number, used: { tokens: number }): void {
		used.tokens += tokensIn + tokensOut;
		llmTokens.inc({ direction: 'in' }, tokensIn);
		llmTokens.inc({ direction: 'out' }, tokensOut);
		llmCost.inc((tokensIn * deps.prices.in + tokensOut * deps.prices.out) / 1_000_000);
	}

	return async (question) => {
		try {
			return await ask(question);
		} catch (error) {
			// The budget's database may be away: without a count nothing is spent.
			log.warn('the language model was not asked', { error: failureCode(error) });
			return null;
		}
	};
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | null {
	try {
		const checked = schema.safeParse(JSON.parse(FENCE.exec(text)?.[1] ?? text));
		return checked.success ? checked.data : null;
	} catch {
		return null;
	}
}
