import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { isAlive, waitUntil } from '../../../src/platform/embedded-mongo/processes.ts';
import { startEmbeddedMongo } from '../../../src/platform/embedded-mongo/start.ts';
import { findRunningUri, readState } from '../../../src/platform/embedded-mongo/state.ts';
import { createLog } from '../../../src/platform/log.ts';
import { PATIENCE_MS } from '../../support/patience.ts';

const SLOW_MS = 240_000;
const log = createLog('error');
let directory = '';

beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), 'palabre-embedded-'));
});

afterAll(() => {
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** Runs `work` on the server's collection of notes. */
async function withNotes<T>(uri: string, work: (notes: mongoose.mongo.Collection) => Promise<T>): Promise<T> {
	const client = new mongoose.mongo.MongoClient(uri);
	try {
		return await work(client.db('palabre').collection('notes'));
	} finally {
		await client.close();
	}
}

/** Taken by us, or by somebody who was quicker. */
function occupy(port: number): Promise<Server> {
	return new Promise((done) => {
		const server = createServer();
		server.once('error', () => done(server));
		server.listen(port, '127.0.0.1', () => done(server));
	});
}

function portOf(uri: string): number {
	return Number(new URL(uri).port);
}

/** A slow file: it starts the embedded server several times. The tests follow one data directory through its life, in one test. */
describe('the embedded MongoDB', () => {
	test(
		'keeps its data over restarts, also on another port, and leaves no process behind',
		async () => {
			const first = await startEmbeddedMongo({ directory, log });
			await withNotes(first.uri, (notes) => notes.insertOne({ text: 'kept' }));
			const pid = readState(directory)?.pid ?? 0;
			expect(isAlive(pid)).toBe(true);
			expect(findRunningUri(directory)).toBe(first.uri);
			await expect(startEmbeddedMongo({ directory, log })).rejects.toMatchObject({
				code: 'conflict',
				message: expect.stringContaining(`process ${process.pid}`),
			});
			expect(await withNotes(first.uri, (notes) => notes.countDocuments())).toBe(1);

			await first.stop();
			expect(isAlive(pid)).toBe(false);
			expect(findRunningUri(directory)).toBeUndefined();

			const squatter = await occupy(portOf(first.uri));
			try {
				const second = await startEmbeddedMongo({ directory, log });
				expect(portOf(second.uri)).not.toBe(portOf(first.uri));
				expect(await withNotes(second.uri, (notes) => notes.countDocuments({ text: 'kept' }))).toBe(1);
				await second.stop();
			} finally {
				squatter.close();
			}
		},
		SLOW_MS,
	);

	test(
		'ends when its program is killed, and the next start takes the directory over with every acknowledged write',
		async () => {
			const place = join(directory, 'killed');
			const program = spawn(process.execPath, [join(import.meta.dirname, '../../support/hold-mongo.ts'), place], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			const uri = await new Promise<string>((done) => program.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim())));
			await withNotes(uri, (notes) => notes.insertOne({ text: 'acknowledged' }));
			const pid = readState(place)?.pid ?? 0;
			program.kill('SIGKILL');
			expect(await waitUntil(() => !isAlive(pid), PATIENCE_MS)).toBe(true);

			const next = await startEmbeddedMongo({ directory: place, log });
			expect(await withNotes(next.uri, (notes) => notes.countDocuments({ text: 'acknowledged' }))).toBe(1);
			await next.stop();
		},
		SLOW_MS,
	);
});
