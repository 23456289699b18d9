import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from '@jest/globals';
import { runUnderstand } from '../../../src/understanding/cli.ts';
import { NOW } from './labelled.ts';

async function run(lines: string[], argv: string[] = []): Promise<{ code: number; rows: unknown[]; errors: string }> {
	const { code, output, errors } = await print(lines, argv);
	return {
		code,
		errors,
		rows: output
			.split('\n')
			.filter((line) => line !== '')
			.map((line): unknown => JSON.parse(line)),
	};
}

async function print(lines: string[], argv: string[]): Promise<{ code: number; output: string; errors: string }> {
	const stdout = new PassThrough();
	const stderr = new PassThrough();
	const told = [text(stdout), text(stderr)] as const;
	const code = await runUnderstand(argv, { stdin: Readable.from([lines.join('\n')]), stdout, stderr, now: NOW });
	stdout.end();
	stderr.end();
	return { code, output: await told[0], errors: await told[1] };
}

describe('npm run -s understand', () => {
	test('one line in, one line out, with the outside vocabulary only', async () => {
		const { code, rows } = await run([
			'{"id":"a","role":"client","context":null,"text":"je cherche un plombier à Makepe demain 10h","lang":"fr"}',
		]);
		expect(code).toBe(0);
		expect(rows).toEqual([
			{
				id: 'a',
				intent: 'request_service',
				slots: { service: 'plomberie', quarter: 'Makepe', when: 'demain 10h' },
				sentiment: 'neutre',
				urgency: 'basse',
				category: null,
				wants_human: false,
				language: 'fr',
				confidence: expect.any(Number),
				source: 'rules',
			},
		]);
	});

	test('the order is kept and bad lines do not stop the rest', async () => {
		const { code, rows, errors } = await run([
			'{"id":"1","role":"client","text":"oui"}',
			'not json',
			'',
			'{"id":"2"}',
			'{"id":"3","role":"boss","text":"x"}',
			'{"id":4,"text":"bonjour"}',
		]);
		expect(code).toBe(1);
		expect(errors.split('\n')).toEqual([
			'understand: line 2: not a JSON object',
			expect.stringMatching(/^understand: line 4: text/),
			expect.stringMatching(/^understand: line 5: role/),
			'',
		]);
		expect(rows).toEqual([
			expect.objectContaining({ id: '1' }),
			{ error: 'not a JSON object', line: 2 },
			{ error: expect.stringContaining('text'), line: 4 },
			{ error: expect.stringContaining('role'), line: 5 },
			expect.objectContaining({ id: 4, intent: 'greet' }),
		]);
	});

	test('every line has an intent, even where the reading abstains', async () => {
		const { rows } = await run(['{"id":"x","role":"client","text":"xyzzy plugh"}']);
		expect(rows).toEqual([expect.objectContaining({ intent: 'out_of_scope' })]);
	});

	test('many lines, one of them broken in the middle: every other is answered, in its place', async () => {
		const lines = Array.from({ length: 500 }, (_, index) => JSON.stringify({ id: index, role: 'client', text: 'où en est ma demande ?' }));
		lines[250] = '{"id":250,"text":';
		const { code, rows, errors } = await run(lines);
		expect({ code, errors }).toEqual({ code: 1, errors: 'understand: line 251: not a JSON object\n' });
		expect(rows.map((row) => Object(row).id)).toEqual(lines.map((_, index) => (index === 250 ? undefined : index)));
		expect(rows[250]).toEqual({ error: 'not a JSON object', line: 251 });
		expect(rows.at(-1)).toMatchObject({ id: 499, intent: 'track_status' });
	});

	test.each([[[]], [['']], [['', '  ', '\t']]])('no line, no answer: %j', async (lines) =>
		expect(await run(lines)).toEqual({ code: 0, rows: [], errors: '' }),
	);

	test.each([
		['null'],
		['[]'],
		['"oui"'],
		['42'],
		['{"id":null,"text":"oui"}'],
		['{"id":"1","text":null}'],
		['{"id":"1","text":"oui"'],
		['\u0000'],
		['{"id":"1","text":"oui"}{"id":"2","text":"non"}'],
		['x'.repeat(1_000_000)],
	])('%.40j is a bad line, and the next is read', async (line) => {
		const { code, rows } = await run([line, '{"id":"2","text":"bonjour"}']);
		expect(code).toBe(1);
		expect(rows).toEqual([{ error: expect.any(String), line: 1 }, expect.objectContaining({ id: '2', intent: 'greet' })]);
	});

	test('a mark at the head of the file, line ends of Windows, and texts of any length are read', async () => {
		const lines = ['\ufeff{"id":1,"text":"oui"}\r', '{"id":2,"text":"bonjour"}\r', JSON.stringify({ id: 3, text: 'a'.repeat(200_000) })];
		const { code, rows } = await run(lines);
		expect(code).toBe(0);
		expect(rows.map((row) => Object(row).id)).toEqual([1, 2, 3]);
	});

	test('answers while lines still come, in as much memory as one line needs', async () => {
		const stdin = new PassThrough();
		const stdout = new PassThrough();
		const ended = runUnderstand([], { stdin, stdout, stderr: new PassThrough(), now: NOW });
		for (const id of ['1', '2', '3']) {
			stdin.write(`{"id":"${id}","text":"oui"}\n`);
			const [answered] = await once(stdout, 'data');
			expect(JSON.parse(String(answered))).toMatchObject({ id });
		}
		stdin.end();
		expect(await ended).toBe(0);
	});

	test('does not run ahead of a slow reader, and ends when the reader goes', async () => {
		let asked = 0;
		const stdin = Readable.from(
			(function* () {
				for (; asked < 10_000; asked++) yield `{"id":${asked},"text":"oui"}\n`;
			})(),
		);
		const stdout = new PassThrough({ highWaterMark: 1_000 });
		const ended = runUnderstand([], { stdin, stdout, stderr: new PassThrough(), now: NOW });
		await once(stdout, 'readable');
		stdout.destroy(new Error('EPIPE'));
		expect(await ended).toBe(0);
		expect(asked).toBeLessThan(5_000);
	});

	test.each([[['eval']], [['train', '--now']], [['evaluate']], [['--help']]])('%j is no command', async (argv) => {
		const { code, output, errors } = await print([], argv);
		expect({ code, output }).toEqual({ code: 2, output: '' });
		expect(errors).toContain('usage: understand');
	});
});

