import type { Scene } from '../../conversation/scene/scene.ts';
import { recordOfferOutcome } from '../providers/index.ts';
import { advanceSearch } from './advance-search.ts';
import { type Offer, OfferModel, OPEN_OFFER } from './model.ts';
import { offerTimers } from './timer-keys.ts';

const MAX_REASON = 300;

/**
 * A provider says no: the next batch goes out when he was the last one asked, and he is not offered this request again for a while
 * (rule R7). A reason may follow the refusal. A no to an offer that has ended anyway changes nothing.
 */
export async function declineOffer(
	scene: Scene,
	offer: Offer,
	reason: string | null | undefined,
): Promise<'declined' | 'already_declined' | 'accepted' | 'too_late'> {
	const words = reason?.trim().slice(0, MAX_REASON);
	const said = words === undefined || words === '' ? {} : { reason: words };
	if (offer.status === 'declined') {
		if (offer.reason !== undefined || words === undefined || words === '') return 'already_declined';
		await OfferModel.updateOne({ _id: offer._id, org: scene.org }, { $set: said }, { session: scene.db });
		return 'declined';
	}
	if (offer.status === 'accepted') return 'accepted';
	if (!OPEN_OFFER.includes(offer.status)) return 'too_late';
	await OfferModel.updateOne(
		{ _id: offer._id, org: scene.org, status: offer.status },
		{ $set: { status: 'declined', respondedAt: scene.now, endedAt: scene.now, ...said } },
		{ session: scene.db },
	);
	scene.cancelTimers(offerTimers(offer._id));
	if (offer.status === 'sent') await recordOfferOutcome(scene, offer.provider, 'delivered');
	await recordOfferOutcome(scene, offer.provider, 'declined');
	scene.emit({
		type: 'offer.declined',
		subject: { kind: 'offer', id: offer._id },
		data: { request: offer.request, provider: offer.provider, reason: reasonCode(words) },
	});
	await advanceSearch(scene, offer.request);
	return 'declined';
}

/** Own words stay in the offer's row; the event log holds codes only (I8). */
function reasonCode(words: string | undefined): string | null {
	if (words === undefined || words === '') return null;
	return /^[a-z_]{1,16}$/.test(words) ? words : 'own_words';
}
