export { offerEngine } from './engine.ts';
export { mayStillAccept, newOffer, type OfferState, OPEN_OFFER, offerFields } from './offer.ts';
