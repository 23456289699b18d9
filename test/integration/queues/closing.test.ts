import { beforeEach, describe, expect, test } from '@jest/globals';
import { endDays } from '../../../src/modules/queues/day/end-day.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { useDatabase } from '../../support/database.ts';
import {
	ask,
	BANK,
	call,
	clock,
	fire,
	get,
	importWorld,
	inScene,
	join,
	openWorld,
	pass,
	press,
	serveRoutes,
	stored,
	told,
	types,
} from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

const CAISSE = { organisation: BANK, branch: 'plateau', service: 'depot' };
const at = (time: string) => {
	clock.set(new Date(time));
};

describe('closing (rule Q10)', () => {
	test('gives no ticket outside the day’s hours, nor on a holiday, and says when it opens', async () => {
		at('2026-11-26T16:30:00Z');
		expect(await ask('awa', 'queues.join', CAISSE)).toEqual({
			outcome: 'closed',
			data: {
				why: 'hours',
				opens_at: '2026-11-27T08:00:00.000Z',
				opens_time: '08:00',
				opens_label: { fr: 'vendredi 27 novembre à 08:00', en: 'Friday 27 November at 08:00', wo: 'àjjuma 27 nowàmbar ci 08:00' },
			},
		});
		at('2026-12-24T17:00:00Z');
		expect((await ask('awa', 'queues.offer', CAISSE)).data).toMatchObject({ why: 'hours', opens_at: '2026-12-28T08:00:00.000Z' });
	});

	test('tells the hour on the clock of the branch, whatever the clock of the number (rule X8)', async () => {
		await openWorld((yaml) => yaml.replace(/(slug: banque[\s\S]*?)timezone: Africa\/Dakar/, '$1timezone: Africa/Lagos'));
		at('2026-11-26T16:30:00Z');
		expect((await ask('awa', 'queues.join', CAISSE)).data).toMatchObject({
			opens_at: '2026-11-27T07:00:00.000Z',
			opens_label: { fr: 'vendredi 27 novembre à 08:00', wo: 'àjjuma 27 nowàmbar ci 08:00' },
		});
	});

	test('gives tickets from the night on, or only so long before the house opens as it says', async () => {
		at('2026-11-26T01:00:00Z');
		expect((await ask('awa', 'queues.join', CAISSE)).outcome).toBe('joined');
		await openWorld((yaml) =>
			yaml
				.replace('kind: bank\n', 'kind: bank\n    settings: { queue_opens_early_minutes: 30 }\n')
				.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "Mo-Fr 08:00-12:00,14:00-16:00"'),
		);
		at('2026-11-26T07:29:00Z');
		expect(await ask('ben', 'queues.join', CAISSE)).toMatchObject({ outcome: 'closed', data: { why: 'hours', opens_time: '08:00' } });
		at('2026-11-26T07:30:00Z');
		expect((await ask('ben', 'queues.join', CAISSE)).outcome).toBe('joined');
		// Not so in the break of the day: those who came in the morning are in the line already.
		at('2026-11-26T12:30:00Z');
		expect((await ask('coumba', 'queues.join', CAISSE)).outcome).toBe('joined');
	});

	test('gives no ticket that would be served after closing and the margin', async () => {
		await press('fatou', 'g1', 'open');
		at('2026-11-26T15:20:00Z');
		await press('fatou', 'g1', 'pause');
		await press('fatou', 'g1', 'resume');
		expect((await ask('awa', 'queues.join', CAISSE)).outcome).toBe('joined');
		await press('fatou', 'g1', 'call-next');
		expect((await ask('ben', 'queues.join', CAISSE)).outcome).toBe('joined');
		for (const client of ['coumba', 'demba']) await ask(client, 'queues.join', CAISSE);
		expect(await ask('awa', 'queues.join', { ...CAISSE, service: 'retrait' })).toMatchObject({
			outcome: 'closed',
			data: { why: 'too_late' },
		});
		at('2026-11-26T15:46:00Z');
		await press('fatou', 'g1', 'served');
		expect((await ask('awa', 'queues.join', { ...CAISSE, service: 'retrait' })).data).toMatchObject({ why: 'too_late' });
	});

	test('at the hour, those who wait are told, and are first on the next day', async () => {
		const awa = await join('awa');
		const paper = await join(null, { name: 'Vieux Sy' });
		at('2026-11-26T15:59:30Z');
		await pass(1);
		expect(await stored(awa._id)).toMatchObject({ status: 'expired', live: false, carryUntil: '2026-11-27' });
		expect((await told('awa', 'ticket.queue_closed'))[0]?.data).toMatchObject({
			opens_day: '2026-11-27',
			opens_time: '08:00',
			carried: true,
		});
		at('2026-11-27T08:05:00Z');
		await press('fatou', 'g1', 'open');
		await ask('ben', 'queues.join', CAISSE);
		clock.minutes(1);
		expect(await ask('awa', 'queues.join', CAISSE)).toMatchObject({ outcome: 'joined', data: { number: 'A002', position: 1 } });
		expect(await press('fatou', 'g1', 'walk-in', { service: 'depot', carry: paper.number })).toMatchObject({
			body: { ticket: { number: 'A003', carried: true } },
		});
		const order = [];
		for (let i = 0; i < 3; i++) order.push((await press('fatou', 'g1', 'call-next', { finish: true })).body.ticket?.number);
		expect(order).toEqual(['A002', 'A003', 'A001']);
		// The right is used up.
		expect(await press('fatou', 'g1', 'walk-in', { service: 'depot', carry: paper.number })).toMatchObject({
			body: { ticket: { carried: false } },
		});
	});

	test('waits for the counters that serve on those who are inside', async () => {
		const awa = await join('awa');
		await press('fatou', 'g1', 'open');
		at('2026-11-26T15:59:30Z');
		await pass(1);
		expect((await stored(awa._id)).status).toBe('waiting');
		await press('fatou', 'g1', 'close');
		await pass(11);
		expect((await stored(awa._id)).status).toBe('expired');
	});

	test('ends a line also where everybody was sent by another counter', async () => {
		await join('awa');
		await press('modou', 'g2', 'open');
		await press('modou', 'g2', 'call-next');
		await press('modou', 'g2', 'transfer', { queue: 'conseil' });
		await press('modou', 'g2', 'close');
		at('2026-11-26T15:59:30Z');
		await pass(1);
		expect(await TicketModel.findOne({ org: BANK, queue: 'conseil' }).lean()).toMatchObject({ status: 'expired', live: false });
	});

	test('by hand, it is for the whole day: a second opening in the afternoon is none', async () => {
		await openWorld((yaml) => yaml.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "Mo-Fr 08:00-12:00,14:00-16:00"'));
		const awa = await join('awa');
		await call('chef', 'POST', '/queues/caisse/close');
		expect((await told('awa', 'ticket.queue_closed'))[0]?.data).toMatchObject({ opens_day: '2026-11-27', carried: true });
		expect((await ask('ben', 'queues.join', CAISSE)).data).toMatchObject({ why: 'closed', opens_at: '2026-11-27T08:00:00.000Z' });
		// Closed by mistake: who was sent away stands where they stood.
		await call('chef', 'POST', '/queues/caisse/open');
		await press('fatou', 'g1', 'open');
		await ask('ben', 'queues.join', CAISSE);
		clock.minutes(1);
		expect(await ask('awa', 'queues.join', CAISSE)).toMatchObject({ outcome: 'joined', data: { position: 1 } });
		expect((await stored(awa._id)).carriedTo).not.toBeNull();
	});

	test('at an hour that has been moved since, nobody is sent home: it comes at the new one', async () => {
		const awa = await join('awa');
		await importWorld((yaml) => yaml.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "Mo-Fr 08:00-18:00"'));
		at('2026-11-26T15:59:30Z');
		await pass(1);
		expect((await stored(awa._id)).status).toBe('waiting');
		at('2026-11-26T17:59:30Z');
		await pass(1);
		expect((await stored(awa._id)).status).toBe('expired');
	});

	test('by hand: paused, wound down, closed for the day', async () => {
		const awa = await join('awa');
		const change = (who: string, to: string) => call(who, 'POST', `/queues/caisse/${to}`, { reason: 'panne' });
		expect(await change('fatou', 'pause')).toMatchObject({ status: 200, body: { status: 'paused', reason: 'panne', waiting: 1 } });
		expect((await ask('ben', 'queues.join', CAISSE)).data).toMatchObject({ why: 'paused' });
		expect((await stored(awa._id)).status).toBe('waiting');
		expect((await change('ami', 'open')).status).toBe(403);
		expect((await change('sister', 'open')).status).toBe(404);
		await change('fatou', 'open');
		expect((await ask('ben', 'queues.join', CAISSE)).outcome).toBe('joined');
		await change('chef', 'close');
		expect(await types('awa')).toEqual(['ticket.queue_closed']);
		expect((await ask('coumba', 'queues.join', CAISSE)).data).toMatchObject({ why: 'closed' });
		at('2026-11-27T09:00:00Z');
		expect((await ask('coumba', 'queues.join', CAISSE)).outcome).toBe('joined');
	});
});

test('a line of any length is counted, and closed by hand, though a page shows fifty and one transaction ends as many', async () => {
	await openWorld((yaml) => yaml.replace('capacity: 20,', 'capacity: 100,'));
	await press('fatou', 'g1', 'open');
	for (let i = 0; i < 53; i++) await join(null);
	expect((await get('fatou', '/counters/g1')).body).toMatchObject({ stats: { waiting: 53 } });
	await call('chef', 'POST', '/queues/caisse/close');
	await fire();
	expect(await TicketModel.countDocuments({ org: BANK, status: 'expired' })).toBe(53);
});

describe('the night', () => {
	const night = () => endDays({ inScene, clock });

	test('ends what the day left behind, by the organisation’s own clock (rule X8)', async () => {
		await openWorld((yaml) => yaml.replaceAll('Africa/Dakar', 'Africa/Douala'));
		const waiting = await join('awa');
		const serving = await join('ben');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next', { ticket: serving._id });
		await press('fatou', 'g1', 'start');
		// 23:30 in Douala, where midnight is an hour before UTC's.
		at('2026-11-26T22:30:00Z');
		await night();
		expect((await stored(waiting._id)).status).toBe('waiting');
		at('2026-11-26T23:10:00Z');
		await night();
		expect(await stored(waiting._id)).toMatchObject({ status: 'expired', live: false });
		expect(await stored(serving._id)).toMatchObject({ status: 'served', servedAt: null, live: false, hand: null });
		expect(await press('modou', 'g1', 'open')).toMatchObject({ body: { outcome: 'opened' } });
	});

	test('does not come to a house that is open through it: people wait on, and no number is called for two', async () => {
		await openWorld((yaml) => yaml.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "24/7"'));
		at('2026-11-26T23:50:00Z');
		const [first, second] = [await join('awa'), await join('ben')];
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'start');
		await pass(200);
		await night();
		expect(await stored(first._id)).toMatchObject({ status: 'serving', live: true });
		expect(await stored(second._id)).toMatchObject({ number: 'A002', status: 'waiting' });
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ state: 'open', ticket: { number: 'A001' } });
		// A002 still waits, and A001 is still being served.
		expect((await join('coumba')).number).toBe('A003');
		expect(await types('ben')).not.toContain('ticket.queue_closed');
		// A night later nobody can still be sitting there.
		at('2026-11-28T00:10:00Z');
		await night();
		expect(await stored(second._id)).toMatchObject({ status: 'expired', live: false });
	});

	test('a bar’s night ends at its closing hour, and its people are first when it opens again, on the same date', async () => {
		await openWorld((yaml) => yaml.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "Mo-Su 20:00-02:00"'));
		at('2026-11-26T23:30:00Z');
		const evening = await join('awa');
		at('2026-11-27T00:30:00Z');
		await night();
		expect((await stored(evening._id)).status).toBe('waiting');
		const late = await join('ben');
		expect(late.number).toBe('A002');
		at('2026-11-27T01:59:30Z');
		await pass(1);
		expect(await stored(late._id)).toMatchObject({ status: 'expired', day: '2026-11-27', carryUntil: '2026-11-27' });
		at('2026-11-27T20:01:00Z');
		await press('fatou', 'g1', 'open');
		await join('coumba');
		expect(await ask('ben', 'queues.join', CAISSE)).toMatchObject({ outcome: 'joined', data: { position: 1 } });
	});

	test('leaves no counter to somebody who went home, and none open through the night loses its agent', async () => {
		await press('fatou', 'g1', 'open');
		await press('modou', 'g2', 'open');
		await press('modou', 'g2', 'pause');
		at('2026-11-26T23:50:00Z');
		await night();
		expect((await get('chef', '/counters/g1')).body).toMatchObject({ state: 'open' });
		at('2026-11-27T00:10:00Z');
		await night();
		expect((await get('chef', '/counters/g1')).body).toMatchObject({ state: 'closed', agent: null });
		at('2026-11-27T08:01:00Z');
		expect((await press('modou', 'g1', 'open')).body.outcome).toBe('opened');
		expect((await press('fatou', 'g2', 'open')).body.outcome).toBe('opened');
		await night();
		expect((await get('chef', '/counters/g2')).body).toMatchObject({ state: 'open' });
	});

	test('ends the tickets of a queue that is not there any more, and their owners may take another', async () => {
		const waiting = await join('awa');
		const serving = await join('ben');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next', { ticket: serving._id });
		await press('fatou', 'g1', 'start');
		await importWorld((yaml) => yaml.replaceAll('id: caisse, branch', 'id: accueil, branch'));
		expect(await ask('awa', 'queues.status')).toMatchObject({ outcome: 'found', data: { number: 'A001' } });
		expect((await ask('awa', 'queues.join', CAISSE)).outcome).toBe('already');
		await night();
		expect(await stored(waiting._id)).toMatchObject({ status: 'expired', live: false });
		expect(await stored(serving._id)).toMatchObject({ status: 'served', servedAt: null, hand: null });
		expect(await types('awa')).toEqual(['ticket.cancelled']);
		expect((await ask('awa', 'queues.join', CAISSE)).outcome).toBe('joined');
	});

	test('numbers begin again each day, and never meet those of the day before', async () => {
		expect((await join('awa')).number).toBe('A001');
		at('2026-11-27T09:00:00Z');
		await night();
		expect((await join('awa')).number).toBe('A001');
	});
});
