import { coalesce } from '../../platform/coalesce.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { OutboxLaneModel } from './model.ts';
import type { PairPace } from './pace.ts';

/** Longer than the longest send; renewed before each message. */
export const OUTBOX_LEASE_MS = 60_000;

/** Takes the right to send to one contact. Null: another process has it. */
export async function claimOutboxLane(org: string, contact: string, owner: string, now: Date): Promise<{ pace: PairPace | null } | null> {
	const lease = { owner, until: new Date(now.getTime() + OUTBOX_LEASE_MS) };
	try {
		const before = await rowsOf(OutboxLaneModel).findOneAndUpdate(
			{ _id: contact, org, 'lease.until': { $lte: now } },
			{ $set: { lease, at: now } },
			{ upsert: true, returnDocument: 'before' },
		);
		return { pace: before?.tokens === undefined ? null : { tokens: before.tokens, at: before.at } };
	} catch (error) {
		// The row is there but not free: the upsert met its id.
		if (isDuplicate(error)) return null;
		throw error;
	}
}

/** False: the lease ended and another process sends now. */
export async function renewOutboxLane(org: string, contact: string, owner: string, now: Date): Promise<boolean> {
	const until = new Date(now.getTime() + OUTBOX_LEASE_MS);
	return (
		(await OutboxLaneModel.updateOne({ _id: contact, org, 'lease.owner': owner }, { $set: { 'lease.until': until } })).matchedCount === 1
	);
}

/** Gives the right back, by token only. Those who are done at the same time are one command. */
export async function releaseOutboxLane(org: string, contact: string, owner: string, pace: PairPace | null): Promise<void> {
	await release({ org, contact, owner, pace });
}

interface Released {
	org: string;
	contact: string;
	owner: string;
	pace: PairPace | null;
}

const release = coalesce(async (released: readonly Released[]): Promise<true[]> => {
	const free = ({ org, contact, owner, pace }: Released) => ({
		updateOne: { filter: { _id: contact, org, 'lease.owner': owner }, update: { $set: { lease: FREE_LEASE, ...(pace ?? {}) } } },
	});
	await rowsOf(OutboxLaneModel).bulkWrite(released.map(free), { ordered: false });
	return released.map(() => true);
});
