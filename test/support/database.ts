import { afterAll, beforeAll } from '@jest/globals';
import mongoose from 'mongoose';
import { connectMongo } from '../../src/platform/mongo/connect.ts';
import { prepareDatabase } from '../../src/platform/mongo/prepare-database.ts';
import { databaseUri, uniqueDatabaseName } from './database-uri.ts';
import { testMongoUri } from './mongo-uri.ts';

export { databaseUri, uniqueDatabaseName } from './database-uri.ts';

const START_MS = 300_000;

/**
 * Gives the tests of a file a real, empty database on mongoose's default connection, with the collections and indexes of every model
 * imported so far, and drops it at the end. Call it at the top of the file or of a `describe`.
 */
export function useDatabase(): void {
	beforeAll(async () => {
		await connectMongo(databaseUri(await testMongoUri(), uniqueDatabaseName()));
		await prepareDatabase();
	}, START_MS);

	afterAll(async () => {
		await mongoose.connection.dropDatabase();
		await mongoose.disconnect();
	});
}

/** Empties every collection, keeping indexes: for files whose tests must not see each other's rows. */
export async function clearDatabase(): Promise<void> {
	const collections = await mongoose.connection.db?.collections();
	await Promise.all((collections ?? []).map((collection) => collection.deleteMany({})));
}
