import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, waitUntil } from '../src/platform/embedded-mongo/processes.ts';
import { readState } from '../src/platform/embedded-mongo/state.ts';

/** Starts the program as a newcomer does (`npm start`, nothing set), looks at it from outside, and stops it. Exit code 1 on any fault. */

const READY_MS = 180_000;
const STOP_MS = 25_000;
const PATHS = ['/healthz', '/simulator', '/openapi.json', '/docs', '/metrics'];

async function smoke(directory: string): Promise<void> {
	const port = await freePort();
	const base = `http://127.0.0.1:${port}`;
	const { MONGODB_URI: _uri, PUBLIC_BASE_URL: _url, ...environment } = process.env;
	const program = spawn('npm', ['start'], {
		env: { ...environment, DATA_DIR: directory, PORT: String(port) },
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const ended = new Promise<number | null>((done) => program.once('exit', done));
	try {
		await becomesReady(program, base);
		const database = readState(join(directory, 'mongo'))?.pid ?? 0;
		for (const path of PATHS) {
			const { status } = await fetch(base + path);
			if (status !== 200) throw new Error(`${path} answers ${status}`);
		}
		program.kill('SIGTERM');
		const code = await Promise.race([ended, after(STOP_MS)]);
		if (code !== 0) throw new Error(`npm start ended with ${code}`);
		if (database !== 0 && isAlive(database)) throw new Error('the database still runs');
	} finally {
		program.kill('SIGTERM'); // npm hands it on; without effect when it has ended
		await Promise.race([ended, after(STOP_MS)]);
	}
}

async function becomesReady(program: ChildProcess, base: string): Promise<void> {
	const isReady = async () => {
		if (program.exitCode !== null) throw new Error(`npm start ended with ${program.exitCode}`);
		return fetch(`${base}/readyz`).then(
			(answer) => answer.ok,
			() => false,
		);
	};
	if (!(await waitUntil(isReady, READY_MS, 250))) throw new Error('not ready in time');
}

function freePort(): Promise<number> {
	return new Promise((done, failed) => {
		const probe = createServer().listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
		});
	});
}

function after(ms: number): Promise<'no end'> {
	return new Promise((done) => {
		setTimeout(() => done('no end'), ms).unref();
	});
}

const directory = mkdtempSync(join(tmpdir(), 'palabre-smoke-'));
try {
	await smoke(directory);
	process.stdout.write('started, answered, stopped cleanly\n');
} catch (error) {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	try {
		process.stderr.write(readFileSync(join(directory, 'mongo/mongod.log'), 'utf8').slice(-2_000));
	} catch {
		// there was no database yet
	}
	process.exitCode = 1;
} finally {
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
