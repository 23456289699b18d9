import mongoose from 'mongoose';
import { isAlive, signal, startMark, waitUntil } from './processes.ts';
import { readState, withdrawUri, writeState } from './state.ts';

const SHUTDOWN_MS = 8_000;

/**
 * Stops the server that runs on a data directory, also one whose program was killed: the `shutdown` command first, then by force.
 * Nothing of it is left when this returns. Does nothing when none runs.
 */
export async function stopServer(directory: string): Promise<void> {
	const state = readState(directory);
	withdrawUri(directory);
	if (state?.pid === undefined) return;
	const { pid, port, memberPort } = state;
	if (isAlive(pid) && startMark(pid) === state.started) {
		await askToShutDown(port);
		if (!(await waitUntil(() => !isAlive(pid), SHUTDOWN_MS))) {
			signal(-pid, 'SIGKILL');
			await waitUntil(() => !isAlive(pid), SHUTDOWN_MS);
		}
	}
	writeState(directory, { port, memberPort });
}

async function askToShutDown(port: number): Promise<void> {
	const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, { serverSelectionTimeoutMS: 2_000 });
	try {
		await client.db('admin').command({ shutdown: 1, force: true, timeoutSecs: 1 });
	} catch {
		// The server closes the connection instead of answering; one that does not hear is killed.
	} finally {
		await client.close();
	}
}
