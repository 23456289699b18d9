import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StatusUpdate } from '../../../src/channels/message.ts';
import { askForNews } from '../../../src/channels/outbox/ask-for-news.ts';
import { applyStatus } from '../../../src/channels/outbox/apply-status.ts';
import type { OutboxDeps } from '../../../src/channels/outbox/deps.ts';
import { drainOutbox } from '../../../src/channels/outbox/drain-outbox.ts';
import { type OutboxMessage, OutboxModel } from '../../../src/channels/outbox/model.ts';
import { SenderPace } from '../../../src/channels/outbox/pace.ts';
import { type NewOutboxMessage, queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import { type Outbox, startOutbox } from '../../../src/channels/outbox/start-outbox.ts';
import { unparkMessages } from '../../../src/channels/outbox/unpark-messages.ts';
import { withdrawMessages } from '../../../src/channels/outbox/withdraw-messages.ts';
import { toDelivery } from '../../../src/channels/render/to-delivery.ts';
import { createFindSenderOf } from '../../../src/channels/senders/find-sender.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { outboxPeople } from '../../../src/conversation/contacts/outbox-people.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { refuses, type ScriptedCarrier, scriptedCarrier, takes } from '../../support/scripted-carrier.ts';
import { aContact, freshSpine, ORG, OUR_SMS, OUR_WHATSAPP, PHONE, type Spine } from '../../support/spine.ts';
import { until } from '../../support/until.ts';

useDatabase();
let spine: Spine;
let carrier: ScriptedCarrier;
let deps: OutboxDeps;
let contact: Contact;
const running: Outbox[] = [];
beforeEach(async () => {
	spine = await freshSpine();
	carrier = scriptedCarrier();
	deps = {
		...spine,
		carriers: { twilio: carrier },
		people: outboxPeople,
		findSenderOf: createFindSenderOf(spine.clock),
		pace: new SenderPace(),
		render: (row, route, options) => toDelivery(row, route, { numbersHint: '', ...options }),
	};
	contact = await aContact(spine);
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((outbox) => outbox.stop()));
});

const options = { org: ORG, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };
const queue = (...messages: NewOutboxMessage[]) => spine.runScene(options, async (scene) => queueMessages(scene, messages));
const say = (text: string, changes: Partial<NewOutboxMessage> = {}) => queue(aMessage(contact._id, text, changes));
const drain = () => drainOutbox(deps, { org: ORG, key: contact._id });
const rows = () => OutboxModel.find({ org: ORG }).sort({ _id: 1 }).lean();
const row = async (): Promise<OutboxMessage> => {
	const [first] = await rows();
	if (first === undefined) throw new Error('the outbox is empty');
	return first;
};
const statuses = async () => (await rows()).map((one) => one.status);
const texts = () => carrier.sent.map((one) => one.text);
const news = async () => (await EventModel.find({ org: ORG }).sort({ _id: 1 }).lean()).map((event) => event.type);
const tell = (status: StatusUpdate['status'], providerId: string, changes: Partial<StatusUpdate> = {}) =>
	applyStatus(deps, { carrier: 'twilio', providerId, status, ...changes });

/** Drains until nothing is left, moving the clock to each next moment. Answers the waits. */
async function drainAll(most = 20): Promise<number[]> {
	const waits: number[] = [];
	for (let i = 0; i < most; i++) {
		const wait = await drain();
		if (wait === null) return waits;
		waits.push(wait);
		spine.clock.advance(wait);
	}
	throw new Error('the outbox does not come to rest');
}

