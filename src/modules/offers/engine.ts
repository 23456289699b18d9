import type { Scene } from '../../conversation/scene/scene.ts';
import { secondsAfter } from '../../platform/later.ts';
import { type OfferState, OPEN_OFFER, type Unanswered } from './offer.ts';

const MAX_REASON = 300;

/** What the engine needs to know of one kind of offers: a job shown to a provider, a free slot shown to someone who waits. */
export interface OfferKind<E extends string, O extends OfferState<E> & { _id: string }> {
	/** The subject's kind and the first half of the events' names: `offer` gives `offer.delivered`. */
	noun: string;
	/** The kind of the timer that calls `expire`, and the prefix of the keys of an offer's timers. */
	expiryTimer: string;
	timers(id: string): string;
	/** What events tell of an offer: ids only (I8). */
	about(offer: O): Record<string, unknown>;
	find(scene: Scene, id: string): Promise<O | null>;
	/** Writes on the condition that the status is still that of `offer`; `unset` names fields that go. False: it has moved on. */
	write(scene: Scene, offer: O, set: Partial<OfferState<E>>, unset?: { ended: 1 }): Promise<boolean>;
}

/**
 * The life of an offer to one person, whatever is offered: its clock runs from the delivery (rules R1, R6), its answers are taken once
 * (rule R3), a late-comer is told once. Each step gives what happened, or null when nothing changed; what follows from it (the next
 * person, a counter, a message) is the module's own business.
 */
export interface OfferEngine<E extends string, O> {
	find(scene: Scene, id: string): Promise<O | null>;
	/** Lays the moment at which an offer just sent is given up as undelivered, which counts for nobody (rule R6). */
	watch(scene: Scene, offer: O): void;
	/** The message reached the phone at `at`: only now the time begins to run. News that come twice change nothing. */
	deliver(scene: Scene, id: string, at: Date): Promise<O | null>;
	/** The person read it. The time runs from the delivery all the same. */
	see(scene: Scene, id: string, at: Date): Promise<O | null>;
	/** No channel could deliver it. */
	fail(scene: Scene, id: string): Promise<O | null>;
	/** Its time is over. A timer that comes too early, because the delivery moved the expiry, changes nothing. */
	expire(scene: Scene, id: string): Promise<{ offer: O; why: Unanswered } | null>;
	/** Takes back one offer. False when it is not open any more. */
	withdraw(scene: Scene, offer: O, why: E): Promise<boolean>;
	/** Writes down the yes of somebody who won; of a yes within the grace the end goes that an expiry wrote. `data`: for the event. */
	accept(scene: Scene, offer: O, data?: Record<string, unknown>): Promise<void>;
	/** A no. A reason may follow the refusal; a no to an offer that has ended anyway changes nothing. */
	decline(
		scene: Scene,
		offer: O,
		reason: string | null | undefined,
	): Promise<'declined' | 'reason_added' | 'already_declined' | 'accepted' | 'too_late'>;
	/** A yes that came second, to an offer that was withdrawn because another was faster: true while they stand by. */
	standBy(scene: Scene, offer: O): Promise<boolean>;
}

