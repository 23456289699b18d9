import type { InScene, Scene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { findOrganisation } from '../../organisations/index.ts';
import { APPOINTMENTS } from '../actors.ts';
import { bookable, slotsBetween } from '../slots/free-slots.ts';
import { type BookingPlace, bookingPlace } from '../slots/place.ts';
import { WaiterModel } from './model.ts';
import { offerSlot } from './offer-slot.ts';

/** Offers made in one go; the next look makes the next ones (I12). */
const MOST_OFFERED = 10;
/** Waiting lists looked at in one go. */
const MOST_LISTS = 500;

/** Offers the free slots of a time to those who wait for one. */
export async function serveWaiters(scene: Scene, place: BookingPlace, wish: { from: Date; to: Date }): Promise<void> {
	const slots = await slotsBetween(scene, place, wish.from, wish.to);
	for (const { start, free } of slots.filter((slot) => slot.free.length > 0).slice(0, MOST_OFFERED)) {
		for (let seat = 0; seat < Math.min(free.length, MOST_OFFERED); seat++) await offerSlot(scene, { ...place.resource, start });
	}
}

/**
 * Looks at every waiting list: a new day has come within reach, an import has brought more seats, or a slot was freed while its only
 * taker had another offer to answer.
 */
export async function serveAllWaiters(inScene: InScene, correlationId: string): Promise<void> {
	const lists: { _id: { org: string; branch: string; service: string } }[] = await WaiterModel.aggregate([
		{ $match: { status: 'waiting', offer: { $exists: false } } },
		{ $group: { _id: { org: '$org', branch: '$branch', service: '$service' } } },
		{ $limit: MOST_LISTS },
	]).option(ACROSS_ORGANISATIONS);
	for (const { _id: list } of lists) {
		const organisation = await findOrganisation(list.org);
		const place = organisation === null ? null : bookingPlace(organisation, list.branch, list.service);
		if (place === null) continue;
		await inScene({ org: list.org, actor: APPOINTMENTS, correlationId }, (scene) => serveWaiters(scene, place, bookable(place, scene.now)));
	}
}
