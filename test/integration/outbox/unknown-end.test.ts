import { describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { aMessage } from '../../support/outbox.ts';
import { refuses, takes } from '../../support/scripted-carrier.ts';
import { ORG, OUR_WHATSAPP, PHONE } from '../../support/spine.ts';
import { carrier, contact, deps, drain, drainAll, queue, row, rows, say, spine, statuses, tell, texts, useOutbox } from './world.ts';

useOutbox();

describe('a send whose end is unknown (I5)', () => {
	test('is not sent again before the carrier was asked, and the next message waits', async () => {
		carrier.script = [refuses('unknown', 'timeout')];
		carrier.lookUps = [{ providerId: 'SMfound', status: 'sent' }];
		await say('1');
		await drain();
		expect(await drain()).toBe(10_000);
		await say('2');
		expect(await drain()).toBe(10_000);
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
