import type { Scene } from '../../../conversation/scene/scene.ts';
import type { Holder } from '../booking/holder.ts';
import type { Booking, Client } from '../booking/model.ts';
import { MAX_PASSED, type SlotOffer, type Waiter, WaiterModel } from './model.ts';

/** Who lets so many offers run out without a word is not waiting any more: others would wait for them each time. */
const MOST_IGNORED = 3;

/** Who has waited longest of those who want this slot, have no other offer open and did not let it pass; null when there is nobody. */
export function nextWaiter(
	scene: Scene,
	{ branch, service, start }: Pick<Booking, 'branch' | 'service' | 'start'>,
): Promise<Waiter | null> {
	return WaiterModel.findOne({
		org: scene.org,
		branch,
		service,
		status: 'waiting',
		offer: { $exists: false },
		from: { $lte: start },
		to: { $gte: start },
		passed: { $ne: start },
	})
		.sort({ since: 1 })
		.session(scene.db)
		.lean();
}

/** The entry of a client in one list, for themselves (`whom` null) or for somebody else; or null. */
export function waiterOf(
	scene: Scene,
	{ branch, service }: Pick<Booking, 'branch' | 'service'>,
	client: Client,
	whom: Holder | null,
): Promise<Waiter | null> {
	return WaiterModel.findOne({
		org: scene.org,
		branch,
		service,
		'client.org': client.org,
		'client.contact': client.contact,
		holder: whom?.holder ?? null,
		status: 'waiting',
	})
		.session(scene.db)
		.lean();
}

/** Remembers that an offer waits for this person's answer. Two slots freed at once conflict here, and the second goes to the next one. */
export async function giveOffer(scene: Scene, waiter: Waiter, offer: string): Promise<void> {
	await WaiterModel.updateOne(
		{ _id: waiter._id, org: scene.org, status: 'waiting', offer: { $exists: false } },
		{ $set: { offer, updatedAt: scene.now } },
		{ session: scene.db },
	);
}

/** An offer ended without a yes: this slot is not offered to them again. Gives them when they still wait. */
export async function letPass(scene: Scene, offer: SlotOffer, why: 'declined' | 'ignored' | 'undelivered'): Promise<Waiter | null> {
	const ignored = why === 'ignored' ? 1 : 0;
	const waiter = await WaiterModel.findOneAndUpdate(
		{ _id: offer.waiter, org: scene.org, offer: offer._id },
		{
			$unset: { offer: 1 },
			$push: { passed: { $each: [offer.start], $slice: -MAX_PASSED } },
			$set: { updatedAt: scene.now },
			$inc: { ignored },
		},
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (waiter === null || waiter.status !== 'waiting') return null;
	if (waiter.ignored < MOST_IGNORED) return waiter;
	await endWaiting(scene, waiter._id, 'left');
	return null;
}

/** Takes somebody off the waiting list; who is off it already stays as they are. */
export async function endWaiting(scene: Scene, waiter: string, status: 'served' | 'left'): Promise<void> {
	await WaiterModel.updateOne(
		{ _id: waiter, org: scene.org, status: 'waiting' },
		{ $set: { status, updatedAt: scene.now }, $unset: { offer: 1 } },
		{ session: scene.db },
	);
}
