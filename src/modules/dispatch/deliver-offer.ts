import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { recordOfferOutcome } from '../providers/index.ts';
import { advanceSearch } from './advance-search.ts';
import { type Offer, OfferModel } from './model.ts';
import { KINDS, offerTimers } from './timer-keys.ts';

/**
 * The offer's message reached the provider's phone at `at`: only now does its time begin to run (rule R6), and a reminder is laid.
 * News that come twice, or after the offer ended, change nothing.
 */
export async function offerDelivered(scene: Scene, offerId: string, at: Date): Promise<void> {
	const offer = await OfferModel.findOne({ _id: offerId, org: scene.org }).session(scene.db).lean();
	if (offer === null || offer.status !== 'sent') return;
	const deliveredAt = at > scene.now || at < offer.sentAt ? scene.now : at;
	const expiresAt = new Date(deliveredAt.getTime() + offer.seconds * 1000);
	await write(scene, offer, { status: 'delivered', deliveredAt, expiresAt });
	await recordOfferOutcome(scene, offer.provider, 'delivered');
	scene.emit({
		type: 'offer.delivered',
		subject: { kind: 'offer', id: offer._id },
		data: {
			request: offer.request,
			provider: offer.provider,
			seconds_after_sent: Math.round((deliveredAt.getTime() - offer.sentAt.getTime()) / 1000),
		},
	});
	scene.setTimer({ key: `${offerTimers(offerId)}expiry`, kind: KINDS.offerExpiry, fireAt: expiresAt, data: { offer: offerId } });
	const { settings } = await getOrganisation(scene.org);
	const remindAt = new Date(deliveredAt.getTime() + settings.reminder_after_minutes * 60_000);
	if (remindAt < expiresAt) {
		scene.setTimer({ key: `${offerTimers(offerId)}reminder`, kind: KINDS.offerReminder, fireAt: remindAt, data: { offer: offerId } });
	}
}

/** The provider read the offer's message. Its time runs from the delivery all the same. */
export async function offerSeen(scene: Scene, offerId: string, at: Date): Promise<void> {
	await offerDelivered(scene, offerId, at);
	const offer = await OfferModel.findOne({ _id: offerId, org: scene.org }).session(scene.db).lean();
	if (offer === null || offer.status !== 'delivered') return;
	await write(scene, offer, { status: 'seen', seenAt: at });
	scene.emit({ type: 'offer.seen', subject: { kind: 'offer', id: offer._id }, data: { request: offer.request, provider: offer.provider } });
}

/** The offer's message could not be delivered by any channel: the next one is asked without waiting, and it counts for nobody (R6). */
export async function offerFailed(scene: Scene, offerId: string): Promise<void> {
	const offer = await OfferModel.findOne({ _id: offerId, org: scene.org }).session(scene.db).lean();
	if (offer === null || offer.status !== 'sent') return;
	await write(scene, offer, { status: 'expired', ended: 'undelivered', endedAt: scene.now });
	scene.cancelTimers(offerTimers(offerId));
	scene.emit({
		type: 'offer.expired',
		subject: { kind: 'offer', id: offer._id },
		data: { request: offer.request, provider: offer.provider, why: 'undelivered' },
	});
	await advanceSearch(scene, offer.request);
}

async function write(scene: Scene, offer: Offer, set: Partial<Offer>): Promise<void> {
	await OfferModel.updateOne({ _id: offer._id, org: scene.org, status: offer.status }, { $set: set }, { session: scene.db });
}
