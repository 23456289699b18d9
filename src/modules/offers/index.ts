export { type OfferEngine, type OfferKind, offerEngine } from './engine.ts';
export {
	mayStillAccept,
	newOffer,
	OFFER_STATUSES,
	OPEN_OFFER,
	type OfferState,
	type OfferStatus,
	offerFields,
	type Unanswered,
} from './offer.ts';
