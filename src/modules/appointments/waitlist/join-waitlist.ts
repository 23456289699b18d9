import type { Scene } from '../../../conversation/scene/scene.ts';
import { insertRows } from '../../../platform/mongo/insert-rows.ts';
import type { Holder } from '../booking/holder.ts';
import type { Client } from '../booking/model.ts';
import type { BookingPlace } from '../slots/place.ts';
import { handOn } from './end-offer.ts';
import { type Waiter, WaiterModel } from './model.ts';
import { serveWaiters } from './serve-waiters.ts';
import { slotOffers } from './slot-offers.ts';
import { endWaiting, waiterOf } from './waiters.ts';

/**
 * Puts a person on the waiting list of a service, for the slots that begin from `from` to `to`. Saying it again changes the wish and keeps
 * the place. A slot that is free by now is offered at once.
 */
export async function joinWaitlist(
	scene: Scene,
	place: BookingPlace,
	{ client, whom, from, to }: { client: Client; whom: Holder | null; from: Date; to: Date },
): Promise<'waiting' | 'changed'> {
	const known = await waiterOf(scene, place.resource, client, whom);
	if (known === null) {
		const waiter: Waiter = {
			_id: scene.newId(),
			org: scene.org,
			...place.resource,
			client,
			...whom,
			from,
			to,
			since: scene.now,
			status: 'waiting',
			passed: [],
			ignored: 0,
			updatedAt: scene.now,
		};
		await insertRows(WaiterModel, [waiter], scene.db);
		scene.emit({ type: 'waiter.joined', subject: { kind: 'waiter', id: waiter._id }, data: { branch: place.branch.id } });
	} else
		await WaiterModel.updateOne({ _id: known._id, org: scene.org }, { $set: { from, to, updatedAt: scene.now } }, { session: scene.db });
	await serveWaiters(scene, place, { from, to });
	return known === null ? 'waiting' : 'changed';
}

/** Takes a person off a waiting list; what was offered to them goes to the next. False: they were not on it. */
export async function leaveWaitlist(scene: Scene, place: BookingPlace, client: Client, whom: Holder | null): Promise<boolean> {
	const waiter = await waiterOf(scene, place.resource, client, whom);
	if (waiter === null) return false;
	const offer = waiter.offer === undefined ? null : await slotOffers.find(scene, waiter.offer);
	await endWaiting(scene, waiter._id, 'left');
	if (offer !== null && (await slotOffers.withdraw(scene, offer, 'left'))) await handOn(scene, offer, 'declined');
	scene.emit({ type: 'waiter.left', subject: { kind: 'waiter', id: waiter._id }, data: { branch: place.branch.id } });
	return true;
}
