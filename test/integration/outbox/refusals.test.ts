import { describe, expect, test } from '@jest/globals';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { aMessage } from '../../support/outbox.ts';
import { refuses } from '../../support/scripted-carrier.ts';
import { ORG, OUR_SMS, OUR_WHATSAPP, PHONE } from '../../support/spine.ts';
import { carrier, contact, drain, drainAll, news, queue, row, say, spine, statuses, texts, useOutbox } from './world.ts';

useOutbox();

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
