import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { runUnderstand } from '../../../src/understanding/cli.ts';
import { NOW } from './labelled.ts';

async function run(lines: string[]): Promise<{ code: number; rows: unknown[] }> {
	const stdout = new PassThrough();
	const output = text(stdout);
	const code = await runUnderstand([], { stdin: Readable.from([lines.join('\n')]), stdout, now: NOW });
	stdout.end();
	return {
		code,
		rows: (await output)
			.split('\n')
			.filter((line) => line !== '')
			.map((line): unknown => JSON.parse(line)),
	};
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
		const { code, rows } = await run([
			'{"id":"1","role":"client","text":"oui"}',
			'not json',
			'',
			'{"id":"2"}',
			'{"id":"3","role":"boss","text":"x"}',
			'{"id":4,"text":"bonjour"}',
		]);
		expect(code).toBe(0);
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

	test('many lines', async () => {
		const { rows } = await run(
			Array.from({ length: 500 }, (_, index) => JSON.stringify({ id: index, role: 'client', text: 'où en est ma demande ?' })),
		);
		expect(rows.length).toBe(500);
		expect(rows.at(-1)).toMatchObject({ id: 499, intent: 'track_status' });
	});

	test('no line, no answer', async () => expect(await run([])).toEqual({ code: 0, rows: [] }));
});
