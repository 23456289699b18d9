import type { ClientSession, Collection, Model } from 'mongoose';
import { noteInserts } from './own-inserts.ts';

/**
 * Inserts rows that the program made itself, in one operation and without mongoose's casting: their types are checked by the compiler.
 * Optional fields that are undefined are left out.
 */
export async function insertRows<T extends { _id: string }>(model: Model<T>, rows: readonly T[], db?: ClientSession): Promise<void> {
	await insertInto(model.collection, rows, db);
}

/** The same where the rows' type is known no more. */
export async function insertInto(collection: Collection, rows: readonly { _id: string }[], db?: ClientSession): Promise<void> {
	if (rows.length === 0) return;
	noteInserts(collection.name, rows);
	const documents = rows.map((row) => Object.fromEntries(Object.entries(row)));
	await collection.insertMany(documents, { session: db, ignoreUndefined: true });
}