describe('order and pace', () => {
	test('messages of one contact go out in the order they were queued', async () => {
		await queue(...['1', '2', '3'].map((text) => aMessage(contact._id, text)));
		await say('4');
		await drainAll();
		expect(texts()).toEqual(['1', '2', '3', '4']);
		expect(await statuses()).toEqual(['sent', 'sent', 'sent', 'sent']);
		expect(carrier.sent[0]).toMatchObject({ outboxId: (await row())._id, correlationId: 'corr', language: 'fr', form: 'none' });
	});

	test('after four at once, one a second to the same person', async () => {
		await queue(...['1', '2', '3', '4', '5', '6'].map((text) => aMessage(contact._id, text)));
		expect(await drainAll()).toEqual([1_000, 1_000]);
		expect(texts()).toEqual(['1', '2', '3', '4', '5', '6']);
	});

	test('a sender keeps its own pace', async () => {
		const sms = { channel: 'sms' as const, carrier: 'twilio' as const, sender: OUR_SMS, address: PHONE };
		await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { reach: [sms] } });
		await queue(...['1', '2', '3'].map((text) => aMessage(contact._id, text)));
		expect(await drainAll()).toEqual([1_000, 1_000]);
	});

	test('two processes that drain the same contact send each message once, in order', async () => {
		for (let i = 0; i < 2; i++) running.push(startOutbox({ ...deps, pollMs: 20 }));
		const expected = Array.from({ length: 4 }, (_, i) => String(i));
		for (const text of expected) await say(text);
		await until(async () => (await statuses()).every((status) => status === 'sent'));
		expect(texts()).toEqual(expected);
	});

	test('a message for later waits and holds back nobody', async () => {
		await say('later', { notBefore: new Date(spine.clock.now().getTime() + 60_000) });
		await say('now');
		await drain();
		expect(texts()).toEqual(['now']);
		spine.clock.advance(60_000);
		await drain();
		expect(texts()).toEqual(['now', 'later']);
	});
});

describe('failures (the table of actions)', () => {
	test('a refusal that passes is tried again later, and the next message waits', async () => {
		carrier.script = [refuses('retry', '63018', 30_000)];
		await queue(aMessage(contact._id, '1'), aMessage(contact._id, '2'));
		expect((await drainAll()).at(-1)).toBeGreaterThanOrEqual(30_000);
		expect(texts()).toEqual(['1', '1', '2']);
		expect(await row()).toMatchObject({ status: 'sent', attempts: 2, failures: 1, open: false });
	});

	test('order gives way when one message holds up the others for a minute', async () => {
		carrier.script = [refuses('retry', '30003', 3600_000)];
		await queue(aMessage(contact._id, '1'), aMessage(contact._id, '2'));
		await drain();
		await drain();
		expect(texts()).toEqual(['1']);
		spine.clock.advance(60_000);
		await drain();
		expect(texts()).toEqual(['1', '2']);
		spine.clock.advance(3600_000);
		await drain();
		expect(texts()).toEqual(['1', '2', '1']);
	});

	test('five refusals are the end', async () => {
		carrier.script = Array.from({ length: 9 }, () => refuses('retry', '20429'));
		await say('1', { subject: 'offer1' });
		await drainAll();
		expect(carrier.sent).toHaveLength(5);
		expect(await row()).toMatchObject({ status: 'failed', errorCode: '20429', open: false });
		expect(await news()).toEqual(['message.failed']);
	});

	test('someone who is not on WhatsApp gets SMS, at once and from then on', async () => {
		carrier.script = [refuses('other_channel', '63003')];
		carrier.failures = { 63003: { action: 'other_channel', code: '63003' } };
		const choices = [{ payload: 'a', label: 'Oui' }];
		await say('Venez ?', { choices });
		await say('2');
		await drainAll();
		expect(carrier.sent.map((one) => [one.route.channel, one.form])).toEqual([
			['whatsapp', 'buttons'],
			['sms', 'numbers'],
			['sms', 'none'],
		]);
		expect(carrier.sent[1]?.route).toMatchObject({ sender: OUR_SMS, address: PHONE });
		expect((await ContactModel.findOne({ org: ORG }).lean())?.reach[0]?.unreachable).toBe('63003');
	});

	test('a person who blocked us is not written to again', async () => {
		carrier.script = [refuses('suppress', '63014')];
		carrier.failures = { 63014: { action: 'suppress', code: '63014' } };
		await say('1');
		await say('2');
		await drainAll();
		expect(carrier.sent).toHaveLength(1);
		expect(await statuses()).toEqual(['suppressed', 'suppressed']);
	});

	test('when our configuration is at fault the whole sender pauses for a minute, and nothing is given up', async () => {
		carrier.script = Array.from({ length: 7 }, () => refuses('alert', '20003'));
		await say('1');
		const waits = await drainAll(40);
		expect(waits.filter((wait) => wait === 60_000)).toHaveLength(7);
		expect(await row()).toMatchObject({ status: 'sent', attempts: 8, failures: 0 });
	});

	test('a final refusal is final, and the next message goes out', async () => {
		carrier.script = [refuses('fail', '21617')];
		await say('1');
		await say('2');
		await drainAll();
		expect(await statuses()).toEqual(['failed', 'sent']);
	});

	test('a message for a carrier that is not in use fails', async () => {
		const reach = [
			{
				channel: 'whatsapp' as const,
				carrier: 'simulator' as const,
				sender: OUR_WHATSAPP,
				address: PHONE,
				lastInboundAt: spine.clock.now(),
			},
		];
		await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { reach } });
		await say('1');
		await drainAll();
		expect(await row()).toMatchObject({ status: 'failed', errorCode: 'no_carrier' });
	});
});

