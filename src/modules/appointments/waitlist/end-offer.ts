import type { Scene } from '../../../conversation/scene/scene.ts';
import { secondsAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { TIMER } from '../actors.ts';
import { findBooking } from '../booking/find-booking.ts';
import { tellClient } from '../booking/tell-client.ts';
import { KINDS, slotOfferTimers } from '../booking/timer-keys.ts';
import { changeBooking } from '../booking/transition.ts';
import { bookingPlace } from '../slots/place.ts';
import type { SlotOffer } from './model.ts';
import { offerSlot } from './offer-slot.ts';
import { serveWaiters } from './serve-waiters.ts';
import { slotOffers } from './slot-offers.ts';
import { letPass } from './waiters.ts';

/** The offer's message reached the phone: its time begins to run (rule R6). */
export async function slotOfferDelivered(scene: Scene, id: string, at: Date): Promise<void> {
	await slotOffers.deliver(scene, id, at);
}

/** The person read it. */
export async function slotOfferSeen(scene: Scene, id: string, at: Date): Promise<void> {
	await slotOffers.deliver(scene, id, at);
	await slotOffers.see(scene, id, at);
}

/** It could not be delivered: the next one is asked at once. */
export async function slotOfferFailed(scene: Scene, id: string): Promise<void> {
	const offer = await slotOffers.fail(scene, id);
	if (offer !== null) await handOn(scene, offer, 'undelivered');
}

/**
 * An offer's time is over. The person is told once; the seat is kept a few seconds more, for a yes that is on its way (rule R3), and then
 * goes to the next one.
 */
export async function expireSlotOffer(scene: Scene, id: string): Promise<void> {
	const expired = await slotOffers.expire(scene, id);
	if (expired === null) return;
	const { settings } = await getOrganisation(scene.org);
	const fireAt = secondsAfter(scene.now, settings.offer_grace_seconds);
	scene.setTimer({ key: `${slotOfferTimers(id)}hand_on`, kind: KINDS.handOn, fireAt, data: { offer: id, why: expired.why } });
}

/** The grace is over, too. */
export async function handOnExpired(scene: Scene, { offer: id, why }: { offer: string; why: 'ignored' | 'undelivered' }): Promise<void> {
	const offer = await slotOffers.find(scene, id);
	if (offer?.status === 'expired') await handOn(scene, offer, why);
}

/** Gives the seat that was kept for one person to the next one. */
export async function handOn(scene: Scene, offer: SlotOffer, why: 'declined' | 'ignored' | 'undelivered'): Promise<void> {
	const booking = await findBooking(scene, offer.booking);
	if (booking === null || booking.status !== 'offered') return;
	await changeBooking(scene, booking, { to: 'expired', by: TIMER, cause: `offer_${why}` });
	const waiter = await letPass(scene, offer, why);
	if (why === 'ignored') await tellClient(scene, booking, 'appointment.slot_lost', { slot_offer: offer._id, still_waits: waiter !== null });
	await offerSlot(scene, booking);
	// Others may have been freed while this one waited for an answer; who cannot be reached is not tried again at once.
	const place = bookingPlace(await getOrganisation(scene.org), booking.branch, booking.service);
	if (waiter !== null && place !== null && why !== 'undelivered') await serveWaiters(scene, place, waiter);
}
