import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { waitUntil } from '../../src/platform/embedded-mongo/processes.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const READY_MS = 120_000;

/** What the program may see of this machine's environment; everything else is the test's to say. */
const BASE = { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn' };

export interface Program {
	process: ChildProcess;
	/** Everything written so far. */
	out(): string;
	err(): string;
	/** The exit code, once it has ended. */
	ended: Promise<number | null>;
}

/** Runs `node src/main.ts` with these words and this environment only. */
export function runProgram(words: string[], environment: Record<string, string>): Program {
	return runScript(MAIN, words, environment);
}

/** The same for another script. */
export function runScript(script: string, words: string[], environment: Record<string, string>): Program {
	const child = spawn(process.execPath, [script, ...words], { env: { ...BASE, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	let err = '';
	child.stdout.on('data', (chunk: Buffer) => {
		out += chunk.toString();
	});
	child.stderr.on('data', (chunk: Buffer) => {
		err += chunk.toString();
	});
	const ended = new Promise<number | null>((done) => child.once('close', done));
	return { process: child, out: () => out, err: () => err, ended };
}

/** Waits until a URL answers with this status. Rejects when the program ends first, with what it said. */
export async function answers(program: Program, url: string, status: number): Promise<void> {
	const asked = async () => {
		if (program.process.exitCode !== null) throw new Error(`the program ended: ${program.err()}`);
		return fetch(url).then(
			(answer) => answer.status === status,
			() => false,
		);
	};
	if (!(await waitUntil(asked, READY_MS))) throw new Error(`${url} does not answer ${status}: ${program.err()}`);
}

/** Below the ports that systems give out by themselves (from 32768 on Linux), above those that browsers refuse to ask. */
const LOWEST_PORT = 11_000;
const HIGHEST_PORT = 32_000;

/**
 * A port of this machine that nobody listens on. Some time passes before its program does, or until it does again after a stop: nobody who
 * takes whatever port is free can be given this one meanwhile.
 */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
		if (await isFree(port)) return port;
	}
}

function isFree(port: number): Promise<boolean> {
	return new Promise((done) => {
		const probe = createServer();
		probe.once('error', () => done(false));
		probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
	});
}
