import { appendEvents } from '../../platform/events/append.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import type { Accepted, DeliveryStatus } from '../message.ts';
import type { StatusDeps } from './deps.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';
import { updateRow } from './update-rows.ts';

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
 * Changes a row if it is still as expected, and writes its history. News of a message that is about something (an offer) goes to the
 * event log in the same transaction: `message.sent`, `message.delivered`, `message.read`, `message.failed`; an offer's time runs from its
 * delivery (rule R6). False: it had changed.
 */
export async function settleRow(
	deps: Pick<StatusDeps, 'clock' | 'newId'>,
	row: OutboxMessage,
	expected: Expected,
	change: Change,
): Promise<boolean> {
	const { now, status, line, filter, update } = writeOf(deps, row, expected, change);
	const type = newsOf(row, status);
	if (type === undefined) return (await OutboxModel.updateOne(filter, update)).matchedCount === 1;
	return inTransaction(async (db) => {
		const { matchedCount } = await OutboxModel.updateOne(filter, update, { session: db });
		if (matchedCount === 0) return false;
		const data = { about: row.subject, contact: row.contact, status, ...(line.code === undefined ? {} : { code: line.code }) };
		const actor = { kind: 'system', id: 'system', source: change.set.route?.carrier ?? row.route?.carrier ?? 'outbox' };
		const subject = { kind: 'message', id: row._id };
		await appendEvents(db, [{ _id: deps.newId(), org: row.org, type, at: now, subject, data, actor, correlationId: row.correlationId }]);
		return true;
	});
}

/**
 * The same in one command with others that come at the same time, where nothing but the row changes. False: perhaps it had changed; whoever
 * must know reads it again.
 */
export async function settleSoon(
	deps: Pick<StatusDeps, 'clock' | 'newId'>,
	row: OutboxMessage,
	expected: Expected,
	change: Change,
): Promise<boolean> {
	const { status, filter, update } = writeOf(deps, row, expected, change);
	return newsOf(row, status) === undefined ? updateRow({ filter, update }) : settleRow(deps, row, expected, change);
}

function writeOf(deps: Pick<StatusDeps, 'clock'>, row: OutboxMessage, expected: Expected, change: Change) {
	const now = deps.clock.now();
	const status = change.set.status ?? row.status;
	const line = { status, at: now, ...(change.set.errorCode === undefined ? {} : { code: change.set.errorCode }) };
	const update = {
		$set: change.set,
		$push: {
			history: { $each: [line], $slice: -MOST_HISTORY },
			...(change.pastProviderId === undefined ? {} : { pastProviderIds: { $each: [change.pastProviderId], $slice: -MOST_PAST_IDS } }),
		},
		...(change.unset === undefined || change.unset.length === 0
			? {}
			: { $unset: Object.fromEntries(change.unset.map((field) => [field, true as const])) }),
	};
	return { now, status, line, filter: { _id: row._id, org: row.org, ...expected }, update };
}

/** The event that a change of a message about something is; undefined: none. */
function newsOf(row: OutboxMessage, status: DeliveryStatus): string | undefined {
	return row.subject === '' || status === row.status ? undefined : NEWS[status];
}

const NEWS: Partial<Record<DeliveryStatus, string>> = {
	sent: 'message.sent',
	delivered: 'message.delivered',
	read: 'message.read',
	failed: 'message.failed',
	expired: 'message.failed',
	suppressed: 'message.failed',
};

/** The carrier took it: `sent` until a callback says more. */
export function accepted({ providerId, status }: Accepted): Change {
	return {
		set: { status: status === 'delivered' ? 'delivered' : 'sent', providerId, open: false, parked: false },
		unset: ['heldSince', 'errorCode'],
	};
}
