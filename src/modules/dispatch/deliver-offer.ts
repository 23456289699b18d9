import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import { getOrganisation } from '../organisations/index.ts';
import { recordOfferOutcome } from '../providers/index.ts';
import { advanceSearch } from './advance-search.ts';
import { jobOffers } from './job-offers.ts';
import { KINDS, offerTimers } from './timer-keys.ts';

/** The offer's message reached the provider's phone at `at`: its time begins to run (rule R6), and a reminder is laid. */
export async function offerDelivered(scene: Scene, offerId: string, at: Date): Promise<void> {
	const offer = await jobOffers.deliver(scene, offerId, at);
	if (offer?.deliveredAt === undefined) return;
	await recordOfferOutcome(scene, offer.provider, 'delivered');
	const { settings } = await getOrganisation(scene.org);
	const remindAt = minutesAfter(offer.deliveredAt, settings.reminder_after_minutes);
	if (remindAt < offer.expiresAt) {
		scene.setTimer({ key: `${offerTimers(offerId)}reminder`, kind: KINDS.offerReminder, fireAt: remindAt, data: { offer: offerId } });
	}
}

/** The provider read the offer's message. Its time runs from the delivery all the same. */
export async function offerSeen(scene: Scene, offerId: string, at: Date): Promise<void> {
	await offerDelivered(scene, offerId, at);
	await jobOffers.see(scene, offerId, at);
}

/** The offer's message could not be delivered by any channel: the next one is asked without waiting, and it counts for nobody (R6). */
export async function offerFailed(scene: Scene, offerId: string): Promise<void> {
	const offer = await jobOffers.fail(scene, offerId);
	if (offer !== null) await advanceSearch(scene, offer.request);
}
