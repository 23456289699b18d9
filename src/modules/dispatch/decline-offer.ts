import type { Scene } from '../../conversation/scene/scene.ts';
import { recordOfferOutcome } from '../providers/index.ts';
import { advanceSearch } from './advance-search.ts';
import { jobOffers } from './job-offers.ts';
import type { Offer } from './model.ts';

/**
 * A provider says no: the next batch goes out when he was the last one asked, and he is not offered this request again for a while
 * (rule R7). A reason may follow the refusal. A no to an offer that has ended anyway changes nothing.
 */
export async function declineOffer(
	scene: Scene,
	offer: Offer,
	reason: string | null | undefined,
): Promise<'declined' | 'already_declined' | 'accepted' | 'too_late'> {
	const outcome = await jobOffers.decline(scene, offer, reason);
	if (outcome === 'reason_added') return 'declined';
	if (outcome !== 'declined') return outcome;
	if (offer.status === 'sent') await recordOfferOutcome(scene, offer.provider, 'delivered');
	await recordOfferOutcome(scene, offer.provider, 'declined');
	await advanceSearch(scene, offer.request);
	return 'declined';
}
