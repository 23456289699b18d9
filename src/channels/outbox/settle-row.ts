import { appendEvents, appendFact } from '../../platform/events/append.ts';
import type { StoredEvent } from '../../platform/events/event.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import type { Accepted, DeliveryStatus } from '../message.ts';
import { awaitNews } from './await-news.ts';
import type { StatusDeps } from './deps.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';
import { rowUpdates } from './update-rows.ts';

/** The rows that are still what they were when they were read. */
export type Expected = Partial<Pick<OutboxMessage, 'attempts' | 'providerId'>> & { status: DeliveryStatus | { $in: DeliveryStatus[] } };

export interface Change {
	set: Partial<OutboxMessage>;
	unset?: readonly ('heldSince' | 'errorCode' | 'providerId')[];
	pastProviderId?: string;
}

/** A line more than a message can need; the last ones tell. */
const MOST_HISTORY = 20;
const MOST_PAST_IDS = 10;

/**
 * Changes a row if it is still as expected, and writes its history. News of a message that somebody follows (an offer's time runs from its
 * delivery, rule R6) go to the event log in the same transaction: `message.delivered`, `message.read`, `message.failed`.
 * False: it had changed.
 */
export async function settleRow(deps: Pick<StatusDeps, 'clock'>, row: OutboxMessage, expected: Expected, change: Change): Promise<boolean> {
	const write = writeOf(deps, row, expected, change);
	const news = newsOf(row, write);
	if (news === null) return (await OutboxModel.updateOne(write.filter, write.update)).matchedCount === 1;
	return inTransaction(async (db) => {
		const { matchedCount } = await OutboxModel.updateOne(write.filter, write.update, { session: db });
		if (matchedCount === 0) return false;
		await appendEvents(db, [news]);
		return true;
	});
}

const settle = rowUpdates();

/**
 * The same for what the carrier has said of a message, in one command with others that come at the same time: the news are true whatever
 * becomes of the row, so they go first and need no transaction. False: perhaps it had changed; whoever must know reads it again.
 */
export async function settleSoon(
	deps: Pick<StatusDeps, 'clock'>,
	row: OutboxMessage,
	expected: Expected,
	change: Change,
): Promise<boolean> {
	const write = writeOf(deps, row, expected, change);
	const news = newsOf(row, write);
	if (news !== null) await appendFact(news);
	return settle(write);
}

function writeOf(deps: Pick<StatusDeps, 'clock'>, row: OutboxMessage, expected: Expected, change: Change) {
	const now = deps.clock.now();
	const status = change.set.status ?? row.status;
	const { errorCode: code, route } = change.set;
	const filter = { _id: row._id, org: row.org, ...expected };
	return { now, status, code, carrier: route?.carrier, filter, update: updateOf(now, { ...change, set: { ...change.set, status } }) };
}

/** The change as the database takes it, with its line of history. */
export function updateOf(now: Date, { set, unset = [], pastProviderId }: Change & { set: { status: DeliveryStatus } }) {
	const line = { status: set.status, at: now, ...(set.errorCode === undefined ? {} : { code: set.errorCode }) };
	return {
		$set: set,
		$push: {
			history: { $each: [line], $slice: -MOST_HISTORY },
			...(pastProviderId === undefined ? {} : { pastProviderIds: { $each: [pastProviderId], $slice: -MOST_PAST_IDS } }),
		},
		...(unset.length === 0 ? {} : { $unset: Object.fromEntries(unset.map((field) => [field, true as const])) }),
	};
}

/** The event that a change of a message is; null: none. A message is delivered, read or failed once, and so is its event. */
function newsOf(row: OutboxMessage, { now, status, code, carrier }: ReturnType<typeof writeOf>): StoredEvent | null {
	const type = NEWS[status];
	// Rows of before the field was there: followed when they are about something.
	const followed = row.followed ?? row.subject !== '';
	if (!followed || status === row.status || type === undefined) return null;
	return {
		_id: `${row._id}:${type}`,
		org: row.org,
		type,
		at: now,
		subject: { kind: 'message', id: row._id },
		data: { about: row.subject, contact: row.contact, status, ...(code === undefined ? {} : { code }) },
		actor: { kind: 'system', id: 'system', source: carrier ?? row.route?.carrier ?? 'outbox' },
		correlationId: row.correlationId,
	};
}

/** That it was sent says nothing that its acceptance by the carrier did not say. */
const NEWS: Partial<Record<DeliveryStatus, string>> = {
	delivered: 'message.delivered',
	read: 'message.read',
	failed: 'message.failed',
	expired: 'message.failed',
	suppressed: 'message.failed',
};

/** The carrier took it: `sent` until a callback says more, or its silence is long. */
export function accepted({ providerId, status }: Accepted, now: Date): Change {
	return {
		set: { status: status === 'delivered' ? 'delivered' : 'sent', providerId, open: false, parked: false, ...awaitNews(now) },
		unset: ['heldSince', 'errorCode'],
	};
}
