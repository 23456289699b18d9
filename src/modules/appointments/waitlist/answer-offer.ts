import type { Scene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { mayStillAccept } from '../../offers/index.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { APPOINTMENTS, asClient } from '../actors.ts';
import { findBooking, liveBookingOf } from '../booking/find-booking.ts';
import { holderIn } from '../booking/holder.ts';
import type { Booking } from '../booking/model.ts';
import { bookingTimers } from '../booking/timer-keys.ts';
import { changeBooking, updateBooking } from '../booking/transition.ts';
import { watchBooking } from '../booking/watch-booking.ts';
import { openSlotAt } from '../slots/free-slots.ts';
import { bookingPlace } from '../slots/place.ts';
import { handOn } from './end-offer.ts';
import { type SlotOffer, SlotOfferModel } from './model.ts';
import { offerSlot } from './offer-slot.ts';
import { slotOffers } from './slot-offers.ts';
import { endWaiting } from './waiters.ts';

export type OfferAnswer = { outcome: 'accepted' | 'declined' | 'already_declined' | 'too_late'; booking: Booking };

/** The offer that a person answers: the one named, else their last one. Null when there is none of theirs. */
export function offerAnswered(scene: Scene, contact: string, reference: string | null | undefined): Promise<SlotOffer | null> {
	const named = reference == null || reference === '' ? {} : { _id: reference };
	return SlotOfferModel.findOne({ ...named, 'client.org': scene.org, 'client.contact': contact })
		.setOptions(ACROSS_ORGANISATIONS)
		.sort({ _id: -1 })
		.session(scene.db)
		.lean();
}

/**
 * A yes or a no to a free slot. A yes within the grace counts (rule R3), and a later one too while the slot is still free; otherwise the
 * person is told once that it went to the next one, and goes on waiting. An appointment they had for the service is given up for the new
 * one, in the same transaction. Null: the slot is gone altogether.
 */
export async function answerSlotOffer(scene: Scene, offer: SlotOffer, yes: boolean): Promise<OfferAnswer | null> {
	const booking = await findBooking(scene, offer.booking);
	if (booking === null) return null;
	if (!yes) return { outcome: await decline(scene, offer), booking };
	if (offer.status === 'accepted') return { outcome: 'accepted', booking };
	const seat = await seatFor(scene, offer, booking);
	if (seat === null) return { outcome: 'too_late', booking };
	const by = asClient(offer.client.contact, scene);
	const former = await giveUpFormer(scene, offer, booking);
	const set = { seat, confirmedAt: scene.now, ...(former === null ? {} : { movedFrom: former._id, calendar: former.calendar }) };
	const confirmed = await changeBooking(scene, booking, { to: 'confirmed', by, cause: 'offer_accepted', set });
	await slotOffers.accept(scene, offer);
	await endWaiting(scene, offer.waiter, 'served');
	await watchBooking(scene, confirmed);
	if (former !== null) await offerSlot(scene, former);
	return { outcome: 'accepted', booking: confirmed };
}

async function decline(scene: Scene, offer: SlotOffer): Promise<'declined' | 'already_declined' | 'accepted' | 'too_late'> {
	const outcome = await slotOffers.decline(scene, offer, null);
	if (outcome === 'declined') await handOn(scene, offer, 'declined');
	return outcome === 'reason_added' ? 'declined' : outcome;
}

/** The seat kept for them; one of the slot that is still free when theirs has gone; null when there is none. */
async function seatFor(scene: Scene, offer: SlotOffer, booking: Booking): Promise<number | null> {
	const organisation = await getOrganisation(scene.org);
	const inTime = mayStillAccept(offer, scene.now, organisation.settings.offer_grace_seconds);
	if (inTime && booking.status === 'offered') return booking.seat;
	const place = bookingPlace(organisation, booking.branch, booking.service);
	if (place === null || booking.status !== 'expired') return null;
	const slot = await openSlotAt(scene, place, booking.start);
	return slot?.free[0] ?? null;
}

/** One live booking for a service: what they had before makes room. */
async function giveUpFormer(scene: Scene, offer: SlotOffer, booking: Booking): Promise<Booking | null> {
	const former = await liveBookingOf(scene, offer.client, booking.service, holderIn(booking));
	if (former === null) return null;
	scene.cancelTimers(bookingTimers(former._id));
	if (former.status === 'held') {
		await changeBooking(scene, former, { to: 'expired', by: APPOINTMENTS, cause: 'another_chosen' });
		return null;
	}
	const moved = await changeBooking(scene, former, { to: 'moved', by: asClient(offer.client.contact, scene), cause: 'offer_accepted' });
	return updateBooking(scene, moved, { movedTo: booking._id });
}
