import type { Scene } from '../../conversation/scene/scene.ts';
import { OPEN_OFFER } from '../offers/index.ts';
import { findRequest } from '../requests/index.ts';
import { type Offer, OfferModel } from './model.ts';

/** Choices a person is offered at once: WhatsApp's longest list. */
const MAX_ITEMS = 10;
/** A bare "oui" can mean the last offer, ended by now, for so long: it then hears why it is too late. */
const RECENT_MS = 24 * 3_600_000;

export type PickedOffer = { kind: 'one'; offer: Offer } | { kind: 'several'; offers: Offer[] } | { kind: 'none' };

/** The provider's open offers, newest first. */
export function openOffersOf(scene: Scene, provider: string): Promise<Offer[]> {
	return OfferModel.find({ org: scene.org, provider, status: { $in: OPEN_OFFER } })
		.sort({ _id: -1 })
		.limit(MAX_ITEMS)
		.session(scene.db)
		.lean();
}

/**
 * Which offer a provider answers: the one named (by its id, or by its request's id or number); else his only open one; else, with none
 * open, the last one of the day, so that he hears what became of it.
 */
export async function pickOffer(scene: Scene, provider: string, reference: string | null | undefined): Promise<PickedOffer> {
	if (reference != null && reference !== '') {
		const offer = await namedOffer(scene, provider, reference);
		return offer === null ? { kind: 'none' } : { kind: 'one', offer };
	}
	const open = await openOffersOf(scene, provider);
	const [only] = open;
	if (only !== undefined) return open.length === 1 ? { kind: 'one', offer: only } : { kind: 'several', offers: open };
	const last = await OfferModel.findOne({ org: scene.org, provider, sentAt: { $gt: new Date(scene.now.getTime() - RECENT_MS) } })
		.sort({ _id: -1 })
		.session(scene.db)
		.lean();
	return last === null ? { kind: 'none' } : { kind: 'one', offer: last };
}

async function namedOffer(scene: Scene, provider: string, reference: string): Promise<Offer | null> {
	const byId = await OfferModel.findOne({ _id: reference, org: scene.org, provider }).session(scene.db).lean();
	if (byId !== null) return byId;
	const request = await findRequest(scene, reference);
	if (request === null) return null;
	return OfferModel.findOne({ org: scene.org, provider, request: request._id }).sort({ _id: -1 }).session(scene.db).lean();
}
