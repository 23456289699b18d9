import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { z } from 'zod';
import { log } from '../../../src/platform/log.ts';
import { type AskDeps, createAsk, type Question } from '../../../src/understanding/llm/ask.ts';
import { type ChatAnswer, ChatFailure, type ChatMessage, MAX_ANSWER_TOKENS } from '../../../src/understanding/llm/chat.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

const schema = z.object({ word: z.string() });
const GOOD = '{"word":"oui"}';
const MESSAGES: ChatMessage[] = [
	{ role: 'system', content: 'instructions' },
	{ role: 'user', content: '{"data":{}}' },
];
/** Three characters a token, and the longest answer: what a question may cost at most. */
const ESTIMATE = Math.ceil(MESSAGES.reduce((sum, { content }) => sum + content.length, 0) / 3) + MAX_ANSWER_TOKENS;
const OPEN_MS = 30_000;
const FAILURES = 5;

type Turn = string | ChatFailure | Error | 'hang';
const error = new ChatFailure('error', true);
const final = new ChatFailure('error', false);

let clock: ManualClock;
let script: Turn[];
let sent: ChatMessage[][];
let budget: { taken: number[]; settled: number[]; days: string[]; room: boolean; broken: boolean };

/** Plays the script, one turn a call; the last one goes on for ever. */
async function chat(messages: readonly ChatMessage[], signal: AbortSignal): Promise<ChatAnswer> {
	sent.push([...messages]);
	const turn = script.length > 1 ? script.shift() : script[0];
	if (turn === 'hang' || turn === undefined)
		return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new ChatFailure('timeout', true))));
	if (typeof turn !== 'string') throw turn;
	return { text: turn, tokensIn: 100, tokensOut: 20 };
}

function open(part: Partial<AskDeps> = {}) {
	const ask = createAsk({
		chat,
		clock,
		budget: {
			async take(_org, day, tokens) {
				if (budget.broken) throw new Error('the database is away');
				budget.days.push(day);
				if (budget.room) budget.taken.push(tokens);
				return budget.room;
			},
			async settle(_org, _day, difference) {
				if (budget.broken) throw new Error('the database is away');
				budget.settled.push(difference);
			},
		},
		repair: 'Again, as JSON.',
		prices: { in: 150_000, out: 600_000 },
		attemptMs: 20,
		...part,
	});
	let asked = 0;
	return (changes: Partial<Question<{ word: string }>> = {}) => {
		asked++;
		// Another message each time, so that the cache does not answer.
		const messages = [...MESSAGES, { role: 'user' as const, content: String(asked) }];
		return ask({ task: 'understand', org: 'djobea', timezone: 'Africa/Douala', messages, schema, deadlineMs: 5_000, ...changes });
	};
}

async function metric(name: string, labels: Record<string, string> = {}): Promise<number> {
	const found = await register.getSingleMetric(name)?.get();
	const wanted = Object.entries(labels);
	return (found?.values ?? [])
		.filter((one) => wanted.every(([key, value]) => Object.entries(one.labels).some(([name, said]) => name === key && said === value)))
		.reduce((sum, { value }) => sum + value, 0);
}

beforeAll(() => {
	// What fails here is meant to.
	log.silent = true;
});
beforeEach(() => {
	clock = manualClock();
	script = [GOOD];
	sent = [];
	budget = { taken: [], settled: [], days: [], room: true, broken: false };
	register.resetMetrics();
});

