import type { Scene } from '../../../conversation/scene/scene.ts';
import { insertRows } from '../../../platform/mongo/insert-rows.ts';
import { afterQuiet } from '../../../platform/quiet-hours.ts';
import { newOffer } from '../../offers/index.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { APPOINTMENTS } from '../actors.ts';
import { holderIn } from '../booking/holder.ts';
import type { Booking } from '../booking/model.ts';
import { takeSeat } from '../booking/take-seat.ts';
import { tellClient } from '../booking/tell-client.ts';
import { KINDS, slotTimers } from '../booking/timer-keys.ts';
import { bookable } from '../slots/free-slots.ts';
import { bookingPlace } from '../slots/place.ts';
import { type SlotOffer, SlotOfferModel } from './model.ts';
import { slotOffers } from './slot-offers.ts';
import { giveOffer, nextWaiter } from './waiters.ts';

/** Nobody can answer in less. */
const LEAST_SECONDS = 120;

/**
 * A seat of a slot may be free: it is offered to the one who has waited longest for it, alone and for a while, and kept for them meanwhile
 * (rule Q16). Nothing happens when nobody wants it, when it is too near, or when it is full again. At night it waits for the morning and
 * is looked at again then (rule X5); until then anybody may book it.
 */
export async function offerSlot(scene: Scene, freed: Pick<Booking, 'branch' | 'service' | 'start'>): Promise<void> {
	const { branch, service, start } = freed;
	const organisation = await getOrganisation(scene.org);
	const { settings, timezone } = organisation;
	const place = bookingPlace(organisation, branch, service);
	if (place === null) return;
	const seconds = Math.min(
		settings.appointment_waitlist_offer_minutes * 60,
		Math.floor((start.getTime() - bookable(place, scene.now).from.getTime()) / 1000),
	);
	if (seconds < LEAST_SECONDS) return;
	const waiter = await nextWaiter(scene, freed);
	if (waiter === null) return;
	const morning = afterQuiet(settings.quiet_hours, scene.now, timezone);
	if (morning > scene.now) {
		const data = { branch, service, start };
		scene.setTimer({ key: `${slotTimers(branch, service, start)}offer`, kind: KINDS.offerSlot, fireAt: morning, data });
		return;
	}
	const seated = await takeSeat(scene, place, {
		start,
		status: 'offered',
		client: waiter.client,
		...holderIn(waiter),
		bookedBy: 'waitlist',
		by: APPOINTMENTS,
		cause: 'offered_to_waiter',
	});
	if (seated.outcome !== 'seated') return;
	const { booking } = seated;
	const offer: SlotOffer = {
		_id: scene.newId(),
		org: scene.org,
		waiter: waiter._id,
		booking: booking._id,
		client: waiter.client,
		start,
		...newOffer(scene.now, seconds),
	};
	await insertRows(SlotOfferModel, [offer], scene.db);
	await giveOffer(scene, waiter, offer._id);
	slotOffers.watch(scene, offer);
	scene.emit({
		type: 'slot_offer.sent',
		subject: { kind: 'slot_offer', id: offer._id },
		data: { booking: booking._id, waiter: waiter._id },
	});
	await tellClient(scene, booking, 'appointment.slot_offered', {
		slot_offer: offer._id,
		minutes: Math.max(1, Math.round(seconds / 60)),
		expires_at: offer.expiresAt.toISOString(),
	});
}
