import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lockOwner } from './lock.ts';

/** What is known of the server that runs, or last ran, on a data directory. */
const ServerState = z.object({
	/** Where it listens, or last listened. */
	port: z.number().int(),
	/** The port in the replica set's stored configuration: the set only works on this one. */
	memberPort: z.number().int().optional(),
	/** The process group of the server while it runs. */
	pid: z.number().int().optional(),
	started: z.string().optional(),
});
export type ServerState = z.output<typeof ServerState>;

/** What the last start wrote; undefined when there was none, or it cannot be read. */
export function readState(directory: string): ServerState | undefined {
	try {
		return ServerState.parse(JSON.parse(readFileSync(join(directory, 'server.json'), 'utf8')));
	} catch {
		return undefined;
	}
}

/** Remembers how the server runs, for the next start. */
export function writeState(directory: string, state: ServerState): void {
	writeFileSync(join(directory, 'server.json'), JSON.stringify(state));
}

/** Says to other commands on this machine where the server answers. */
export function publishUri(directory: string, uri: string): void {
	writeFileSync(join(directory, 'uri'), uri);
}

/** The server stops: nobody is to find it any more. */
export function withdrawUri(directory: string): void {
	rmSync(join(directory, 'uri'), { force: true });
}

/** The address of the server that another process runs on this directory; undefined when none does. */
export function findRunningUri(directory: string): string | undefined {
	if (lockOwner(directory) === undefined) return undefined;
	try {
		return readFileSync(join(directory, 'uri'), 'utf8');
	} catch {
		return undefined;
	}
}
