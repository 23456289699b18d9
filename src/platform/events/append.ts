import type { ClientSession } from 'mongoose';
import { insertRows } from '../mongo/insert-rows.ts';
import { insertTogether } from '../mongo/insert-together.ts';
import type { StoredEvent } from './event.ts';
import { EventModel } from './model.ts';

/** Adds to the log in the transaction that made the facts true (I4). */
export async function appendEvents(db: ClientSession, events: StoredEvent[]): Promise<void> {
	await insertRows(EventModel, events, db);
}

/**
 * Adds a fact that is true whatever becomes of our own rows, outside any transaction. Its id is made from the fact, so that telling it twice
 * is telling it once (false).
 */
export const appendFact: (event: StoredEvent) => Promise<boolean> = insertTogether(EventModel);
