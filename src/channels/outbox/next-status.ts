import type { DeliveryStatus, StatusUpdate } from '../message.ts';
import type { OutboxMessage } from './model.ts';

/**
 * Nobody waits for our answer to a status callback: held back so long, several are one command. Measured at half load, where little else can
 * be shared, three callbacks a message were three commands of twenty.
 */
export const NEWS_WAIT_MS = 100;

/** How far a message is; it only moves up. A message given up may still turn out to be delivered, nothing less. */
const RANK: Record<DeliveryStatus, number> = {
	queued: 0,
	sending: 1,
	unknown: 1,
	sent: 2,
	failed: 3,
	expired: 3,
	suppressed: 3,
	delivered: 4,
	read: 5,
};

/** The statuses from which a message moves on to this one. */
export function statusesBefore(status: DeliveryStatus): DeliveryStatus[] {
	return STATUSES.filter((one) => RANK[one] < RANK[status]);
}

const STATUSES: readonly DeliveryStatus[] = [
	'queued',
	'sending',
	'unknown',
	'sent',
	'failed',
	'expired',
	'suppressed',
	'delivered',
	'read',
];

/** What an update makes of a row. */
export type NextStatus = { kind: 'ignore' } | { kind: 'advance'; status: 'sent' | 'delivered' | 'read' } | { kind: 'fail'; code: string };

/**
 * Reads a status update against the row (twilio-whatsapp §5): updates come late, twice, out of order, before the send call returned, and
 * from earlier attempts of the same row. Pure.
 */
export function nextStatus(row: OutboxMessage, update: StatusUpdate): NextStatus {
	const isCurrent = row.providerId === undefined ? !row.pastProviderIds.includes(update.providerId) : row.providerId === update.providerId;
	if (update.status === 'failed') {
		const inFlight = row.status === 'sending' || row.status === 'unknown' || row.status === 'sent';
		return isCurrent && inFlight ? { kind: 'fail', code: update.errorCode ?? 'undelivered' } : { kind: 'ignore' };
	}
	const status = update.status === 'delivered' || update.status === 'read' ? update.status : 'sent';
	// Whatever attempt arrived, it arrived; but that an earlier one was sent says nothing.
	if (!isCurrent && status === 'sent') return { kind: 'ignore' };
	return RANK[status] > RANK[row.status] ? { kind: 'advance', status } : { kind: 'ignore' };
}
