export { offerEngine } from './engine.ts';
export { mayStillAccept, newOffer, OPEN_OFFER, type OfferState, offerFields } from './offer.ts';
