import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type Command, defineCommand } from '../../../src/conversation/command.ts';
import { runFlows } from '../../../src/conversation/flow/cli.ts';
import { drawFlows } from '../../../src/conversation/flow/draw.ts';
import { lintFlows } from '../../../src/conversation/flow/lint.ts';
import { formatProblem, readFlow, readFlows } from '../../../src/conversation/flow/load.ts';
import { readReleased } from '../../../src/conversation/flow/released.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';

const texts = loadTexts('locales');
const known: Command = defineCommand({
	name: 'shop.sell',
	args: z.strictObject({}),
	outcomes: ['sold', 'sold_out'],
	run: async () => ({ outcome: 'sold' }),
});

const HEAD = 'id: shop\nversion: 1\naudience: client\ntitle: A shop\nstates:\n';

function mistakesOf(states: string, head = HEAD): string[] {
	const read = readFlow('flows/shop.yaml', head + states);
	if (!('flow' in read)) return read.problems.map(formatProblem);
	return lintFlows({ sources: [read], texts, commands: [known] }).map(formatProblem);
}

const END = '  done: { end: true }\n';

describe('flow lint names each mistake and its line', () => {
	const CASES: [string, string, RegExp][] = [
		['an unknown target', `  begin: { say: common.noted, then: nowhere }\n${END}`, /^flows\/shop\.yaml:6: unknown target: nowhere$/m],
		[
			'an unreachable state',
			`  begin: { say: common.noted, then: done }\n${END}  island: { say: common.noted, then: done }\n`,
			/:8: unreachable state: island/,
		],
		['a missing text', `  begin: { say: common.no_such_text, then: done }\n${END}`, /:6: no text common\.no_such_text in fr/],
		['a question without a way out', `  begin: { ask: common.noted }\n${END}`, /question without a way out: begin/],
		[
			'a round that never waits',
			`  begin: { say: common.noted, then: again }\n  again: { say: common.noted, then: begin }\n${END}`,
			/leads back to itself without waiting/,
		],
		['an unknown command', `  begin: { run: shop.buy, then: { sold: done } }\n${END}`, /unknown command: shop\.buy/],
		['an outcome that goes nowhere', `  begin: { run: shop.sell, then: { sold: done } }\n${END}`, /outcome sold_out goes nowhere/],
		[
			'an outcome that never comes',
			`  begin: { run: shop.sell, then: { sold: done, sold_out: done, lost: done } }\n${END}`,
			/never answers lost/,
		],
		['an unknown flow', `  begin: { call: bakery, then: done }\n${END}`, /unknown flow: bakery/],
		[
			'a label that is too long',
			`  begin:\n    ask: common.noted\n    choices: [{ id: a, label: common.given_up, to: done }]\n${END}`,
			/characters in a label/,
		],
		['an unknown key', `  begin: { ask: common.noted, colour: red }\n${END}`, /states\.begin/],
		['a state of no kind', `  begin: { hello: world }\n${END}`, /states\.begin/],
		['broken YAML', '  begin: { say: [\n', /flows\/shop\.yaml:\d+: /],
	];
	test.each(CASES)('%s', (_name, states, expected) => {
		expect(mistakesOf(states).join('\n')).toMatch(expected);
	});

	test('a right flow has no mistakes', () => {
		expect(mistakesOf(`  begin: { run: shop.sell, then: { sold: done, sold_out: done } }\n${END}`)).toEqual([]);
	});

	test('a file that is not named like its flow', () => {
		expect(mistakesOf(END, HEAD.replace('id: shop', 'id: bakery'))).toEqual(['flows/shop.yaml:1: id: the file must be named bakery.yaml']);
	});
});

test('the diagrams’ page is in step with the flows', () => {
	expect(readFileSync('flows/README.md', 'utf8')).toBe(drawFlows(readFlows('flows').sources.map((source) => source.flow)));
});

test('every language says what its people meet: complete in French and English, no text that French lacks', () => {
	const french = new Set(texts.keys('fr'));
	expect(texts.keys('en').filter((key) => !french.has(key))).toEqual([]);
	expect([...french].filter((key) => !texts.has('en', key))).toEqual([]);
	expect(texts.keys('wo').filter((key) => !french.has(key))).toEqual([]);
});

describe('released versions', () => {
	const shop = (title: string, version = 1) =>
		`id: shop\nversion: ${version}\naudience: client\ntitle: ${title}\nstates:\n  done: { end: true }\n`;
	function folder(yaml: string): string {
		const at = mkdtempSync(path.join(tmpdir(), 'flows-'));
		writeFileSync(path.join(at, 'shop.yaml'), yaml);
		return at;
	}
	async function flows(at: string, ...argv: string[]): Promise<{ code: number; said: string[] }> {
		const said: string[] = [];
		const code = await runFlows(argv, {
			folder: at,
			texts,
			commands: [],
			write: (line) => said.push(line),
			connect: async () => undefined,
		});
		return { code, said };
	}

	test('an edited one is named with its line, and is not released again', async () => {
		const at = folder(shop('A shop'));
		expect(await flows(at, 'release')).toEqual({ code: 0, said: ['released shop@1'] });
		expect(await flows(at, 'release')).toEqual({ code: 0, said: ['nothing new to release'] });
		writeFileSync(path.join(at, 'shop.yaml'), shop('Another shop'));
		const mistake = /shop\.yaml:2: shop@1 was released with another content: give it version 2$/;
		expect((await flows(at, 'lint')).said[0]).toMatch(mistake);
		expect(await flows(at, 'release')).toEqual({ code: 1, said: [expect.stringMatching(mistake)] });
		writeFileSync(path.join(at, 'shop.yaml'), shop('Another shop', 2));
		expect((await flows(at, 'lint')).code).toBe(0);
		expect((await flows(at, 'release')).said).toEqual(['released shop@2']);
		expect(Object.keys(readReleased(at))).toEqual(['shop@1', 'shop@2']);
	});

	test('comments and lines are no edit', async () => {
		const at = folder(shop('A shop'));
		await flows(at, 'release');
		writeFileSync(path.join(at, 'shop.yaml'), `# What is sold.\n${shop('A shop').replace('states:', '\nstates:')}`);
		expect((await flows(at, 'lint')).code).toBe(0);
	});
});
