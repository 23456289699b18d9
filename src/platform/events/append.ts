import type { ClientSession } from 'mongoose';
import { insertRows } from '../mongo/insert-rows.ts';
import type { StoredEvent } from './event.ts';
import { EventModel } from './model.ts';

/** Adds to the log in the transaction that made the facts true (I4). */
export async function appendEvents(db: ClientSession, events: StoredEvent[]): Promise<void> {
	await insertRows(EventModel, events, db);
}
