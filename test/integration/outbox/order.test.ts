import { afterEach, describe, expect, test } from '@jest/globals';
import { type Outbox, startOutbox } from '../../../src/channels/outbox/start-outbox.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { aMessage } from '../../support/outbox.ts';
import { ORG, OUR_SMS, PHONE } from '../../support/spine.ts';
import { until } from '../../support/until.ts';
import { carrier, contact, deps, drain, drainAll, queue, row, say, spine, statuses, texts, useOutbox } from './world.ts';

useOutbox();

const running: Outbox[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((outbox) => outbox.stop()));
});

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
