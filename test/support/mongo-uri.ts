import { join } from 'node:path';
import mongoose from 'mongoose';
import { lockOwner } from '../../src/platform/embedded-mongo/lock.ts';
import { waitUntil } from '../../src/platform/embedded-mongo/processes.ts';
import { startEmbeddedMongo } from '../../src/platform/embedded-mongo/start.ts';
import { findRunningUri } from '../../src/platform/embedded-mongo/state.ts';
import { AppError } from '../../src/platform/errors.ts';
import { createLog } from '../../src/platform/log.ts';
import { testRunDirectory, testRunPid } from './test-run.ts';

const START_MS = 240_000;

/**
 * The replica set the tests use: `MONGODB_URI` when it is set, else one embedded server for the whole run, started by the first test
 * that asks. It lives as long as Jest does. A given one is left as it is: let it be started with `ttlMonitorEnabled=false`.
 */
export async function testMongoUri(): Promise<string> {
	if (process.env.MONGODB_URI) return process.env.MONGODB_URI;
	const directory = join(testRunDirectory(), 'mongo');
	try {
		const { uri } = await startEmbeddedMongo({ directory, log: createLog('warn'), ownerPid: testRunPid() });
		await keepOldRows(uri);
		return uri;
	} catch (error) {
		if (!(error instanceof AppError && error.code === 'conflict')) throw error;
	}
	// Another worker of this run holds the lock: it has started the server, or is about to.
	await waitUntil(() => findRunningUri(directory) !== undefined || lockOwner(directory) === undefined, START_MS);
	return findRunningUri(directory) ?? testMongoUri();
}

/**
 * The server lets rows go by its own clock, the real one, and tests date theirs by clocks that they set: weeks later what a test has only
 * just written would be old. Nothing is let go in a run.
 */
async function keepOldRows(uri: string): Promise<void> {
	const client = new mongoose.mongo.MongoClient(uri);
	try {
		await client.db('admin').command({ setParameter: 1, ttlMonitorEnabled: false });
	} finally {
		await client.close();
	}
}