describe('an answer', () => {
	test.each([GOOD, `\`\`\`json\n${GOOD}\n\`\`\``, ` ${GOOD} `])('%j is taken', async (text) => {
		script = [text];
		expect(await open()()).toEqual({ word: 'oui' });
		expect(sent).toHaveLength(1);
	});

	test.each(['', 'null', '[]', '{"word":1}', 'Bien sûr ! {"word":"oui"}', '{"word":"oui"', `{"word":"${'x'.repeat(100)}`, '\u0000'])(
		'%j is repaired once, by showing it back',
		async (text) => {
			script = [text, GOOD];
			expect(await open()()).toEqual({ word: 'oui' });
			expect(sent[1]?.slice(-2)).toEqual([
				{ role: 'assistant', content: text },
				{ role: 'user', content: 'Again, as JSON.' },
			]);
		},
	);

	test('that is broken twice is none, and is not asked for a third time', async () => {
		script = ['nonsense'];
		expect(await open()()).toBeNull();
		expect(sent).toHaveLength(2);
		expect(await metric('palabre_llm_calls_total', { result: 'invalid' })).toBe(2);
	});

	test('of any length is shown back in 2,000 characters', async () => {
		script = ['x'.repeat(1_000_000), GOOD];
		await open()();
		expect(sent[1]?.at(-2)?.content).toHaveLength(2_000);
	});
});

describe('a failing endpoint', () => {
	test('is tried again when that may help, and not when it cannot', async () => {
		script = [error, GOOD];
		expect(await open()()).toEqual({ word: 'oui' });
		script = [final];
		sent = [];
		expect(await open()()).toBeNull();
		expect(sent).toHaveLength(1);
	});

	test('gets three calls at most: the first, one after a failure, one to repair', async () => {
		script = [error, 'nonsense', error, GOOD];
		expect(await open()()).toBeNull();
		expect(sent).toHaveLength(3);
	});

	test('that is silent is left after the time of an attempt, and all attempts end with the deadline', async () => {
		script = ['hang'];
		expect(await open({ attemptMs: 10 })({ deadlineMs: 15 })).toBeNull();
		expect(sent.length).toBeLessThanOrEqual(2);
		expect(await metric('palabre_llm_calls_total', { result: 'timeout' })).toBe(sent.length);
	});

	test('is not flooded: second attempts come out of a budget that calls earn', async () => {
		// One failing call between two good ones, so that the breaker stays closed.
		const ask = open();
		let calls = 0;
		for (let time = 0; time < 100; time++) {
			script = [error, error, error];
			sent = [];
			await ask();
			calls += sent.length - 1;
			script = [GOOD];
			await ask();
		}
		// Ten at first and a tenth of a call each: the two hundred calls earn twenty.
		expect(calls).toBeLessThanOrEqual(30);
		expect(calls).toBeGreaterThanOrEqual(25);
	});

	test('that throws what is no failure of a chat is one', async () => {
		script = [new TypeError('of the library')];
		expect(await open()()).toBeNull();
		expect(await metric('palabre_llm_calls_total', { result: 'error' })).toBe(1);
	});
});

describe('the circuit breaker', () => {
	const failing = async (ask: ReturnType<typeof open>, times: number): Promise<void> => {
		script = [final];
		for (let time = 0; time < times; time++) expect(await ask()).toBeNull();
	};

	test('opens after five failures in a row, not before, and a success in between counts from zero', async () => {
		const ask = open();
		await failing(ask, FAILURES - 1);
		script = [GOOD];
		expect(await ask()).not.toBeNull();
		await failing(ask, FAILURES);
		sent = [];
		script = [GOOD];
		expect(await ask()).toBeNull();
		expect(sent).toHaveLength(0);
		expect(await metric('palabre_llm_skipped_total', { reason: 'breaker' })).toBe(1);
	});

	test('stays open for thirty seconds of the clock; then one trial decides', async () => {
		const ask = open();
		await failing(ask, FAILURES);
		script = [GOOD];
		clock.advance(OPEN_MS - 1);
		expect(await ask()).toBeNull();
		clock.advance(1);
		expect(await ask()).toEqual({ word: 'oui' });
		expect(await ask()).toEqual({ word: 'oui' });
	});

	test('lets one trial through at a time, and opens again when it fails', async () => {
		const ask = open({ attemptMs: 5 });
		await failing(ask, FAILURES);
		clock.advance(OPEN_MS);
		script = ['hang'];
		sent = [];
		const trial = ask({ deadlineMs: 5 });
		expect(await ask()).toBeNull();
		expect(await trial).toBeNull();
		const tried = sent.length;
		expect(tried).toBeGreaterThan(0);
		script = [GOOD];
		clock.advance(OPEN_MS - 1);
		expect(await ask()).toBeNull();
		expect(sent).toHaveLength(tried);
		clock.advance(1);
		expect(await ask()).toEqual({ word: 'oui' });
	});

	test('a trial that had no tokens does not use it up', async () => {
		const ask = open();
		await failing(ask, FAILURES);
		clock.advance(OPEN_MS);
		budget.room = false;
		expect(await ask()).toBeNull();
		budget.room = true;
		script = [GOOD];
		expect(await ask()).toEqual({ word: 'oui' });
	});

	test('answers that do not pass the schema open it too: such a model helps nobody', async () => {
		const ask = open();
		script = ['nonsense'];
		for (let time = 0; time < FAILURES; time++) await ask();
		sent = [];
		script = [GOOD];
		expect(await ask()).toBeNull();
		expect(sent).toHaveLength(0);
	});

	test('a database that is away while it is half open does not lock it', async () => {
		const ask = open();
		await failing(ask, FAILURES);
		clock.advance(OPEN_MS);
		budget.broken = true;
		expect(await ask()).toBeNull();
		budget.broken = false;
		script = [GOOD];
		expect(await ask()).toEqual({ word: 'oui' });
	});
});

