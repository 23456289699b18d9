import { coalesce } from '../../platform/coalesce.ts';
import { duplicatesOf } from '../../platform/mongo/duplicates-of.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { OutboxLaneModel } from './model.ts';
import type { PairPace } from './pace.ts';

/** Longer than the longest send; renewed before each message. */
export const OUTBOX_LEASE_MS = 60_000;

interface Asked {
	org: string;
	contact: string;
	owner: string;
	now: Date;
}

const laneRows = rowsOf(OutboxLaneModel);
/** From so many on, two commands for all are less than one for each. */
const TOGETHER = 3;

const claim = coalesce(async (asked: readonly Asked[]): Promise<({ pace: PairPace | null } | 'held')[]> => {
	if (asked.length < TOGETHER) return Promise.all(asked.map(claimOne));
	try {
		await laneRows().bulkWrite(
			asked.map((one) => ({ updateOne: { ...claimOf(one), upsert: true } })),
			{ ordered: false },
		);
	} catch (error) {
		// Some rows are there but not free; the others were taken all the same.
		if (duplicatesOf(error) === null) throw error;
	}
	const ids = asked.map(({ contact }) => contact);
	const rows = await laneRows()
		.find({ _id: { $in: ids } })
		.toArray();
	return asked.map(({ contact, owner, now }) => {
		const row = rows.find(({ _id }) => _id === contact);
		const ours = row?.lease.owner === owner && row.lease.until.getTime() === now.getTime() + OUTBOX_LEASE_MS;
		return ours ? { pace: paceOf(row) } : 'held';
	});
});

/** Takes the right to send to one contact. Null: another process has it. Those who ask at the same time share two commands. */
export async function claimOutboxLane(org: string, contact: string, owner: string, now: Date): Promise<{ pace: PairPace | null } | null> {
	const claimed = await claim({ org, contact, owner, now });
	return claimed === 'held' ? null : claimed;
}

async function claimOne(asked: Asked): Promise<{ pace: PairPace | null } | 'held'> {
	const { filter, update } = claimOf(asked);
	try {
		const row = await laneRows().findOneAndUpdate(filter, update, { upsert: true, returnDocument: 'after' });
		return { pace: row === null ? null : paceOf(row) };
	} catch (error) {
		// The row is there but not free: the upsert met its id.
		if (isDuplicate(error)) return 'held';
		throw error;
	}
}

/** `at` is when the pace was counted, so a claim leaves it alone. */
function claimOf({ org, contact, owner, now }: Asked) {
	const lease = { owner, until: new Date(now.getTime() + OUTBOX_LEASE_MS) };
	return { filter: { _id: contact, org, 'lease.until': { $lte: now } }, update: { $set: { lease }, $setOnInsert: { at: now } } };
}

function paceOf({ tokens, at }: Partial<PairPace>): PairPace | null {
	return tokens === undefined || at === undefined ? null : { tokens, at };
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
	await laneRows().bulkWrite(released.map(free), { ordered: false });
	return released.map(() => true);
});
