import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Breaker } from '../../../src/understanding/llm/breaker.ts';
import { loadExamples } from '../../../src/understanding/llm/examples.ts';
import { Lru } from '../../../src/understanding/llm/lru.ts';
import { maskPersonal } from '../../../src/understanding/llm/mask-personal.ts';
import { readingMessages } from '../../../src/understanding/llm/messages.ts';
import { loadPrompts } from '../../../src/understanding/llm/prompts.ts';
import { RetryBudget } from '../../../src/understanding/llm/retry-budget.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { ground } from '../understanding/labelled.ts';

const folder = mkdtempSync(join(tmpdir(), 'palabre-prompts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('personal data', () => {
	test.each([
		['mon numéro est le 699 00 11 22, merci', 'mon numéro est le [number], merci'],
		['appelez +237 6 99 00 11 22', 'appelez [number]'],
		['(+221) 77-123-45-67', '([number]'],
		['699.00.11.22/677001122', '[number]'],
		['６９９００１１２２', '[number]'],
		['٦٩٩٠٠١١٢٢', '[number]'],
		['6\u200b9\u200b9\u200b0\u200b0\u200b1\u200b1\u200b2\u200b2', '[number]'],
		['699\u00a000\u202f11\u00a022', '[number]'],
		['carte 4970 1234 5678 9012', 'carte [number]'],
		['écrivez à awa.ngo+test@exemple.cm', 'écrivez à [email]'],
		['ａｗａ＠exemple.cm', '[email]'],
		['CM.1A2B3C4D5E6F7G', '[user]'],
		['15000 francs demain à 16h30', '15000 francs demain à 16h30'],
		['demande 1042', 'demande 1042'],
		['1 250 000 francs', '1 250 000 francs'],
	])('%j leaves as %j', (text, masked) => expect(maskPersonal(text)).toBe(masked));

	test('a phone never leaves, whatever stands around it and between its digits', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 30 }),
				fc.string({ unit: 'grapheme', maxLength: 30 }),
				fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u200b', '. ', '/'),
				fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 9, maxLength: 12 }),
				(before, after, between, digits) => {
					const masked = maskPersonal(`${before}${digits.join(between)}${after}`).replace(/\D/g, '');
					expect(masked).not.toContain(digits.join(''));
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('what is sent', () => {
	const prompts = loadPrompts('prompts');
	const pick = loadExamples('prompts/examples/understand.jsonl');
	const messages = (text: string, mask = true) => readingMessages(prompts.understand, pick, text, ground({ question: text }), { mask });

	test('is always the same instructions, then data of our own, then one JSON value that holds the message', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
				const [system, ...rest] = messages(text);
				expect(system).toEqual({ role: 'system', content: prompts.understand.text });
				expect(rest.filter(({ role }) => role === 'system')).toEqual([]);
				const last = rest.at(-1);
				expect(last?.role).toBe('user');
				const parsed: unknown = JSON.parse(last?.content ?? '');
				expect(Object.keys(Object(parsed))).toEqual(['data']);
				expect(last?.content.length).toBeLessThan(40_000);
				expect(last?.content).not.toMatch(/\n/);
			}),
			{ numRuns: 100 },
		);
	});

	test('is the head and the tail of a long message, without half a character', () => {
		const sent = messages(`début ${'😀'.repeat(5_000)} fin`).at(-1)?.content ?? '';
		expect(sent).toContain('début');
		expect(sent).toContain('fin');
		expect(sent.isWellFormed()).toBe(true);
		expect(sent).not.toMatch(/\\ud[89a-f]/i);
		expect(sent.length).toBeLessThan(3_500);
	});

	test('is masked in the message and the question, unless the setting says otherwise', () => {
		expect(JSON.stringify(messages('le 699 00 11 22'))).not.toContain('00 11 22');
		expect(messages('le 699 00 11 22', false).at(-1)?.content).toContain('699 00 11 22');
	});

	test('has the nearest examples of the same role', () => {
		const sent = messages("le gars que vous m'avez envoyé, il est où").map(({ content }) => content);
		expect(sent.filter((content) => content.includes('il est passé où encore'))).not.toEqual([]);
		expect(sent.length).toBe(1 + 2 * 4 + 1);
	});
});

