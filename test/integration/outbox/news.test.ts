import { describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { takes } from '../../support/scripted-carrier.ts';
import { ORG } from '../../support/spine.ts';
import { carrier, contact, drainAll, news, row, rows, say, statuses, tell, texts, useOutbox } from './world.ts';

useOutbox();

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
