import { beforeEach, describe, expect, test } from '@jest/globals';
import { unparkMessages } from '../../../src/channels/outbox/unpark-messages.ts';
import { withdrawMessages } from '../../../src/channels/outbox/withdraw-messages.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { refuses } from '../../support/scripted-carrier.ts';
import { ORG } from '../../support/spine.ts';
import { carrier, contact, drainAll, news, options, row, say, spine, statuses, texts, useOutbox } from './world.ts';

useOutbox();

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

		test('a parked message is tried again after some hours: an operator may have added what was missing', async () => {
			await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $unset: { phone: true } });
			const missing = refuses('other_channel', 'template_missing');
			carrier.script = [missing, missing];
			await say('Nouvelle demande');
			await drainAll();
			spine.clock.advance(6 * 3600_000);
			await drainAll();
			expect(await row()).toMatchObject({ status: 'queued', parked: true });
			expect(carrier.sent).toHaveLength(2);
			spine.clock.advance(6 * 3600_000);
			await drainAll();
			expect(await row()).toMatchObject({ status: 'sent', parked: false, way: 'pending' });
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
