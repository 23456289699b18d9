import { offerEngine } from '../../offers/index.ts';
import { KINDS, slotOfferTimers } from '../booking/timer-keys.ts';
import { type SlotOffer, SlotOfferModel, type SlotWithdrawal } from './model.ts';

/** The life of the offers of free slots: the engine is that of the search for a provider (rule Q16). */
export const slotOffers = offerEngine<SlotWithdrawal, SlotOffer>({
	noun: 'slot_offer',
	expiryTimer: KINDS.offerExpiry,
	timers: slotOfferTimers,
	about: ({ booking, waiter }) => ({ booking, waiter }),
	find: (scene, id) => SlotOfferModel.findOne({ _id: id, org: scene.org }).session(scene.db).lean(),
	async write(scene, { _id, status }, set, unset) {
		const change = unset === undefined ? { $set: set } : { $set: set, $unset: unset };
		const { matchedCount } = await SlotOfferModel.updateOne({ _id, org: scene.org, status }, change, { session: scene.db });
		return matchedCount === 1;
	},
});
