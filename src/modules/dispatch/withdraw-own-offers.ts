import type { Scene } from '../../conversation/scene/scene.ts';
import { findProvider } from '../providers/index.ts';
import { findRequest, isScheduled } from '../requests/index.ts';
import { advanceSearch } from './advance-search.ts';
import { openOffersOf } from './find-offer.ts';
import { withdrawOffer } from './withdraw-offers.ts';

/** A provider whose hands are full gives way: his other offers for now are taken back, and those searches go on without him (R4). */
export async function withdrawOwnOffers(scene: Scene, provider: string, maxJobs: number): Promise<void> {
	const inHand = (await findProvider(scene, provider))?.activeJobs.length ?? 0;
	if (inHand < maxJobs) return;
	for (const offer of await openOffersOf(scene, provider)) {
		const request = await findRequest(scene, offer.request);
		if (request === null || isScheduled(request.when, scene.now)) continue;
		if (await withdrawOffer(scene, offer, request, 'busy')) await advanceSearch(scene, offer.request);
	}
}
