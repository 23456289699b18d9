import { join } from 'node:path';
import type { Config } from './config.ts';
import { lockOwner } from './platform/embedded-mongo/lock.ts';
import { waitUntil } from './platform/embedded-mongo/processes.ts';
import { startEmbeddedMongo } from './platform/embedded-mongo/start.ts';
import { findRunningUri } from './platform/embedded-mongo/state.ts';
import { log } from './platform/log.ts';
import { connectMongo, disconnectMongo } from './platform/mongo/connect.ts';
import { prepareDatabase } from './platform/mongo/prepare-database.ts';
import type { StopStack } from './platform/stop-stack.ts';

const DATABASE = 'palabre';
/** Another process that holds the directory may be fetching its server for the first time. */
const STARTING_MS = 120_000;

/**
 * Opens the database and makes its collections and indexes: `MONGODB_URI`, or the embedded server. `mayShare` says what happens when
 * another process already runs that server: commands and separate roles use it too, a second `npm start` is refused (AppError `conflict`).
 */
export async function openDatabase(config: Config, stops: StopStack, options: { mayShare: boolean }): Promise<void> {
	await connectMongo(await findUri(config, stops, options.mayShare));
	stops.add('database connection', disconnectMongo);
	await prepareDatabase();
}

async function findUri(config: Config, stops: StopStack, mayShare: boolean): Promise<string> {
	if (config.mongodbUri !== undefined) return named(config.mongodbUri);
	const directory = join(config.dataDir, 'mongo');
	if (mayShare && lockOwner(directory) !== undefined) {
		await waitUntil(() => findRunningUri(directory) !== undefined || lockOwner(directory) === undefined, STARTING_MS);
		const running = findRunningUri(directory);
		if (running !== undefined) return running;
	}
	const server = await startEmbeddedMongo({ directory, log });
	stops.add('embedded MongoDB', () => server.stop());
	return server.uri;
}

/** A URI that names no database means ours, not the driver's `test`. */
function named(uri: string): string {
	return uri.replace(/^([^:]+:\/\/[^/?]+)\/?(?=\?|$)/, `$1/${DATABASE}`);
}
