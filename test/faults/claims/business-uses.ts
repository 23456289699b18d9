import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import type { Actor, Scene } from '../../../src/conversation/scene/scene.ts';
import { acceptOffer } from '../../../src/modules/dispatch/accept-offer.ts';
import { OfferModel } from '../../../src/modules/dispatch/model.ts';
import { dropDeadLetter } from '../../../src/modules/ops/drop-dead-letter.ts';
import { retryDeadLetter } from '../../../src/modules/ops/retry-dead-letter.ts';
import { takeJob } from '../../../src/modules/providers/take-job.ts';
import { nextRequestNumber } from '../../../src/modules/requests/next-number.ts';
import { claimConversation } from '../../../src/modules/support/claim-conversation.ts';
import { correctTriage } from '../../../src/modules/support/correct-triage.ts';
import { handBack } from '../../../src/modules/support/hand-back.ts';
import { type ClaimerContext, ORG, type Use } from './use.ts';

/** What the capabilities let only one have: a module that has something to win adds its use here and a test beside it. */
export function businessUses({ runScene }: ClaimerContext): Record<string, Use> {
	const asOne = <T>(actor: Actor, work: (scene: Scene) => Promise<T>): Promise<T> =>
		runScene({ org: ORG, actor, correlationId: 'claim' }, work);
	const agent = (nth: number) => ({ id: `agent-${nth}`, name: `agent-${nth}`, supervises: true });
	const asAgent = <T>(nth: number, work: (scene: Scene) => Promise<T>): Promise<T> =>
		asOne({ kind: 'agent', id: `agent-${nth}`, source: 'api' }, work);

	return {
		/** The offers of a request in turn. */
		async offer(nth) {
			const offers = await OfferModel.find({ org: ORG }).sort({ _id: 1 }).lean();
			const offer = offers[nth % offers.length];
			if (offer === undefined) throw new Error('no offer');
			const provider = { kind: 'provider' as const, id: offer.provider, source: 'button' };
			const { outcome } = await asOne(provider, (scene) => acceptOffer(scene, offer, { source: 'button' }));
			return outcome === 'accepted' ? `won ${offer._id}` : outcome;
		},
		/** A job each, and the same provider, who has one place. */
		async job(nth) {
			const provider = { kind: 'provider' as const, id: 'p0', source: 'button' };
			return (await asOne(provider, (scene) => takeJob(scene, 'p0', `r${nth}`, 1))) ? 'won' : 'full';
		},
		number: async () => String(await nextRequestNumber(ORG)),
		async conversation(nth) {
			const contact = await someone();
			await asAgent(nth, (scene) => claimConversation(scene, contact, agent(nth)));
			return 'won';
		},
		async hand_back(nth) {
			const contact = await someone();
			await asAgent(nth, (scene) => handBack(scene, contact, agent(nth)));
			return 'looked';
		},
		async triage(nth) {
			const contact = await someone();
			await asAgent(nth, (scene) => correctTriage(scene, contact, agent(nth), { urgency: 'haute' }));
			return 'looked';
		},
		/** Half of the operators try it again, the others give it up. */
		async dead_letter(nth) {
			const row = await InboxModel.findOne({ org: ORG, source: 'dead' }).lean();
			const decide = nth % 2 === 0 ? retryDeadLetter : dropDeadLetter;
			await asOne({ kind: 'admin', id: 'admin', source: 'api' }, (scene) => decide(scene, row?._id ?? '', 'test'));
			return 'won';
		},
	};
}

async function someone(): Promise<string> {
	const contact = await ContactModel.findOne({ org: ORG }).lean();
	if (contact === null) throw new Error('nobody is there');
	return contact._id;
}
