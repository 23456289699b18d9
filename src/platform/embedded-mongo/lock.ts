import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { AppError } from '../errors.ts';
import { isAlive, startMark } from './processes.ts';

const Owner = z.object({ pid: z.number().int().positive(), started: z.string() });
type Owner = z.output<typeof Owner>;

/**
 * Takes the data directory for the process `pid`: one program at a time. A lock whose process is gone (kill -9) is taken over.
 * Throws AppError `conflict` naming the living owner. Returns what frees the lock.
 */
export function lockDirectory(directory: string, pid: number): () => void {
	mkdirSync(directory, { recursive: true });
	const lock = join(directory, 'owner.json');
	const mine: Owner = { pid, started: startMark(pid) };
	const candidate = join(directory, `owner.${process.pid}.new`);
	writeFileSync(candidate, JSON.stringify(mine));
	try {
		if (!tryLink(candidate, lock)) {
			removeStale(directory, lock);
			if (!tryLink(candidate, lock)) throw inUse(directory, readOwner(lock)?.pid);
		}
	} finally {
		rmSync(candidate, { force: true });
	}
	return () => {
		if (readOwner(lock)?.pid === pid) rmSync(lock, { force: true });
	};
}

/** The living process that holds the directory, if any. */
export function lockOwner(directory: string): number | undefined {
	const owner = readOwner(join(directory, 'owner.json'));
	return owner !== undefined && isLiving(owner) ? owner.pid : undefined;
}

/** A hard link is made or not, whole: two processes cannot both succeed. */
function tryLink(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') return false;
		throw error;
	}
}

function removeStale(directory: string, lock: string): void {
	const found = readOwner(lock);
	if (found !== undefined && isLiving(found)) throw inUse(directory, found.pid);
	const aside = join(directory, `owner.${process.pid}.stale`);
	try {
		renameSync(lock, aside);
	} catch (error) {
		if (errorCode(error) === 'ENOENT') return;
		throw error;
	}
	// Another process may have recovered the lock between our look and our rename: then it is theirs, and goes back.
	const moved = readOwner(aside);
	if (moved !== undefined && isLiving(moved)) tryLink(aside, lock);
	rmSync(aside, { force: true });
}

function isLiving(owner: Owner): boolean {
	return isAlive(owner.pid) && startMark(owner.pid) === owner.started;
}

function readOwner(path: string): Owner | undefined {
	try {
		return Owner.parse(JSON.parse(readFileSync(path, 'utf8')));
	} catch {
		return undefined;
	}
}

function inUse(directory: string, pid: number | undefined): AppError {
	return new AppError(
		'conflict',
		`${directory} is in use by another Palabre (process ${pid ?? 'unknown'}): stop it first, or set another DATA_DIR`,
	);
}
