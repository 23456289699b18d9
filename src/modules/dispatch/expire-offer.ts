import type { Scene } from '../../conversation/scene/scene.ts';
import { recordOfferOutcome } from '../providers/index.ts';
import { findRequest } from '../requests/index.ts';
import { advanceSearch } from './advance-search.ts';
import { jobOffers } from './job-offers.ts';
import { OfferModel } from './model.ts';
import { offerFacts } from './offer-facts.ts';

/** An offer's time is over. Delivered and not answered, it was ignored and counts; never delivered, it counts for nobody (rule R6). */
export async function expireOffer(scene: Scene, offerId: string): Promise<void> {
	const expired = await jobOffers.expire(scene, offerId);
	if (expired === null) return;
	const { offer, why } = expired;
	if (why === 'ignored') {
		await recordOfferOutcome(scene, offer.provider, 'ignored');
		const request = await findRequest(scene, offer.request);
		if (request !== null) scene.tell(offer.contact, 'offer.expired', await offerFacts(scene, offer, request));
	}
	await advanceSearch(scene, offer.request);
}

/** Says once that an offer still waits for an answer. */
export async function remindOfOffer(scene: Scene, offerId: string): Promise<void> {
	const offer = await OfferModel.findOne({ _id: offerId, org: scene.org }).session(scene.db).lean();
	if (offer === null || (offer.status !== 'delivered' && offer.status !== 'seen') || scene.now >= offer.expiresAt) return;
	const request = await findRequest(scene, offer.request);
	if (request === null) return;
	const minutesLeft = Math.max(1, Math.round((offer.expiresAt.getTime() - scene.now.getTime()) / 60_000));
	scene.tell(offer.contact, 'offer.reminder', { ...(await offerFacts(scene, offer, request)), minutes_left: minutesLeft });
	scene.emit({
		type: 'escalation.reminder',
		subject: { kind: 'offer', id: offer._id },
		data: { request: offer.request, provider: offer.provider },
	});
}