describe('npm run -s understand -- eval', () => {
	const folder = mkdtempSync(join(tmpdir(), 'palabre-eval-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	const file = (name: string, lines: unknown[]): string => {
		const path = join(folder, name);
		writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
		return path;
	};

	test('prints every figure against its target, per label, language, role and tag, the calibration and what was confused', async () => {
		const path = file('labelled.jsonl', [
			{ id: 1, lang: 'fr', text: 'bonjour', intent: 'greet', tags: ['short'] },
			{ id: 2, lang: 'fr', text: 'annulez ma demande', intent: 'cancel_request', tags: ['short'] },
			{ id: 3, lang: 'en', text: 'hello', intent: 'greet' },
			{ id: 4, lang: 'en', role: 'provider', text: 'hello', intent: 'thanks' },
		]);
		const { code, output } = await print([], ['eval', path]);
		expect(code).toBe(0);
		expect(output).toMatch(/^4 messages\n/);
		expect(output).toMatch(/intent accuracy +75\.0 % {2}target +85\.0 % {2}MISSED/);
		// greet: two right of three said, both found.
		expect(output).toMatch(/greet +66\.7 % 100\.0 % +80\.0 % {2}of 2/);
		expect(output).toMatch(/intent macro-F1 +60\.0 %/);
		expect(output).toMatch(/per language\n {2}en +50\.0 % {2}of 2\n {2}fr +100\.0 % {2}of 2/);
		expect(output).toMatch(/per role\n {2}client +100\.0 % {2}of 3\n {2}provider +0\.0 % {2}of 1/);
		expect(output).toMatch(/per tag\n {2}short +100\.0 % {2}of 2/);
		expect(output).toMatch(/calibration \(expected error/);
		expect(output).toMatch(/confusions \(labelled → read\)\n +1 {2}thanks → greet\n/);
	});

	test('names the file and the line that it cannot read', async () => {
		const bad = file('bad.jsonl', [
			{ id: 1, text: 'bonjour', intent: 'greet' },
			{ id: 2, text: 'x', intent: 'dance' },
		]);
		await expect(print([], ['eval', bad])).rejects.toMatchObject({
			code: 'invalid_input',
			message: expect.stringContaining('bad.jsonl:2: intent'),
		});
		await expect(print([], ['eval', file('broken.jsonl', ['{'])])).rejects.toThrow('broken.jsonl:1: not JSON');
		await expect(print([], ['eval', join(folder, 'none.jsonl')])).rejects.toThrow('none.jsonl: cannot be read');
	});

	test('prints the figures of danger of a list of dangers, and no others', async () => {
		const list = file('dangers.jsonl', [
			'{"text":"ça sent le gaz","danger":true,"kind":"gas"}',
			'{"text":"un plombier demain","danger":false}',
		]);
		const { code, output } = await print([], ['eval', list]);
		expect(code).toBe(0);
		expect(output).toMatch(
			/^danger: recall, false alarms, precision \(1 dangers, 1 that are none\)\n {2}lexicon +100\.0 % +0\.0 % 100\.0 %\n/,
		);
		expect(output).toMatch(/^ {2}both +100\.0 %/m);
	});

	test('of no messages has figures too', async () => {
		expect((await print([], ['eval', file('empty.jsonl', [])])).output).toMatch(/^0 messages\n/);
	});
});