describe('who may be written to, and when', () => {
	test('someone who said STOP gets the confirmation and nothing else', async () => {
		await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { 'reach.0.optedOutAt': spine.clock.now() } });
		await say('confirmation', { optOutReply: true, origin: 'system' });
		await say('promotion');
		await drainAll();
		expect(texts()).toEqual(['confirmation']);
		expect(await statuses()).toEqual(['sent', 'suppressed']);
	});

	test('a message that is too late expires instead of arriving (X2)', async () => {
		await say('1', { subject: 'offer1', expiresAt: new Date(spine.clock.now().getTime() + 5_000) });
		spine.clock.advance(5_000);
		await drainAll();
		expect(carrier.sent).toHaveLength(0);
		expect(await row()).toMatchObject({ status: 'expired', errorCode: 'too_late' });
		expect(await news()).toEqual(['message.failed']);
	});

	test('a withdrawn message does not go out, nor do others of its subject', async () => {
		await say('offer', { subject: 'o1' });
		await say('other', { subject: 'o2' });
		await spine.runScene(options, (scene) => withdrawMessages(scene, contact._id, 'o1'));
		await drainAll();
		expect(texts()).toEqual(['other']);
	});

	describe('after the window closed (X3)', () => {
		beforeEach(() => spine.clock.advance(24 * 3600_000 - 4 * 60_000));
		const template = { name: 'offer_made', variables: { 1: 'Plomberie' } };

		test('the template of the message goes out in its place', async () => {
			await say('Nouvelle demande', { template });
			await drainAll();
			expect(carrier.sent).toMatchObject([{ form: 'template', template }]);
			expect(await row()).toMatchObject({ way: 'template', status: 'sent' });
		});

		test('without one, the generic template carries its text', async () => {
			await say('Nouvelle demande');
			await drainAll();
			expect(carrier.sent).toMatchObject([
				{ form: 'template', template: { name: 'pending_message', variables: { 1: 'Nouvelle demande' } } },
			]);
		});

		test('when no template is approved, SMS', async () => {
			carrier.script = [refuses('other_channel', 'template_missing'), refuses('other_channel', 'template_missing')];
			await say('Nouvelle demande', { template });
			await drainAll();
			expect(carrier.sent.map((one) => [one.route.channel, one.form])).toEqual([
				['whatsapp', 'template'],
				['whatsapp', 'template'],
				['sms', 'none'],
			]);
			expect((await ContactModel.findOne({ org: ORG }).lean())?.reach[0]?.unreachable).toBeUndefined();
		});

		test('when nothing reaches them it waits, shown as not sent, and goes out as worded when they write', async () => {
			await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $unset: { phone: true } });
			carrier.script = [refuses('other_channel', 'template_missing')];
			await say('Nouvelle demande');
			await say('autre');
			await drainAll();
			expect(await row()).toMatchObject({ status: 'queued', parked: true, errorCode: 'window_closed' });
			await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { 'reach.0.lastInboundAt': spine.clock.now() } });
			await unparkMessages(spine, ORG, contact._id);
			await drainAll();
			expect(carrier.sent.at(-1)).toMatchObject({ form: 'none', text: 'Nouvelle demande' });
			expect(await row()).toMatchObject({ status: 'sent', parked: false });
		});

		test('a parked message nobody ever asks for expires after a week', async () => {
			await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $unset: { phone: true } });
			carrier.script = [refuses('other_channel', 'template_missing')];
			await say('x');
			await drainAll();
			spine.clock.advance(7 * 24 * 3600_000);
			await drainAll();
			expect(await statuses()).toEqual(['expired']);
		});
	});
});