describe('the cache', () => {
	const same = { messages: MESSAGES };

	test('answers the same question of the same organisation without a call or a token', async () => {
		const ask = open();
		expect(await ask(same)).toEqual({ word: 'oui' });
		expect(await ask(same)).toEqual({ word: 'oui' });
		expect(sent).toHaveLength(1);
		expect(budget.taken).toHaveLength(1);
		expect(await metric('palabre_llm_skipped_total', { reason: 'cache' })).toBe(1);
	});

	test('keeps organisations and tasks apart', async () => {
		const ask = open();
		await ask(same);
		await ask({ ...same, org: 'other' });
		await ask({ ...same, task: 'triage' });
		expect(sent).toHaveLength(3);
	});

	test('does not keep failures, and holds a bounded number of answers', async () => {
		const ask = open();
		script = [final];
		await ask(same);
		script = [GOOD];
		await ask(same);
		for (let time = 0; time < 500; time++) await ask();
		sent = [];
		await ask(same);
		expect(sent).toHaveLength(1);
	});
});

describe('tokens and money', () => {
	test('are taken before the call at their most and settled to what was used', async () => {
		await open()({ messages: MESSAGES });
		expect(budget.taken).toEqual([ESTIMATE]);
		expect(budget.settled).toEqual([120 - ESTIMATE]);
	});

	test('count every attempt, the repair included', async () => {
		script = ['nonsense', GOOD];
		await open()({ messages: MESSAGES });
		expect(budget.settled).toEqual([240 - ESTIMATE]);
		expect(await metric('palabre_llm_tokens_total', { direction: 'in' })).toBe(200);
		expect(await metric('palabre_llm_tokens_total', { direction: 'out' })).toBe(40);
		// 200 × 0.15 + 40 × 0.60.
		expect(await metric('palabre_llm_cost_total')).toBeCloseTo(54, 6);
	});

	test("of a day that is used up leave the call out; the day is the organisation's own", async () => {
		budget.room = false;
		clock.set(new Date('2026-11-21T23:30:00Z'));
		const ask = open();
		expect(await ask()).toBeNull();
		expect(sent).toHaveLength(0);
		expect(budget.days).toEqual(['2026-11-22']);
		expect(await metric('palabre_llm_skipped_total', { reason: 'budget' })).toBe(1);
		budget.room = true;
		await ask({ timezone: 'Africa/Dakar' });
		expect(budget.days.at(-1)).toBe('2026-11-21');
	});

	test('that cannot be counted are not spent', async () => {
		budget.broken = true;
		expect(await open()()).toBeNull();
		expect(sent).toHaveLength(0);
	});

	test('that could not be corrected do not cost the answer', async () => {
		const breaks: AskDeps['chat'] = async (...call) => {
			budget.broken = true;
			return chat(...call);
		};
		expect(await open({ chat: breaks })()).toEqual({ word: 'oui' });
	});
});