describe('the breaker, told everything', () => {
	test('never lets more than one call through while half open, and always lets one through in the end', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom('ask', 'ok', 'fail', 'release', 'wait'), { maxLength: 60 }), (events) => {
				const clock = manualClock();
				const breaker = new Breaker(clock);
				let running = 0;
				let failures = 0;
				for (const event of events) {
					if (event === 'wait') clock.advance(30_000);
					if (event === 'ask' && breaker.allows()) {
						running++;
						if (failures >= 5) expect(running).toBe(1);
					}
					// Calls that began before it opened end whenever they like; here they end one by one.
					if (running === 0 || event === 'ask' || event === 'wait') continue;
					running--;
					if (event === 'ok') {
						breaker.succeeded();
						failures = 0;
					} else if (event === 'fail') {
						breaker.failed();
						failures++;
						if (failures >= 5) running = 0;
					} else breaker.released();
				}
				while (running-- > 0) breaker.released();
				clock.advance(30_000);
				expect(breaker.allows()).toBe(true);
			}),
		);
	});
});

describe('the retry budget and the cache of answers', () => {
	test('a budget that is spent is earned again by ten calls', () => {
		const budget = new RetryBudget();
		expect(Array.from({ length: 12 }, () => budget.spend()).filter(Boolean)).toHaveLength(10);
		for (let call = 0; call < 9; call++) budget.earn();
		expect(budget.spend()).toBe(false);
		for (let call = 0; call < 2; call++) budget.earn();
		expect([budget.spend(), budget.spend()]).toEqual([true, false]);
	});

	test('the least used goes first, and it never holds more than it may', () => {
		const cache = new Lru<number>(3);
		for (const key of ['a', 'b', 'c']) cache.set(key, 1);
		cache.get('a');
		cache.set('d', 2);
		expect([cache.get('a'), cache.get('b'), cache.size]).toEqual([1, undefined, 3]);
	});
});

describe('prompts and examples are checked at the start', () => {
	const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
	const good = (name: string, output: string, version = '1'): string =>
		`---\nname: ${name}\nversion: ${version}\noutput: ${output}\n---\nWords.\n`;
	const all = (): void => {
		write('understand.md', good('understand', 'reading'));
		write('triage.md', good('triage', 'triage'));
		write('repair.md', good('repair', 'text'));
	};

	test.each([
		['without front matter', 'triage.md', 'Words.', 'triage.md: does not begin with front matter'],
		['with broken YAML', 'triage.md', '---\nname: [\n---\nWords.', 'triage.md: the front matter is not YAML'],
		['of another output', 'triage.md', good('triage', 'reading'), 'triage.md: output must be triage'],
		['of an unknown output', 'triage.md', good('triage', 'poem'), 'no such output'],
		['without a version', 'triage.md', good('triage', 'triage', 'new'), 'version'],
		['of another name', 'triage.md', good('sort', 'triage'), 'name is not the name of the file'],
		['without words', 'triage.md', good('triage', 'triage').replace('Words.', ''), 'must have 1 to'],
		['with too many', 'triage.md', good('triage', 'triage') + 'x'.repeat(12_000), 'must have 1 to'],
	])('a prompt %s', (_, name, text, says) => {
		all();
		write(name, text);
		expect(() => loadPrompts(folder)).toThrow(says);
	});

	test('a prompt that is missing', () => {
		all();
		rmSync(join(folder, 'repair.md'));
		expect(() => loadPrompts(folder)).toThrow('repair.md: is missing');
	});

	test.each([
		['{', 'line 2: not JSON'],
		['{"role":"boss","question":null,"message":"x","answer":{}}', 'line 2'],
		['{"role":"client","question":null,"message":"x","answer":{"intent":"dance"}}', 'does not pass the schema'],
	])('an example %s', (line, says) => {
		write('examples.jsonl', `\n${line}\n`);
		expect(() => loadExamples(join(folder, 'examples.jsonl'))).toThrow(says);
	});
});
