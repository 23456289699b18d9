import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { findMongod, type Mongod } from './find-mongod.ts';
import { initiateReplicaSet, moveReplicaSet } from './initiate.ts';
import { lockDirectory } from './lock.ts';
import { startMark } from './processes.ts';
import { publishUri, readState, writeState } from './state.ts';
import { stopServer } from './stop-server.ts';

export interface EmbeddedMongo {
	/** A replica set's URI; its database is `palabre`. */
	uri: string;
	/** Shuts the server down; its processes are gone and the directory is free when it returns. */
	stop(): Promise<void>;
}

/**
 * Starts a MongoDB server of our own: a single-node replica set with its data in `directory`, bound to 127.0.0.1.
 * It ends when the process `ownerPid` ends, however that ends. Throws AppError `conflict` when another program uses the directory,
 * `unavailable` when no server can be had on this machine or it does not start.
 */
export async function startEmbeddedMongo(options: { directory: string; log: Log; ownerPid?: number }): Promise<EmbeddedMongo> {
	const directory = resolve(options.directory);
	const ownerPid = options.ownerPid ?? process.pid;
	const unlock = lockDirectory(directory, ownerPid);
	try {
		await stopServer(directory);
		const mongod = await findMongod(options.log);
		const memberPort = readState(directory)?.memberPort;
		const port = await choosePort(memberPort);
		const began = performance.now();
		const server = { mongod, directory, port, memberPort, ownerPid };
		if (memberPort !== port && existsSync(join(directory, 'db', 'WiredTiger'))) {
			await whileRunning(launch(server, []), directory, (ended) => moveReplicaSet(port, ended));
			await stopServer(directory);
		}
		await whileRunning(launch(server, ['--replSet', 'rs0']), directory, (ended) => initiateReplicaSet(port, ended));
		writeState(directory, { ...readState(directory), port, memberPort: port });
		const uri = `mongodb://127.0.0.1:${port}/palabre?replicaSet=rs0`;
		publishUri(directory, uri);
		options.log.info('embedded MongoDB ready', { source: mongod.source, port, ms: Math.round(performance.now() - began) });
		return {
			uri,
			stop: async () => {
				await stopServer(directory);
				unlock();
			},
		};
	} catch (error) {
		await stopServer(directory);
		unlock();
		throw error;
	}
}

/**
 * The server runs under a shell that ends it when its owner is gone: even a kill -9 of the program leaves no server behind for long.
 * Both are one process group, apart from the terminal's, so that Ctrl-C reaches the program alone and the server is stopped last.
 */
const WATCHED = `"$@" & server=$!
{ while kill -0 "$OWNER" 2>/dev/null; do sleep 1; done; kill -TERM "$server"; } &
wait "$server"
kill -TERM 0`;

interface Server {
	mongod: Mongod;
	directory: string;
	port: number;
	memberPort: number | undefined;
	ownerPid: number;
}

function launch({ mongod, directory, port, memberPort, ownerPid }: Server, mode: string[]): ChildProcess {
	const dbpath = join(directory, 'db');
	mkdirSync(dbpath, { recursive: true });
	const output = openSync(join(directory, 'mongod.log'), 'w');
	const child = spawn('sh', ['-c', WATCHED, 'palabre-mongod', ...mongod.command, ...serverArguments(dbpath, port), ...mode], {
		detached: true,
		stdio: ['ignore', output, output],
		cwd: directory,
		env: { PATH: process.env.PATH, HOME: process.env.HOME, ...mongod.environment, OWNER: String(ownerPid) },
	});
	closeSync(output);
	child.unref();
	if (child.pid !== undefined) writeState(directory, { port, memberPort, pid: child.pid, started: startMark(child.pid) });
	return child;
}

/**
 * The transaction of a process that was killed stays open and locks its rows until the server ends it: after 60 s by default, twice as
 * long as a lane's lease. Ours take milliseconds.
 */
const TRANSACTION_SECONDS = 15;

/** Diagnostic data collection is off because its thread crashes the server under Wine; nobody reads it on a laptop anyway. */
function serverArguments(dbpath: string, port: number): string[] {
	return [
		...['--dbpath', dbpath, '--port', String(port), '--bind_ip', '127.0.0.1', '--quiet'],
		...['--wiredTigerCacheSizeGB', '0.5', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
		...['--setParameter', `transactionLifetimeLimitSeconds=${TRANSACTION_SECONDS}`],
	];
}

/** Runs `work` against a server that is starting; it is told when the server ends instead. */
async function whileRunning(child: ChildProcess, directory: string, work: (ended: AbortSignal) => Promise<void>): Promise<void> {
	const stopped = new AbortController();
	const onEnd = () => stopped.abort();
	child.once('exit', onEnd);
	child.once('error', onEnd);
	try {
		await work(stopped.signal);
	} catch (error) {
		throw new AppError('unavailable', `the embedded MongoDB did not start: ${lastWords(directory)}`, { cause: error });
	} finally {
		child.off('exit', onEnd);
		child.off('error', onEnd);
	}
}

/** What the server last complained of: its log is JSON lines. */
function lastWords(directory: string): string {
	const lines = readFileSync(join(directory, 'mongod.log'), 'utf8').trim().split('\n');
	const complaint = lines.findLast((line) => /"s":"[EF]"/.test(line)) ?? lines.at(-1) ?? '';
	return `${complaint.slice(0, 500)} (see ${join(directory, 'mongod.log')})`;
}

/** The port of the last start when it is free, since the replica set remembers it; else any. */
async function choosePort(last: number | undefined): Promise<number> {
	if (last !== undefined) {
		const kept = await bindPort(last).catch(() => undefined);
		if (kept !== undefined) return kept;
	}
	return bindPort(0);
}

function bindPort(port: number): Promise<number> {
	return new Promise((done, failed) => {
		const probe = createServer();
		probe.once('error', failed);
		probe.listen(port, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address !== null && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
		});
	});
}
