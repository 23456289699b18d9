import { ContactModel } from '../contacts/model.ts';
import { LANE_LEASE_MS } from './claim-contact.ts';

/** What a contact's row holds when its lane is free. The time tells the next lane that rows read before it may be done by now. */
export function freeLane(now: Date): { owner: null; until: Date } {
	return { owner: null, until: now };
}

/** Keeps the lease during a long turn. False: it is lost, and the turn's own write will fail. */
export async function renewLane(org: string, contact: string, owner: string, now: Date): Promise<boolean> {
	const until = new Date(now.getTime() + LANE_LEASE_MS);
	const { matchedCount } = await ContactModel.updateOne({ _id: contact, org, 'lease.owner': owner }, { $set: { 'lease.until': until } });
	return matchedCount === 1;
}

/** Gives the lane back, by token only: never another's lease. */
export async function releaseLane(org: string, contact: string, owner: string, now: Date): Promise<void> {
	await ContactModel.updateOne({ _id: contact, org, 'lease.owner': owner }, { $set: { lease: freeLane(now) } });
}
