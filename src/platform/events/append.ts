import type { ClientSession } from 'mongoose';
import { coalesce } from '../coalesce.ts';
import { duplicatesOf } from '../mongo/duplicates-of.ts';
import { insertRows } from '../mongo/insert-rows.ts';
import type { StoredEvent } from './event.ts';
import { EventModel } from './model.ts';

/** Adds to the log in the transaction that made the facts true (I4). */
export async function appendEvents(db: ClientSession, events: StoredEvent[]): Promise<void> {
	await insertRows(EventModel, events, db);
}

/**
 * Adds a fact that is true whatever becomes of our own rows, outside any transaction. Its id is made from the fact, so that telling it twice
 * is telling it once. Those that come at the same time are one command.
 */
export async function appendFact(event: StoredEvent): Promise<void> {
	await append(event);
}

const append = coalesce(async (events: readonly StoredEvent[]): Promise<true[]> => {
	const rows = events.map((event) => Object.fromEntries(Object.entries(event)));
	try {
		await EventModel.collection.insertMany(rows, { ordered: false, ignoreUndefined: true });
	} catch (error) {
		if (duplicatesOf(error) === null) throw error;
	}
	return events.map(() => true);
});