describe('a send whose end is unknown (I5)', () => {
	test('is not sent again before the carrier was asked, and the next message waits', async () => {
		carrier.script = [refuses('unknown', 'timeout')];
		carrier.lookUps = [{ providerId: 'SMfound', status: 'sent' }];
		await say('1');
		await drain();
		expect(await drain()).toBe(10_000);
		await say('2');
		// The callback of the first may come to another process: it is looked for while somebody waits.
		expect(await drain()).toBe(500);
		expect(texts()).toEqual(['1']);
		spine.clock.advance(10_000);
		await drainAll();
		expect(texts()).toEqual(['1', '2']);
		expect(await row()).toMatchObject({ status: 'sent', providerId: 'SMfound', attempts: 1 });
	});

	test('is sent again when the carrier does not know it', async () => {
		carrier.script = [refuses('unknown', 'timeout'), takes('SM2')];
		carrier.lookUps = [null];
		await say('1');
		await drainAll();
		expect(carrier.lookedUp).toHaveLength(1);
		expect(texts()).toEqual(['1', '1']);
		expect(await row()).toMatchObject({ status: 'sent', providerId: 'SM2' });
	});

	test('stays unknown while the carrier does not answer, lets the others pass after a minute, and fails in the end', async () => {
		carrier.script = [refuses('unknown', 'timeout')];
		carrier.lookUps = Array.from({ length: 12 }, () => new Error('unreachable'));
		await queue(aMessage(contact._id, '1'), aMessage(contact._id, '2'));
		await drainAll(200);
		expect(texts()).toEqual(['1', '2']);
		expect(carrier.lookedUp).toHaveLength(12);
		expect(await row()).toMatchObject({ status: 'failed', errorCode: 'fate_unknown' });
	});

	test('is settled by a callback that comes first', async () => {
		carrier.script = [refuses('unknown', 'timeout')];
		await say('1');
		await drain();
		await tell('delivered', 'SM9', { outboxId: (await row())._id });
		spine.clock.advance(10_000);
		await drainAll();
		expect(carrier.lookedUp).toHaveLength(0);
		expect(texts()).toEqual(['1']);
		expect(await row()).toMatchObject({ status: 'delivered', providerId: 'SM9' });
	});

	test('a sender that died with a message in hand leaves it unknown, not unsent; what others have is not taken for it', async () => {
		await say('0');
		await drain();
		await say('1');
		const [, second] = await rows();
		const attempt = {
			status: 'sending',
			attempts: 1,
			way: 'message',
			route: { channel: 'whatsapp', carrier: 'twilio', sender: OUR_WHATSAPP, address: PHONE },
		};
		await OutboxModel.updateOne({ _id: second?._id, org: ORG }, { $set: { ...attempt, attemptedAt: spine.clock.now() } });
		spine.clock.advance(60_000);
		carrier.lookUps = [{ providerId: 'SMfound', status: 'delivered' }];
		await drainAll();
		expect(texts()).toEqual(['0']);
		expect(carrier.lookedUp).toMatchObject([{ delivery: { text: '1' }, known: ['SM1'] }]);
		expect(await statuses()).toEqual(['sent', 'delivered']);
	});

	test('what a dead sender had in hand is not overtaken by what was queued after it', async () => {
		await say('1');
		const now = spine.clock.now();
		const attempt = {
			status: 'sending' as const,
			attempts: 1,
			attemptedAt: now,
			way: 'message' as const,
			route: { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP, address: PHONE },
		};
		// It had sent other things before: its lease ends earlier than the time this send may take.
		await OutboxModel.updateMany({ org: ORG }, { $set: { ...attempt, notBefore: new Date(now.getTime() + 60_000) } });
		await say('2');
		spine.clock.advance(5_000);
		await drainAll();
		expect(texts()).toEqual(['1', '2']);
		expect(carrier.lookedUp).toHaveLength(1);
	});

	test('a process that was suspended with a message in hand does not send it when it wakes', async () => {
		const { render } = deps;
		deps.render = (...asked) => {
			spine.clock.advance(90_000);
			deps.render = render;
			return render(...asked);
		};
		await say('1');
		await drain();
		expect(texts()).toEqual([]);
		expect(await statuses()).toEqual(['sending']);
		await drainAll();
		expect(carrier.lookedUp).toHaveLength(1);
		expect(texts()).toEqual(['1']);
	});

	test('a carrier that throws leaves the end unknown', async () => {
		carrier.script = [async () => Promise.reject(new Error('bug'))];
		await say('1');
		await drain();
		expect(await row()).toMatchObject({ status: 'unknown', errorCode: 'carrier_error' });
	});
});

