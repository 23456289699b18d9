import { beforeEach, describe, expect, test } from '@jest/globals';
import { deliverCall } from '../../../src/modules/queues/counter/deliver-call.ts';
import { CounterModel } from '../../../src/modules/queues/counter/model.ts';
import { replayDay } from '../../../src/modules/queues/day/replay.ts';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, get, join, openWorld, pass, press, serveRoutes, stored, systemScene, told, types } from './world.ts';

useDatabase();
serveRoutes();

/** Awa is at the first counter, Ben and Coumba wait, and the second counter is open. */
let awa: string;
beforeEach(async () => {
	await openWorld();
	awa = (await join('awa'))._id;
	await join('ben');
	await join('coumba');
	await press('fatou', 'g1', 'open');
	await press('modou', 'g2', 'open');
	await press('fatou', 'g1', 'call-next');
	await press('fatou', 'g1', 'start');
});

const send = (body: Record<string, unknown> = {}) => press('fatou', 'g1', 'transfer', { counter: 'g2', ...body });
const next = async (who: string, counter: string) => (await press(who, counter, 'call-next', { finish: true })).body.ticket?.number;

describe('a person sent to a named counter (rule Q12)', () => {
	test('is next there and nowhere else, with the same number and the wait they earned', async () => {
		const before = await stored(awa);
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ transfer_counters: [{ id: 'g2', label: { fr: 'Guichet 2' } }] });
		expect(await send()).toMatchObject({
			body: {
				outcome: 'transferred',
				ticket: { number: 'A001', status: 'waiting', lane: 'reserved', reserved_for: 'g2', started_at: null },
				counter: { in_hand: null },
			},
		});
		expect(await stored(awa)).toMatchObject({
			effectiveFrom: before.effectiveFrom,
			joinedAt: before.joinedAt,
			transfers: 1,
			class: 'normal',
		});
		expect((await told('awa', 'ticket.transferred'))[0]?.data).toMatchObject({
			number: 'A001',
			number_kept: true,
			counter_label: { fr: 'Guichet 2' },
		});
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ line: [{ number: 'A002' }, { number: 'A003' }] });
		expect((await get('modou', '/counters/g2')).body).toMatchObject({
			line: [{ number: 'A001', why: 'reserved' }, { number: 'A002' }, { number: 'A003' }],
		});
		expect(await ask('awa', 'queues.status')).toMatchObject({ outcome: 'found', data: { position: 1, ahead: 0 } });
		expect(await next('fatou', 'g1')).toBe('A002');
		expect(await next('modou', 'g2')).toBe('A001');
		expect(await stored(awa)).toMatchObject({ status: 'called', hand: 'g2', lane: 'normal', reservedFor: null });
		await press('modou', 'g2', 'start');
		clock.minutes(3);
		expect(await next('modou', 'g2')).toBe('A003');
		expect((await replayDay(BANK, 'caisse', '2026-11-26')).differences).toEqual([]);
	});

	test('is called after whoever that counter serves, before anyone it could call', async () => {
		await press('modou', 'g2', 'call-next');
		await send();
		expect(await next('fatou', 'g1')).toBe('A003');
		expect(await ask('awa', 'queues.status')).toMatchObject({ data: { ahead: 0 } });
		expect(await next('modou', 'g2')).toBe('A001');
	});

	test('gives way to an emergency only', async () => {
		await send();
		await press('fatou', 'g1', 'walk-in', { service: 'depot', priority: 'emergency' });
		expect(await next('modou', 'g2')).toBe('A004');
		expect(await next('modou', 'g2')).toBe('A001');
	});

	test('to a counter that does something else, gets a number of that queue, and is next there', async () => {
		await join('demba', { service: 'credit' });
		await press('modou', 'g2', 'close');
		await press('modou', 'g3', 'open');
		expect(await send({ counter: 'g3' })).toMatchObject({
			body: { outcome: 'transferred', ticket: { number: 'C002', service: 'credit', reserved_for: 'g3' } },
		});
		expect((await told('awa', 'ticket.transferred'))[0]?.data).toMatchObject({ former_number: 'A001', number: 'C002', number_kept: false });
		expect(await stored(awa)).toMatchObject({ status: 'transferred', live: false });
		expect(await next('modou', 'g3')).toBe('C002');
		expect(await next('modou', 'g3')).toBe('C001');
	});

	test('is not sent to a counter that is closed, that is their own, or elsewhere', async () => {
		await press('modou', 'g2', 'pause');
		expect(await send()).toMatchObject({
			body: { outcome: 'not_open', ticket: { status: 'serving' }, counter: { in_hand: { number: 'A001' } } },
		});
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ transfer_counters: [] });
		expect((await send({ counter: 'g1' })).status).toBe(400);
		expect(await send({ counter: 'm1' })).toMatchObject({ status: 404, body: { field: 'counter' } });
		await press('modou', 'g2', 'resume');
		expect(await send({ service: 'credit' })).toMatchObject({ body: { outcome: 'transferred', ticket: { number: 'C001' } } });
	});

	test('is not sent around for ever', async () => {
		for (const [who, counter, to] of [
			['fatou', 'g1', 'g2'],
			['modou', 'g2', 'g1'],
			['fatou', 'g1', 'g2'],
			['modou', 'g2', 'g1'],
		] as const) {
			expect(await press(who, counter, 'transfer', { counter: to })).toMatchObject({ body: { outcome: 'transferred' } });
			const other = to === 'g2' ? 'modou' : 'fatou';
			expect((await press(other, to, 'call-next')).body.ticket?.number).toBe('A001');
		}
		expect((await send()).body.outcome).toBe('loop');
	});
});

