import type { Scene } from '../../conversation/scene/scene.ts';
import type { ServiceRequest } from '../requests/index.ts';
import { type Offer, type OfferEnd, OfferModel, OPEN_OFFER } from './model.ts';
import { offerFacts } from './offer-facts.ts';
import { offerTimers } from './timer-keys.ts';

export type WithdrawReason = Extract<OfferEnd, 'taken' | 'client_cancelled' | 'client_changed' | 'busy' | 'stopped'>;

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
	const { modifiedCount } = await OfferModel.updateOne(
		{ _id: offer._id, org: scene.org, status: { $in: OPEN_OFFER } },
		{ $set: { status: 'withdrawn', ended: why, endedAt: scene.now } },
		{ session: scene.db },
	);
	if (modifiedCount === 0) return false;
	scene.cancelTimers(offerTimers(offer._id));
	scene.emit({
		type: 'offer.withdrawn',
		subject: { kind: 'offer', id: offer._id },
		data: { request: request._id, provider: offer.provider, why },
	});
	const facts = await offerFacts(scene, offer, request);
	scene.tell(offer.contact, why === 'taken' ? 'offer.lost' : 'offer.withdrawn', why === 'taken' ? facts : { ...facts, why });
	return true;
}
