import { drainOutbox } from '../../../src/channels/outbox/drain-outbox.ts';
import { claimOutboxLane } from '../../../src/channels/outbox/lane.ts';
import { SenderPace } from '../../../src/channels/outbox/pace.ts';
import { toDelivery } from '../../../src/channels/render/to-delivery.ts';
import { createFindSender, createFindSenderOf } from '../../../src/channels/senders/find-sender.ts';
import { twilioCarrier } from '../../../src/channels/twilio/carrier.ts';
import { twilioClient } from '../../../src/channels/twilio/client.ts';
import { contentCache } from '../../../src/channels/twilio/content-cache.ts';
import { outboxPeople } from '../../../src/conversation/contacts/outbox-people.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { createReceive } from '../../../src/conversation/inbox/receive.ts';
import { storeItem } from '../../../src/conversation/inbox/store-item.ts';
import type { InboxItem } from '../../../src/conversation/input.ts';
import { claimContact } from '../../../src/conversation/lane/claim-contact.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import { log } from '../../../src/platform/log.ts';
import { holdLease } from '../../../src/platform/mongo/lease.ts';
import { sharedBudget } from '../../../src/understanding/llm/usage.ts';
import { inbound, turnOf } from '../../support/spine.ts';
import { type ClaimerContext, ORG, type Use } from './use.ts';

const ACCOUNT_SID = `AC${'a'.repeat(32)}`;
const AUTH_TOKEN = 'emulator-token';

/** What a day's language model may cost here, and what one call takes. */
const TOKENS_A_DAY = 1_000;
const TOKENS_A_CALL = 600;

/** What the machinery lets only one have: leases, dedupe keys, turns, sends, timers. */
export function spineUses({ clock, newId, runScene, twilioUrl }: ClaimerContext): Record<string, Use> {
	const client = twilioClient({ accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, apiBaseUrl: twilioUrl });
	const contents = () => contentCache({ client, accountSid: ACCOUNT_SID, clock, log });
	const shared = contents();
	const receive = createReceive({ clock, newId, findSender: createFindSender(clock) });
	const takeTurn = turnOf({ runScene }, async (scene, item) =>
		scene.emit({ type: 'test.turn_taken', subject: { kind: 'test', id: item._id }, data: {} }),
	);
	const outbox = {
		clock,
		newId,
		// Nobody listens for callbacks: what the answer says is all there is.
		carriers: {
			twilio: twilioCarrier({
				client,
				accountSid: ACCOUNT_SID,
				authToken: AUTH_TOKEN,
				publicBaseUrl: 'http://127.0.0.1:1',
				apiBaseUrl: twilioUrl,
				clock,
				log,
			}),
		},
		people: outboxPeople,
		findSenderOf: createFindSenderOf(clock),
		pace: new SenderPace(),
		render: (
			...[row, route, options]: Parameters<typeof toDelivery> extends [infer Row, infer Route, infer Options]
				? [Row, Route, Omit<Options, 'numbersHint'>]
				: never
		) => toDelivery(row, route, { numbersHint: '', ...options }),
	};
	const budget = sharedBudget(TOKENS_A_DAY);

	return {
		async lane() {
			return (await claimContact(await firstItem(), { owner: newId(), now: clock.now(), holds: false })) === null ? 'held' : 'won';
		},
		async turn() {
			const { contact } = await firstItem();
			await drainLane({ clock, newId, takeTurn }, { org: ORG, key: contact });
			return 'looked';
		},
		async outbox_lane() {
			return (await claimOutboxLane(ORG, 'somebody', newId(), clock.now())) === null ? 'held' : 'won';
		},
		async send() {
			await drainOutbox(outbox, { org: ORG, key: 'somebody' });
			return 'looked';
		},
		async named_lease() {
			return (await holdLease(clock, 'the-one', newId(), 60_000)) ? 'won' : 'held';
		},
		async timers() {
			await fireDueTimers({
				clock,
				newId,
				runScene,
				timers: [
					{
						kind: 'test.fire',
						run: async (scene, data) => scene.emit({ type: 'test.fired', subject: { kind: 'test', id: String(data.nth) }, data: {} }),
					},
				],
			});
			return 'looked';
		},
		// Half of them share a cache, as one process does; the others have just started.
		content: async (nth) =>
			(await (nth % 2 === 0 ? shared : contents()).sidFor({ kind: 'buttons', body: '{{1}}', described: [false], listButton: '' })) ??
			'numbers',
		async webhook() {
			return (await receive(inbound('SM1', 'Bonjour'))).duplicate ? 'duplicate' : 'won';
		},
		async person(nth) {
			const { contact } = await receive(inbound(`SM${nth}`, 'Bonjour'));
			return contact?._id ?? 'nobody';
		},
		async input() {
			const input = { kind: 'domain' as const, type: 'test.happened', data: {} };
			const item = { org: ORG, contact: 'c', source: 'module' as const, externalId: 'cause:0', input, correlationId: 'claim' };
			return (await storeItem(inboxItem(newId(), clock.now(), item))) ? 'won' : 'duplicate';
		},
		async tokens() {
			return (await budget.take(ORG, '2026-11-21', TOKENS_A_CALL, clock.now())) ? 'won' : 'used up';
		},
	};
}

async function firstItem(): Promise<InboxItem> {
	const item = await InboxModel.findOne({ org: ORG }).sort({ _id: 1 }).lean();
	if (item === null) throw new Error('no item');
	return item;
}
