import { beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
// The models of the rest of the machinery: their collections are made before the claimers come.
import '../../../src/channels/twilio/content-model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { insertRows } from '../../../src/platform/mongo/insert-rows.ts';
import { FREE_LEASE } from '../../../src/platform/mongo/lease.ts';
import { LlmUsageModel } from '../../../src/understanding/llm/usage.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { aContact, freshSpine, ORG, OUR_WHATSAPP, PHONE, type Spine } from '../../support/spine.ts';
import { CLAIMERS, PROCESSES, SLOW_MS, useClaimers } from './use-claimers.ts';

useDatabase();
const claimers = useClaimers();

/** More than one batch of the pump. */
const TIMERS = 150;

const REACH = { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP, address: PHONE };

let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

/** The claimers' clock is the real one. */
function anItem(contact: string) {
	const input = { kind: 'message' as const, text: 'Bonjour' };
	return inboxItem(spine.newId(), new Date(0), { org: ORG, contact, source: 'twilio', externalId: 'SM1', input, correlationId: 'test' });
}

describe(`of ${CLAIMERS} claimers in ${PROCESSES} processes exactly one wins (I6): the machinery`, () => {
	const race = (name: string, work: () => Promise<void>) => test(name, work, SLOW_MS);

	race('a contact’s lane', async () => {
		const { _id } = await aContact(spine);
		await insertRows(InboxModel, [anItem(_id)]);
		expect(await claimers.race('lane')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	race('an input: it takes its turn once', async () => {
		const { _id } = await aContact(spine);
		await insertRows(InboxModel, [anItem(_id)]);
		expect(await claimers.race('turn')).toEqual({ looked: CLAIMERS });
		expect(await EventModel.countDocuments({ org: ORG, type: 'test.turn_taken' })).toBe(1);
		expect(await InboxModel.findOne({ org: ORG }).lean()).toMatchObject({ state: 'done', attempts: 0 });
		expect(await ContactModel.findOne({ org: ORG }).lean()).toMatchObject({ session: { turn: 1 }, lease: { owner: null } });
	});

	race('a contact’s outbox', async () => {
		expect(await claimers.race('outbox_lane')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	race('a message: it is sent once', async () => {
		await aContact(spine, { _id: 'somebody', reach: [{ ...REACH, lastInboundAt: new Date() }] });
		const actor = { kind: 'system' as const, id: 'system', source: 'test' };
		await spine.runScene({ org: ORG, actor, correlationId: 'test' }, async (scene) =>
			queueMessages(scene, [aMessage('somebody', 'Bonjour', { notBefore: new Date(0) })]),
		);
		await OutboxModel.updateOne({ org: ORG }, { $set: { createdAt: new Date() } });
		const before = claimers.emulator.sent.length;
		expect(await claimers.race('send')).toEqual({ looked: CLAIMERS });
		expect(claimers.emulator.sent).toHaveLength(before + 1);
		expect(await OutboxModel.findOne({ org: ORG }).lean()).toMatchObject({ attempts: 1, open: false });
	});

	race('a lease by name', async () => {
		expect(await claimers.race('named_lease')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	race('a webhook: it is stored once', async () => {
		expect(await claimers.race('webhook')).toEqual({ won: 1, duplicate: CLAIMERS - 1 });
		expect(await InboxModel.countDocuments({ org: ORG })).toBe(1);
		expect(await ContactModel.countDocuments({ org: ORG })).toBe(1);
	});

	race('somebody’s first messages: each is stored, and they are one person', async () => {
		const heard = await claimers.race('person');
		expect(Object.values(heard)).toEqual([CLAIMERS]);
		expect(await InboxModel.countDocuments({ org: ORG, contact: Object.keys(heard)[0] })).toBe(CLAIMERS);
		expect(await ContactModel.countDocuments({ org: ORG })).toBe(1);
	});

	race('what a module tells a contact: it is put in the lane once', async () => {
		expect(await claimers.race('input')).toEqual({ won: 1, duplicate: CLAIMERS - 1 });
		expect(await InboxModel.countDocuments({ org: ORG })).toBe(1);
	});

	race('a rich content: it is created at Twilio once, and everybody uses it', async () => {
		const before = claimers.emulator.contents.length;
		const heard = await claimers.race('content');
		expect(claimers.emulator.contents).toHaveLength(before + 1);
		expect(heard).toEqual({ [claimers.emulator.contents.at(-1)?.sid ?? '']: CLAIMERS });
	});

	race('the last tokens of a day', async () => {
		expect(await claimers.race('tokens')).toEqual({ won: 1, 'used up': CLAIMERS - 1 });
		expect(await LlmUsageModel.findOne({ org: ORG }).lean()).toMatchObject({ tokens: 600 });
	});

	race('due timers: each fires once', async () => {
		await insertRows(
			TimerModel,
			Array.from({ length: TIMERS }, (_, nth) => ({
				_id: spine.newId(),
				org: ORG,
				key: `t${nth}`,
				kind: 'test.fire',
				fireAt: new Date(0),
				data: { nth },
				setting: spine.newId(),
				correlationId: 'test',
				lease: FREE_LEASE,
				attempts: 0,
				state: 'waiting' as const,
			})),
		);
		expect(await claimers.race('timers')).toEqual({ looked: CLAIMERS });
		expect(await TimerModel.countDocuments({ org: ORG })).toBe(0);
		const fired = await EventModel.find({ org: ORG, type: 'test.fired' }).lean();
		expect(new Set(fired.map(({ subject }) => subject.id)).size).toBe(TIMERS);
		expect(fired).toHaveLength(TIMERS);
	});
});