describe('news of messages', () => {
	test('shuffled and doubled, they only move forwards', async () => {
		await say('1', { subject: 'offer1' });
		await drainAll();
		for (const status of ['delivered', 'sent', 'queued', 'read', 'delivered', 'failed', 'read'] as const) await tell(status, 'SM1');
		expect(await row()).toMatchObject({ status: 'read' });
		expect((await row()).history.map((line) => line.status)).toEqual(['sent', 'delivered', 'read']);
		expect(await news()).toEqual(['message.delivered', 'message.read']);
		expect(await EventModel.findOne({ org: ORG, type: 'message.delivered' }).lean()).toMatchObject({
			subject: { kind: 'message', id: (await row())._id },
			data: { about: 'offer1', contact: contact._id, status: 'delivered' },
			correlationId: 'corr',
		});
	});

	test('of a message that nobody follows they are no events, and move it forwards all the same', async () => {
		await say('1', { subject: 'request1', followed: false });
		await say('2');
		await drainAll();
		const all = await rows();
		const told = ['delivered', 'sent', 'read', 'delivered', 'failed', 'read'] as const;
		for (const status of told) await Promise.all(all.map(({ _id, providerId = '' }) => tell(status, providerId, { outboxId: _id })));
		for (const one of await rows()) {
			expect(one).toMatchObject({ status: 'read', open: false });
			expect(one.history.map((line) => line.status)).toEqual(['sent', 'delivered', 'read']);
		}
		expect(await news()).toEqual([]);
	});

	test('that somebody follows come into the log once, also when the row could not be written after them', async () => {
		await say('1', { subject: 'offer1' });
		await drainAll();
		const { _id } = await row();
		await tell('delivered', 'SM1', { outboxId: _id });
		// As if the process had died between the event and the row.
		await OutboxModel.updateOne({ _id, org: ORG }, { $set: { status: 'sent' } });
		await tell('delivered', 'SM1', { outboxId: _id });
		expect(await row()).toMatchObject({ status: 'delivered' });
		expect(await news()).toEqual(['message.delivered']);
	});

	test('they may come before the send call returned', async () => {
		carrier.script = [
			async (delivery) => {
				await tell('delivered', 'SMx', { outboxId: delivery.outboxId });
				return takes('SMx');
			},
		];
		await say('1');
		await drainAll();
		expect(await row()).toMatchObject({ status: 'delivered', providerId: 'SMx', open: false });
		expect(texts()).toEqual(['1']);
	});

	test('many at the same moment are each counted once', async () => {
		await say('1', { subject: 'offer1' });
		await drainAll();
		await Promise.all([0, 1, 2].flatMap(() => [tell('delivered', 'SM1'), tell('read', 'SM1')]));
		expect((await row()).status).toBe('read');
		const types = await news();
		expect(new Set(types).size).toBe(types.length);
	});

	test('a closed window learned from a callback sends the template instead; the late doubles of the first attempt are no news', async () => {
		carrier.failures = { 63016: { action: 'template', code: '63016' } };
		await say('1', { template: { name: 't', variables: {} } });
		await drainAll();
		await tell('failed', 'SM1', { errorCode: '63016' });
		await tell('failed', 'SM1', { errorCode: '63016' });
		await drainAll();
		await tell('failed', 'SM1', { errorCode: '63016' });
		await tell('sent', 'SM1', { outboxId: (await row())._id });
		expect(carrier.sent.map((one) => one.form)).toEqual(['none', 'template']);
		expect(await row()).toMatchObject({ status: 'sent', providerId: 'SM2', pastProviderIds: ['SM1'] });
		await tell('delivered', 'SM2');
		expect(await statuses()).toEqual(['delivered']);
	});

	test('a callback may say that the person is not on WhatsApp, opted out, or that it failed for good', async () => {
		carrier.failures = {
			63024: { action: 'other_channel', code: '63024' },
			21610: { action: 'suppress', code: '21610' },
		};
		await say('1');
		await drainAll();
		await tell('failed', 'SM1', { errorCode: '63024' });
		await drainAll();
		expect(carrier.sent.at(-1)?.route.channel).toBe('sms');
		await tell('failed', 'SM2', { errorCode: '21610' });
		expect(await statuses()).toEqual(['suppressed']);
		await drainAll();
		expect(carrier.sent).toHaveLength(2);
	});

	test('something delivered after all is delivered, even when it had been given up', async () => {
		await say('1');
		await drainAll();
		await tell('failed', 'SM1', { errorCode: '30003' });
		expect(await statuses()).toEqual(['failed']);
		await tell('delivered', 'SM1', { outboxId: (await row())._id });
		expect(await statuses()).toEqual(['delivered']);
	});

	test('of messages we never sent they change nothing', async () => {
		expect(await tell('delivered', 'SMnobody')).toBe('unknown_message');
		expect(await tell('delivered', 'SMnobody', { outboxId: 'nothing' })).toBe('unknown_message');
	});
});

