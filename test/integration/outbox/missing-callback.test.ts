import { describe, expect, test } from '@jest/globals';
import { askForNews } from '../../../src/channels/outbox/ask-for-news.ts';
import { carrier, deps, drainAll, news, row, say, spine, statuses, tell, useOutbox } from './world.ts';

useOutbox();

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
