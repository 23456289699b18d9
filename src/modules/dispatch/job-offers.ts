import { offerEngine } from '../offers/index.ts';
import { type Offer, OfferModel, type WithdrawReason } from './model.ts';
import { KINDS, offerTimers } from './timer-keys.ts';

/** The life of a job's offers. */
export const jobOffers = offerEngine<WithdrawReason, Offer>({
	noun: 'offer',
	expiryTimer: KINDS.offerExpiry,
	timers: offerTimers,
	about: ({ request, provider }) => ({ request, provider }),
	find: (scene, id) => OfferModel.findOne({ _id: id, org: scene.org }).session(scene.db).lean(),
	async write(scene, { _id, status }, set, unset) {
		const change = unset === undefined ? { $set: set } : { $set: set, $unset: unset };
		const { matchedCount } = await OfferModel.updateOne({ _id, org: scene.org, status }, change, { session: scene.db });
		return matchedCount === 1;
	},
});