describe('a callback that never comes', () => {
	const MINUTE = 60_000;

	test('the carrier is asked, and what it says counts like a callback: a refusal is sent another way', async () => {
		carrier.failures['63016'] = { action: 'template', code: '63016' };
		await say('Bonjour', { template: { name: 'hello', variables: {} }, subject: 'offer1' });
		await drainAll();
		expect(await askForNews(deps)).toBe(0);
		spine.clock.advance(10 * MINUTE);
		carrier.fetchStatus = async (providerId) => ({ carrier: 'twilio', providerId, status: 'failed', errorCode: '63016' });
		expect(await askForNews(deps)).toBe(1);
		expect(await statuses()).toEqual(['queued']);
		await drainAll();
		expect(carrier.sent.map(({ form }) => form)).toEqual(['none', 'template']);
		expect(await askForNews(deps)).toBe(0);
	});

	test('a delivery that was not told starts the time of what it carries', async () => {
		await say('Bonjour', { subject: 'offer1' });
		await drainAll();
		spine.clock.advance(10 * MINUTE);
		carrier.states = { SM1: 'delivered' };
		await askForNews(deps);
		expect(await statuses()).toEqual(['delivered']);
		expect(await news()).toEqual(['message.delivered']);
	});

	test('a phone that is off is asked about three times, and no more', async () => {
		await say('Bonjour');
		await drainAll();
		carrier.states = { SM1: 'sent' };
		const asked: number[] = [];
		for (const minutes of [9, 1, 59, 1, 359, 1, 24 * 60, 24 * 60]) {
			spine.clock.advance(minutes * MINUTE);
			asked.push(await askForNews(deps));
		}
		expect(asked).toEqual([0, 1, 0, 1, 0, 1, 0, 0]);
		await tell('delivered', 'SM1', { outboxId: (await row())._id });
		expect(await statuses()).toEqual(['delivered']);
	});

	test('a carrier that does not answer is asked again', async () => {
		await say('Bonjour');
		await drainAll();
		spine.clock.advance(10 * MINUTE);
		carrier.states = { SM1: new Error('no answer') };
		await askForNews(deps);
		carrier.states = { SM1: 'read' };
		await askForNews(deps);
		expect(await statuses()).toEqual(['read']);
	});

	test('one that was told is not asked about', async () => {
		await say('Bonjour');
		await drainAll();
		await tell('delivered', 'SM1');
		spine.clock.advance(10 * MINUTE);
		expect(await askForNews(deps)).toBe(0);
	});
});
