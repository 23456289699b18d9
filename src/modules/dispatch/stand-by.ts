import type { Scene } from '../../conversation/scene/scene.ts';
import type { ServiceRequest } from '../requests/index.ts';
import { type Offer, OfferModel } from './model.ts';

/**
 * A yes that came second: he is told at once, and is the first to be asked should the winner fall away (rules R2, R5). Only an offer
 * that was lost to another makes a standby, not one that had expired or been refused before.
 */
export async function standBy(
	scene: Scene,
	offer: Offer,
	request: ServiceRequest,
): Promise<{ outcome: 'already_taken'; request: ServiceRequest; standby: boolean }> {
	if (offer.status === 'standby') return { outcome: 'already_taken', request, standby: true };
	if (offer.status !== 'withdrawn' || offer.ended !== 'taken') return { outcome: 'already_taken', request, standby: false };
	await OfferModel.updateOne(
		{ _id: offer._id, org: scene.org, status: 'withdrawn' },
		{ $set: { status: 'standby', respondedAt: scene.now } },
		{ session: scene.db },
	);
	scene.emit({
		type: 'offer.standby',
		subject: { kind: 'offer', id: offer._id },
		data: { request: request._id, provider: offer.provider },
	});
	return { outcome: 'already_taken', request, standby: true };
}
