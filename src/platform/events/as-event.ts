import type { mongo } from 'mongoose';
import type { StoredEvent } from './event.ts';

/** A row of the log as a change stream gives it. */
export function asEvent(row: mongo.Document): StoredEvent {
	return {
		_id: row._id,
		org: row.org,
		type: row.type,
		at: row.at,
		subject: row.subject,
		data: row.data,
		actor: row.actor,
		correlationId: row.correlationId,
	};
}
