import { beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { QueueModel } from '../../../src/modules/queues/queue/model.ts';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, get, join, openWorld, press, serveRoutes } from './world.ts';

useDatabase();
serveRoutes();
/** The first counter calls from the cash queue and from that for advice; a deposit takes 6 minutes, a loan 20. */
beforeEach(async () => {
	await openWorld();
	await press('fatou', 'g1', 'open');
});

const Queues = z.looseObject({
	items: z.array(z.looseObject({ id: z.string(), counters: z.number(), wait: z.object({ low: z.number(), high: z.number() }).nullable() })),
});
const queue = async (id: string) => {
	const { items } = Queues.parse((await get('chef', '/queues?branch=plateau')).body);
	return items.find((one) => one.id === id);
};
/** People of both queues, one after the other. */
async function fill(each: number): Promise<void> {
	for (let i = 0; i < each; i++) {
		await join(null);
		await join(null, { service: 'credit' });
	}
}
async function callAll(who: string, counter: string, count: number): Promise<(string | undefined)[]> {
	const called = [];
	for (let i = 0; i < count; i++) called.push((await press(who, counter, 'call-next', { finish: true })).body.ticket?.number);
	return called;
}

describe('a counter that serves two queues', () => {
	test('calls from both as from one line, and shows them so', async () => {
		await fill(3);
		const order = ['A001', 'C001', 'A002', 'C002', 'A003', 'C003'];
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ line: order.map((number) => ({ number })) });
		expect(await callAll('fatou', 'g1', 6)).toEqual(order);
	});

	test('gives the law of either queue its share of the calls, once in three, whichever queue it passes', async () => {
		await fill(2);
		await join(null, { priority: 'elderly' });
		await join(null, { service: 'credit', priority: 'pregnant' });
		expect(await callAll('fatou', 'g1', 6)).toEqual(['A003', 'A001', 'C001', 'C003', 'A002', 'C002']);
	});

	test('is remembered by both queues: another counter of one of them goes on from there', async () => {
		await press('modou', 'g3', 'open');
		await fill(2);
		await join(null, { priority: 'elderly' });
		await join(null, { service: 'credit', priority: 'pregnant' });
		expect(await callAll('fatou', 'g1', 1)).toEqual(['A003']);
		// The cash queue's priority passed those who wait for advice: they are not passed again at once.
		expect(await callAll('modou', 'g3', 3)).toEqual(['C001', 'C002', 'C003']);
		const lives = await QueueModel.find({ org: BANK }).sort({ _id: 1 }).lean();
		expect(lives.map(({ queue: id, calls }) => [id, calls])).toEqual([
			['caisse', 1],
			['conseil', 3],
		]);
	});
});

describe('the wait where two queues share a counter', () => {
	test('is that of both lines: the counter is not there twice', async () => {
		await fill(3);
		// Three deposits and three loans before whoever joins now: 78 minutes at one counter, not 18.
		const cash = await queue('caisse');
		expect(cash?.counters).toBe(1);
		expect(cash?.wait?.low).toBeGreaterThan(40);
		expect(cash?.wait?.low).toBeLessThan(78);
		expect(cash?.wait?.high).toBeGreaterThan(78);
		expect((await queue('conseil'))?.wait).toEqual(cash?.wait);
	});

	test('is shorter for both when a counter of one of them opens', async () => {
		await fill(3);
		const before = await queue('caisse');
		await press('modou', 'g3', 'open');
		const after = await queue('caisse');
		expect(after?.counters).toBe(1);
		expect((await queue('conseil'))?.counters).toBe(2);
		expect(after?.wait?.low).toBeLessThan(before?.wait?.low ?? 0);
		expect(after?.wait?.high).toBeLessThan(before?.wait?.high ?? 0);
	});

	test('tells how many are ahead in one’s own line, and how long both take', async () => {
		await fill(2);
		await join('awa');
		const found = await ask('awa', 'queues.status');
		expect(found).toMatchObject({ outcome: 'found', data: { ahead: 2, position: 3 } });
		expect(found.data?.wait_low).toBeGreaterThan(25);
		clock.minutes(1);
		await callAll('fatou', 'g1', 4);
		expect(await ask('awa', 'queues.status')).toMatchObject({ data: { ahead: 0 } });
	});
});
