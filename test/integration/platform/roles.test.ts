import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { databaseUri, uniqueDatabaseName } from '../../support/database.ts';
import { testMongoUri } from '../../support/mongo-uri.ts';
import { answers, freePort, type Program, runProgram } from '../../support/program.ts';

const SLOW_MS = 120_000;
const STOP_WHILE_LOADING = join(import.meta.dirname, '../../support/stop-while-loading.ts');
let uri = '';
let dataDir = '';
const running: Program[] = [];

beforeAll(async () => {
	uri = databaseUri(await testMongoUri(), uniqueDatabaseName());
	dataDir = mkdtempSync(join(tmpdir(), 'palabre-roles-'));
}, 300_000);

afterAll(async () => {
	for (const program of running) program.process.kill('SIGKILL');
	await Promise.all(running.map((program) => program.ended));
	const client = new mongoose.mongo.MongoClient(uri);
	await client.db().dropDatabase();
	await client.close();
	rmSync(dataDir, { recursive: true, force: true });
});

function start(role: string, environment: Record<string, string> = {}): Program {
	const program = runProgram([role], { MONGODB_URI: uri, DATA_DIR: dataDir, ...environment });
	running.push(program);
	return program;
}

describe('node src/main.ts', () => {
	test.each([[[]], [['sing']], [['all', 'together']]])(
		'%j is not understood: usage, exit code 2, nothing on standard output',
		async (words) => {
			const program = runProgram(words, {});
			expect(await program.ended).toBe(2);
			expect(program.out()).toBe('');
			expect(program.err()).toContain('usage: node src/main.ts');
		},
	);

	test.each([
		[{ PORT: 'high' }, 'PORT'],
		[{ NODE_ENV: 'production', MONGODB_URI: 'mongodb://127.0.0.1:1/x', JWT_SECRET: 'x'.repeat(32) }, 'TWILIO_ACCOUNT_SID'],
		[{ NODE_ENV: 'production', TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't', JWT_SECRET: 'x'.repeat(32) }, 'MONGODB_URI'],
	])('does not start on a wrong environment, and names the variable: %j', async (environment, variable) => {
		const program = runProgram(['all'], environment);
		expect(await program.ended).toBe(1);
		expect(program.err()).toContain(`  ${variable}: `);
		expect(program.err()).not.toContain('    at ');
	});

	test('a stop that comes while the program loads is a clean one', async () => {
		const program = runProgram(['worker'], { NODE_OPTIONS: `--import=${STOP_WHILE_LOADING}` });
		expect(await program.ended).toBe(0);
		expect(program.err()).toBe('');
	});

	test(
		'a worker shows its own metrics where it is told to, and nothing else',
		async () => {
			const port = await freePort();
			const base = `http://127.0.0.1:${port}`;
			const worker = start('worker', { METRICS_PORT: String(port) });
			await answers(worker, `${base}/healthz`, 200);
			expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/^palabre_lane_lag_seconds_count 0$/m);
			for (const path of ['/readyz', '/openapi.json', '/simulator', '/api/v1/providers'])
				expect((await fetch(base + path)).status).toBe(404);

			const second = start('worker', { METRICS_PORT: String(port) });
			expect(await second.ended).toBe(1);
			expect(second.err()).toContain(`METRICS_PORT: ${port} is taken`);
			worker.process.kill('SIGTERM');
			expect(await worker.ended).toBe(0);
		},
		SLOW_MS,
	);

	test(
		'web is ready only while a worker lives; both stop cleanly',
		async () => {
			const port = await freePort();
			const base = `http://127.0.0.1:${port}`;
			const web = start('web', { PORT: String(port) });
			await answers(web, `${base}/healthz`, 200);
			const before = await fetch(`${base}/readyz`);
			expect(before.status).toBe(503);
			expect(await before.json()).toEqual({ status: 'not ready', database: true, worker: false });

			expect(await (await fetch(`${base}/metrics`)).text()).toMatch(/^palabre_inbox_depth 0$/m);

			const worker = start('worker');
			await answers(web, `${base}/readyz`, 200);

			const second = start('web', { PORT: String(port) });
			expect(await second.ended).toBe(1);
			expect(second.err()).toContain(`PORT: ${port} is taken`);

			worker.process.kill('SIGTERM');
			expect(await worker.ended).toBe(0);
			expect((await fetch(`${base}/readyz`)).status).toBe(503);
			web.process.kill('SIGINT');
			expect(await web.ended).toBe(0);
		},
		SLOW_MS,
	);
});
