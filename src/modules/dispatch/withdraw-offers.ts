import type { Scene } from '../../conversation/scene/scene.ts';
import { OPEN_OFFER } from '../offers/index.ts';
import type { ServiceRequest } from '../requests/index.ts';
import { jobOffers } from './job-offers.ts';
import { type Offer, OfferModel, type WithdrawReason } from './model.ts';
import { offerFacts } from './offer-facts.ts';

/** Takes back every open offer of a request, but one, and tells each provider why, in one line (rule R5). */
export async function withdrawOffers(scene: Scene, request: ServiceRequest, why: WithdrawReason, except?: string): Promise<void> {
	const open = await OfferModel.find({ org: scene.org, request: request._id, status: { $in: OPEN_OFFER } })
		.session(scene.db)
		.lean();
	for (const offer of open) {
		if (offer._id !== except) await withdrawOffer(scene, offer, request, why);
	}
}

/** Takes back one offer. False when it is not open any more. */
export async function withdrawOffer(scene: Scene, offer: Offer, request: ServiceRequest, why: WithdrawReason): Promise<boolean> {
	if (!(await jobOffers.withdraw(scene, offer, why))) return false;
	const facts = await offerFacts(scene, offer, request);
	scene.tell(offer.contact, why === 'taken' ? 'offer.lost' : 'offer.withdrawn', why === 'taken' ? facts : { ...facts, why });
	return true;
}
