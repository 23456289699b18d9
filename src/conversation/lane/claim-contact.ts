import type { mongo, PipelineStage } from 'mongoose';
import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { ContactModel, type ContactRow } from '../contacts/model.ts';
import type { InboxItem } from '../input.ts';

/** Long enough for a turn with a slow language model, short enough that a crash is not noticed by the person; renewed while a turn runs. */
export const LANE_LEASE_MS = 30_000;

/**
 * Takes the contact for one turn and reads it, in one operation: the first turn of a drain takes a free lease, the later ones renew ours.
 * What the item tells of how the person can be reached (where and when they wrote, rule X3) is written at the same time: at the turn and
 * not on arrival, so that a redelivery changes nothing.
 * Null: the lease is another's.
 */
export async function claimContact(item: InboxItem, options: { owner: string; now: Date; holds: boolean }): Promise<ContactRow | null> {
	return (await claim({ item, ...options })).row;
}

interface Asked {
	item: InboxItem;
	owner: string;
	now: Date;
	holds: boolean;
}

const contactRows = rowsOf(ContactModel);
/** From so many on, two commands for all are less than one for each. */
const TOGETHER = 3;

/** Turns that begin at the same moment take their contacts together; whether a lease was taken is told by the owner and the end in the row. */
const claim = coalesce(async (asked: readonly Asked[]): Promise<{ row: ContactRow | null }[]> => {
	const contacts = contactRows();
	if (asked.length < TOGETHER) {
		const one = async (claimed: Asked) => {
			const { filter, update } = claimOf(claimed);
			return { row: await contacts.findOneAndUpdate(filter, update, { returnDocument: 'after' }) };
		};
		return Promise.all(asked.map(one));
	}
	await contacts.bulkWrite(
		asked.map((claimed) => ({ updateOne: claimOf(claimed) })),
		{ ordered: false },
	);
	const ids = asked.map(({ item }) => item.contact);
	const rows = await contacts.find({ _id: { $in: ids } }).toArray();
	return asked.map(({ item, owner, now }) => {
		const row = rows.find(({ _id, org }) => _id === item.contact && org === item.org);
		const ours = row?.lease.owner === owner && row.lease.until.getTime() === now.getTime() + LANE_LEASE_MS;
		return { row: ours ? row : null };
	});
});

function claimOf({ item, owner, now, holds }: Asked): { filter: mongo.Filter<ContactRow>; update: PipelineStage.Set[] } {
	const free = holds ? { 'lease.owner': owner } : { 'lease.until': { $lte: now } };
	const past = { owner: '$lease.owner', until: '$lease.until', heardAt: heardAt(item) };
	const lease = { owner, until: new Date(now.getTime() + LANE_LEASE_MS) };
	const changes: PipelineStage.Set = { $set: { lease, lanePast: past, ...(item.route === undefined ? {} : { reach: reachAfter(item) }) } };
	return { filter: { _id: item.contact, org: item.org, ...free }, update: [changes] };
}

/** When the person last wrote on the item's channel, before this item. */
function heardAt(item: InboxItem): object | null {
	if (item.route === undefined) return null;
	return { $ifNull: [{ $max: { $map: { input: onChannel(item, '$eq'), in: '$$this.lastInboundAt' } } }, null] };
}

/** The item's channel comes first: who writes here can be reached here again. Only STOP and START change `optedOutAt`. */
function reachAfter(item: InboxItem): object {
	const { route, receivedAt } = item;
	if (route === undefined) return { $literal: [] };
	// Who was erased meanwhile is not to be reached by what came at the same time.
	const erased = { $ifNull: ['$erasedAt', false] };
	const known = { $first: onChannel(item, '$eq') };
	const current = {
		$mergeObjects: [
			{ $literal: { channel: route.channel, carrier: route.carrier, sender: route.sender, address: route.address } },
			{ lastInboundAt: { $max: [{ $getField: { field: 'lastInboundAt', input: known } }, receivedAt] } },
			{
				$cond: [
					{ $ifNull: [{ $getField: { field: 'optedOutAt', input: known } }, false] },
					{ optedOutAt: { $getField: { field: 'optedOutAt', input: known } } },
					{},
				],
			},
		],
	};
	return { $cond: [erased, [], { $concatArrays: [[current], onChannel(item, '$ne')] }] };
}

function onChannel(item: InboxItem, comparison: '$eq' | '$ne'): object {
	return { $filter: { input: '$reach', cond: { [comparison]: ['$$this.channel', item.route?.channel ?? ''] } } };
}