describe('a place that is kept falls back into the line, where the wait puts it', () => {
	test.each(['pause', 'close'])('when the counter does %s', async (key) => {
		await send();
		await press('modou', 'g2', key);
		expect(await stored(awa)).toMatchObject({ status: 'waiting', lane: 'normal', reservedFor: null });
		// She came first, so she is before those who have waited all along.
		expect(await next('fatou', 'g1')).toBe('A001');
		await press('modou', 'g2', key === 'pause' ? 'resume' : 'open');
		expect(await next('modou', 'g2')).toBe('A002');
	});

	test('when the counter gives no more sign of life, with somebody called or without', async () => {
		await send();
		await pass(9);
		expect(await stored(awa)).toMatchObject({ lane: 'reserved' });
		await pass(2);
		expect(await stored(awa)).toMatchObject({ lane: 'normal', reservedFor: null });
		expect(await next('fatou', 'g1')).toBe('A001');
		await press('modou', 'g2', 'call-next');
		// Sent there a second time, she stands in its list once.
		await send();
		expect((await CounterModel.findOne({ org: BANK, counter: 'g2' }).lean())?.reserved).toEqual([awa]);
		await pass(11);
		expect(await stored(awa)).toMatchObject({ status: 'waiting', lane: 'normal' });
		expect((await get('chef', '/counters')).body).toMatchObject({ items: [{ id: 'g1' }, { id: 'g2', state: 'paused' }, {}, {}] });
	});

	test('and is kept as long as the counter is there', async () => {
		await press('modou', 'g2', 'call-next');
		await press('modou', 'g2', 'start');
		await send();
		for (let i = 0; i < 5; i++) {
			await pass(5);
			await get('modou', '/counters/g2');
		}
		expect(await stored(awa)).toMatchObject({ lane: 'reserved', reservedFor: 'g2' });
		expect(await next('modou', 'g2')).toBe('A001');
	});

	test('whoever steps aside for a moment meanwhile is not lost', async () => {
		await send();
		expect((await ask('awa', 'queues.pause', { minutes: 15 })).outcome).toBe('paused');
		expect(await next('modou', 'g2')).toBe('A002');
		expect((await ask('awa', 'queues.resume')).outcome).toBe('resumed');
		expect(await next('modou', 'g2')).toBe('A001');
		await press('modou', 'g2', 'transfer', { counter: 'g1' });
		await ask('awa', 'queues.pause', { minutes: 15 });
		await press('fatou', 'g1', 'close');
		await ask('awa', 'queues.resume');
		expect(await next('modou', 'g2')).toBe('A001');
	});

	test('whoever leaves is not called, and whoever asks for five minutes stands in the line', async () => {
		await send();
		expect((await ask('awa', 'queues.snooze')).outcome).toBe('snoozed');
		expect(await next('modou', 'g2')).toBe('A002');
		await press('modou', 'g2', 'transfer', { counter: 'g1' });
		expect((await ask('ben', 'queues.leave')).outcome).toBe('left');
		expect(await next('fatou', 'g1')).toBe('A003');
		expect(await next('fatou', 'g1')).toBe('A001');
	});

	test('sent at the moment at which the counter closes, nobody waits for it', async () => {
		for (let i = 0; i < 5; i++) {
			await Promise.all([send(), press('modou', 'g2', 'close')]);
			const ticket = await stored(awa);
			expect(ticket.lane).toBe('normal');
			if (ticket.hand !== 'g1') expect(await next('fatou', 'g1')).toBe('A001');
			await press('modou', 'g2', 'open');
		}
	});
});

test('the ladder of a person who is absent at the counter they were sent to (rules Q8, Q12)', async () => {
	await send();
	expect(await next('modou', 'g2')).toBe('A001');
	await systemScene((scene) => deliverCall(scene, awa, scene.now));
	clock.seconds(60);
	expect((await press('modou', 'g2', 'recall')).body.outcome).toBe('recalled');
	clock.minutes(4);
	expect(await press('modou', 'g2', 'no-show')).toMatchObject({
		body: { outcome: 'absent', ticket: { lane: 'normal', reserved_for: null } },
	});
	expect(await next('modou', 'g2')).toBe('A002');
	// Back in time, she is next wherever a counter is free.
	expect(await ask('awa', 'queues.arrive')).toMatchObject({ outcome: 'back', data: { position: 1 } });
	expect(await next('fatou', 'g1')).toBe('A001');
	expect(await types('awa')).toEqual([
		'ticket.called',
		'ticket.transferred',
		'ticket.called',
		'ticket.recalled',
		'ticket.no_show',
		'ticket.called',
	]);
});
