import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';

/** Read at once of one contact's messages; one who has more is looked at again right after. */
export const BATCH = 20;
/** Contacts looked at by one query. */
const MOST_CONTACTS = 32;
const outboxRows = rowsOf(OutboxModel);

interface Asked {
	org: string;
	contact: string;
	now: Date;
}

/** Due messages to a contact and those that hold back others (one that a dead sender had in hand is such), in order. Contacts that are asked for at the same time are one query. */
export const findWaiting: (asked: Asked) => Promise<OutboxMessage[]> = coalesce(findAll, { most: MOST_CONTACTS });

async function findAll(asked: readonly Asked[]): Promise<OutboxMessage[][]> {
	const orgs = [...new Set(asked.map(({ org }) => org))];
	const contacts = asked.map(({ contact }) => contact);
	const now = new Date(Math.max(...asked.map((one) => one.now.getTime())));
	const limit = BATCH * asked.length;
	const rows = await outboxRows()
		.find({ org: { $in: orgs }, contact: { $in: contacts }, open: true, ...dueAt(now) })
		.sort({ _id: 1 })
		.limit(limit)
		.toArray();
	// One with many messages may have used up the others' places: each is asked for itself.
	if (rows.length === limit && asked.length > 1) return Promise.all(asked.map((one) => findOne(one)));
	return asked.map(({ org, contact }) => rows.filter((row) => row.org === org && row.contact === contact).slice(0, BATCH));
}

async function findOne({ org, contact, now }: Asked): Promise<OutboxMessage[]> {
	return outboxRows()
		.find({ org, contact, open: true, ...dueAt(now) })
		.sort({ _id: 1 })
		.limit(BATCH)
		.toArray();
}

function dueAt(now: Date) {
	return { $or: [{ notBefore: { $lte: now } }, { heldSince: { $type: 'date' as const } }, { status: 'sending' as const }] };
}
