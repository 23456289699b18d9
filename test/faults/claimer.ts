import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { z } from 'zod';
import { claimOutboxLane } from '../../src/channels/outbox/lane.ts';
import { twilioClient } from '../../src/channels/twilio/client.ts';
import { contentCache } from '../../src/channels/twilio/content-cache.ts';
import { ContactModel } from '../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../src/conversation/inbox/model.ts';
import { putInInbox } from '../../src/conversation/inbox/put.ts';
import { claimContact } from '../../src/conversation/lane/claim-contact.ts';
import { createRunScene } from '../../src/conversation/scene/in-scene.ts';
import { fireDueTimers } from '../../src/conversation/timers/pump.ts';
import { acceptOffer } from '../../src/modules/dispatch/accept-offer.ts';
import { OfferModel } from '../../src/modules/dispatch/model.ts';
import { retryDeadLetter } from '../../src/modules/ops/retry-dead-letter.ts';
import { nextRequestNumber } from '../../src/modules/requests/next-number.ts';
import { claimConversation } from '../../src/modules/support/claim-conversation.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { AppError } from '../../src/platform/errors.ts';
import { failureCode } from '../../src/platform/failure-code.ts';
import { monotonicIds } from '../../src/platform/ids.ts';
import { log } from '../../src/platform/log.ts';
import { connectMongo } from '../../src/platform/mongo/connect.ts';
import { isOutage } from '../../src/platform/mongo/is-outage.ts';
import { holdLease } from '../../src/platform/mongo/lease.ts';

/**
 * One of several processes that claim the same thing at the same moment. Reads `{ use, first, times, startAt }` lines, and answers each with what
 * its claimers got: `{ <outcome>: <how often> }`.
 */
const [, , uri, twilioUrl] = process.argv;
if (uri === undefined || twilioUrl === undefined) throw new Error('usage: claimer.ts MONGODB_URI TWILIO_URL');
const ORG = 'djobea';
log.level = 'error';
const clock = systemClock();
const newId = monotonicIds(clock);
const runScene = createRunScene({ clock, newId });
await connectMongo(uri);

const accountSid = `AC${'a'.repeat(32)}`;
const contents = () =>
	contentCache({ client: twilioClient({ accountSid, authToken: 'emulator-token', apiBaseUrl: twilioUrl }), accountSid, clock, log });
const shared = contents();

/** What one claimer does; `won` is what only one may hear. */
const USES: Record<string, (nth: number) => Promise<string>> = {
	async offer(nth) {
		const offer = await OfferModel.findOne({ org: ORG, provider: `p${nth % 20}` }).lean();
		if (offer === null) throw new Error('no offer');
		const actor = { kind: 'provider' as const, id: offer.provider, source: 'button' };
		const { outcome } = await runScene({ org: ORG, actor, correlationId: 'claim' }, (scene) =>
			acceptOffer(scene, offer, { source: 'button' }),
		);
		return outcome === 'accepted' ? `won by ${offer.provider}` : outcome;
	},
	async conversation(nth) {
		const [contact] = await ContactModel.find({ org: ORG, owner: 'human' }).lean();
		if (contact === undefined) throw new Error('nobody waits');
		const id = `agent-${nth}`;
		const actor = { kind: 'agent' as const, id, source: 'api' };
		await runScene({ org: ORG, actor, correlationId: 'claim' }, (scene) =>
			claimConversation(scene, contact._id, { id, name: id, supervises: false }),
		);
		return 'won';
	},
	async dead_letter() {
		const row = await InboxModel.findOne({ org: ORG, source: 'dead' }).lean();
		const actor = { kind: 'admin' as const, id: 'admin', source: 'api' };
		await runScene({ org: ORG, actor, correlationId: 'claim' }, (scene) => retryDeadLetter(scene, row?._id ?? '', 'test'));
		return 'won';
	},
	async lane() {
		const item = await InboxModel.findOne({ org: ORG, source: 'lane' }).lean();
		if (item === null) throw new Error('no item');
		return (await claimContact(item, { owner: newId(), now: clock.now(), holds: false })) === null ? 'held' : 'won';
	},
	async outbox_lane() {
		return (await claimOutboxLane(ORG, 'somebody', newId(), clock.now())) === null ? 'held' : 'won';
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
	number: async () => String(await nextRequestNumber(ORG)),
	// Half of them share a cache, as one process does; the others have just started.
	content: async (nth) =>
		(await (nth % 2 === 0 ? shared : contents()).sidFor({ kind: 'buttons', body: '{{1}}', described: [false], listButton: '' })) ??
		'numbers',
	async inbox() {
		const input = { kind: 'message' as const, text: 'Bonjour' };
		const stored = await putInInbox(
			{ clock, newId },
			{ org: ORG, contact: 'c', source: 'twilio', externalId: 'SM1', input, correlationId: 'claim' },
		);
		return stored ? 'won' : 'duplicate';
	},
};

/** A transaction that lost against others until its last attempt is not the input's fault: the lane takes it again (`failItem`). */
async function asLanesDo(work: () => Promise<string>): Promise<string> {
	for (let again = 0; ; again++) {
		try {
			return await work();
		} catch (error) {
			if (!isOutage(error) || again === 20) throw error;
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		}
	}
}

/** `first`: the number of this process's first claimer among all. */
const Task = z.object({ use: z.string(), first: z.int(), times: z.int(), startAt: z.number() });

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
	const { use, first, times, startAt } = Task.parse(JSON.parse(line));
	const claim = USES[use];
	if (claim === undefined) throw new Error(`no use ${use}`);
	await new Promise((resolve) => setTimeout(resolve, startAt - clock.now().getTime()));
	const heard = await Promise.all(
		Array.from({ length: times }, (_, nth) =>
			asLanesDo(() => claim(first + nth)).catch((error: unknown) =>
				error instanceof AppError ? error.code : `failed: ${failureCode(error)}`,
			),
		),
	);
	const counts: Record<string, number> = {};
	for (const outcome of heard) counts[outcome] = (counts[outcome] ?? 0) + 1;
	process.stdout.write(`${JSON.stringify(counts)}\n`);
}
await mongoose.disconnect();
