import { secondsAfter } from '../../platform/later.ts';

/**
 * sent → delivered → seen → accepted or declined; or expired (not answered in time, or never delivered), withdrawn (taken back), and
 * standby: withdrawn because another was faster, and the person said yes all the same.
 */
const OFFER_STATUSES = ['sent', 'delivered', 'seen', 'accepted', 'declined', 'expired', 'withdrawn', 'standby'] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/** Still to be answered. */
export const OPEN_OFFER: readonly OfferStatus[] = ['sent', 'delivered', 'seen'];

/** Why an offer ended by itself. Only what was delivered and ignored says something about the person (rule R6). */
export type Unanswered = 'ignored' | 'undelivered';

/** How far an offer to one person has come. `E`: why its module takes one back. */
export interface OfferState<E extends string = string> {
	status: OfferStatus;
	/** How long it is open, counted from its delivery. */
	seconds: number;
	sentAt: Date;
	deliveredAt?: Date;
	seenAt?: Date;
	/** Delivery + `seconds`; until the delivery is known, the moment it is given up as undelivered. */
	expiresAt: Date;
	respondedAt?: Date;
	endedAt?: Date;
	/** A refusal's reason, in the person's words or a choice's id. */
	reason?: string;
	/** Why it ended without the person's answer. */
	ended?: Unanswered | E;
}

/** The part of a mongoose schema that holds an `OfferState`. */
export const offerFields = {
	status: { type: String, required: true, enum: OFFER_STATUSES },
	seconds: { type: Number, required: true },
	sentAt: { type: Date, required: true },
	deliveredAt: Date,
	seenAt: Date,
	expiresAt: { type: Date, required: true },
	respondedAt: Date,
	endedAt: Date,
	reason: String,
	ended: String,
} as const;

/** A fresh offer of `seconds`, sent at `now`. */
export function newOffer(now: Date, seconds: number): Pick<OfferState, 'status' | 'seconds' | 'sentAt' | 'expiresAt'> {
	return { status: 'sent', seconds, sentAt: now, expiresAt: secondsAfter(now, seconds) };
}

/** Still open, or expired so short a while ago that the yes was on its way (rule R3). */
export function mayStillAccept(offer: OfferState, now: Date, graceSeconds: number): boolean {
	if (offer.status !== 'expired' && !OPEN_OFFER.includes(offer.status)) return false;
	// Never known as delivered, and yet here is the answer: the person's time was not counted.
	if (offer.status === 'sent') return true;
	return now.getTime() <= offer.expiresAt.getTime() + graceSeconds * 1000;
}