/** Makes, delivers, answers and ends offers of one kind; what they are offers of, and where they are stored, is the kind's business. */
export function offerEngine<E extends string, O extends OfferState<E> & { _id: string }>(kind: OfferKind<E, O>): OfferEngine<E, O> {
	const emit = (scene: Scene, offer: O, step: string, data: Record<string, unknown> = {}): void =>
		scene.emit({ type: `${kind.noun}.${step}`, subject: { kind: kind.noun, id: offer._id }, data: { ...kind.about(offer), ...data } });
	const layExpiry = (scene: Scene, { _id, expiresAt }: O): void =>
		scene.setTimer({ key: `${kind.timers(_id)}expiry`, kind: kind.expiryTimer, fireAt: expiresAt, data: { offer: _id } });
	const end = async (scene: Scene, offer: O, why: Unanswered): Promise<void> => {
		await kind.write(scene, offer, { status: 'expired', ended: why, endedAt: scene.now });
		scene.cancelTimers(kind.timers(offer._id));
		emit(scene, offer, 'expired', { why });
	};
	return {
		find: kind.find,
		watch: layExpiry,
		async deliver(scene, id, at) {
			const offer = await kind.find(scene, id);
			if (offer === null || offer.status !== 'sent') return null;
			const deliveredAt = at > scene.now || at < offer.sentAt ? scene.now : at;
			const expiresAt = secondsAfter(deliveredAt, offer.seconds);
			const delivered: O = { ...offer, status: 'delivered', deliveredAt, expiresAt };
			await kind.write(scene, offer, { status: 'delivered', deliveredAt, expiresAt });
			emit(scene, delivered, 'delivered', { seconds_after_sent: secondsBetween(offer.sentAt, deliveredAt) });
			layExpiry(scene, delivered);
			return delivered;
		},
		async see(scene, id, at) {
			const offer = await kind.find(scene, id);
			if (offer === null || offer.status !== 'delivered') return null;
			await kind.write(scene, offer, { status: 'seen', seenAt: at });
			emit(scene, offer, 'seen');
			return { ...offer, status: 'seen', seenAt: at };
		},
		async fail(scene, id) {
			const offer = await kind.find(scene, id);
			if (offer === null || offer.status !== 'sent') return null;
			await end(scene, offer, 'undelivered');
			return offer;
		},
		async expire(scene, id) {
			const offer = await kind.find(scene, id);
			if (offer === null || !OPEN_OFFER.includes(offer.status) || scene.now < offer.expiresAt) return null;
			const why = offer.status === 'sent' ? 'undelivered' : 'ignored';
			await end(scene, offer, why);
			return { offer, why };
		},
		async withdraw(scene, offer, why) {
			if (!OPEN_OFFER.includes(offer.status)) return false;
			if (!(await kind.write(scene, offer, { status: 'withdrawn', ended: why, endedAt: scene.now }))) return false;
			scene.cancelTimers(kind.timers(offer._id));
			emit(scene, offer, 'withdrawn', { why });
			return true;
		},
		async accept(scene, offer, data = {}) {
			await kind.write(scene, offer, { status: 'accepted', respondedAt: scene.now, endedAt: scene.now }, { ended: 1 });
			scene.cancelTimers(kind.timers(offer._id));
			emit(scene, offer, 'accepted', { ...data, seconds_to_answer: secondsBetween(offer.deliveredAt ?? offer.sentAt, scene.now) });
		},
		async decline(scene, offer, reason) {
			const words = reason?.trim().slice(0, MAX_REASON) ?? '';
			const said: Partial<OfferState<E>> = words === '' ? {} : { reason: words };
			if (offer.status === 'declined') {
				if (offer.reason !== undefined || words === '') return 'already_declined';
				await kind.write(scene, offer, said);
				return 'reason_added';
			}
			if (offer.status === 'accepted') return 'accepted';
			if (!OPEN_OFFER.includes(offer.status)) return 'too_late';
			await kind.write(scene, offer, { status: 'declined', respondedAt: scene.now, endedAt: scene.now, ...said });
			scene.cancelTimers(kind.timers(offer._id));
			emit(scene, offer, 'declined', { reason: reasonCode(words) });
			return 'declined';
		},
		async standBy(scene, offer) {
			if (offer.status === 'standby') return true;
			if (offer.status !== 'withdrawn' || offer.ended !== 'taken') return false;
			await kind.write(scene, offer, { status: 'standby', respondedAt: scene.now });
			emit(scene, offer, 'standby');
			return true;
		},
	};
}

/** Own words stay in the offer's row; the event log holds codes only (I8). */
function reasonCode(words: string): string | null {
	if (words === '') return null;
	return /^[a-z_]{1,16}$/.test(words) ? words : 'own_words';
}

function secondsBetween(from: Date, to: Date): number {
	return Math.round((to.getTime() - from.getTime()) / 1000);
}
