import { beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '../../support/database.ts';
import { clock, eventsOf, get, join, openWorld, press, serveRoutes, stored, told, types } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

describe('a visit', () => {
	test('goes from the ticket to the mark, and the client hears of it where they write', async () => {
		const { number, _id } = await join('awa');
		expect(number).toBe('A001');
		expect(await press('fatou', 'g1', 'open')).toMatchObject({
			status: 200,
			body: { outcome: 'opened', counter: { state: 'open', mine: true } },
		});
		clock.minutes(5);
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({
			status: 200,
			body: { outcome: 'called', ticket: { number: 'A001', status: 'called', waited_minutes: 5, service_label: { fr: 'Dépôt' } } },
		});
		expect(await press('fatou', 'g1', 'start')).toMatchObject({ body: { outcome: 'started', ticket: { status: 'serving' } } });
		clock.minutes(4);
		expect(await press('fatou', 'g1', 'served')).toMatchObject({
			body: { outcome: 'served', ticket: { status: 'served' }, counter: { in_hand: null } },
		});
		expect(await types('awa')).toEqual(['ticket.called', 'ticket.served']);
		expect((await told('awa'))[0]?.data).toMatchObject({ number: 'A001', organisation: 'banque', counter_label: { fr: 'Guichet 1' } });
		expect((await stored(_id)).history.map(({ to }) => to)).toEqual(['waiting', 'called', 'serving', 'served']);
		expect((await eventsOf('ticket.status_changed')).map(({ to }) => to)).toEqual(['called', 'serving', 'served']);
	});

	test('is in the order of arrival, whoever has a phone', async () => {
		await join('awa');
		await join(null);
		await join('ben');
		await press('fatou', 'g1', 'open');
		await press('modou', 'g2', 'open');
		const called = [];
		for (const [who, counter] of [
			['fatou', 'g1'],
			['modou', 'g2'],
			['fatou', 'g1'],
		] as const) {
			called.push((await press(who, counter, 'call-next', { finish: true })).body.ticket?.number);
		}
		expect(called).toEqual(['A001', 'A002', 'A003']);
		expect(await press('modou', 'g2', 'call-next', { finish: true })).toMatchObject({ body: { outcome: 'none_waiting', ticket: null } });
	});

	test('is not moved by a press that was made looking at another ticket', async () => {
		const awa = await join('awa');
		const ben = await join('ben');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'call-next', { finish: true, seen: awa._id });
		for (const [key, body] of [
			['served', {}],
			['put-back', {}],
			['call-next', { finish: true }],
		] as const) {
			expect(await press('fatou', 'g1', key, { ...body, seen: awa._id })).toMatchObject({ status: 409, body: { field: 'seen' } });
		}
		expect(await press('fatou', 'g1', 'served', { seen: ben._id })).toMatchObject({ body: { outcome: 'served' } });
	});

	test('at a counter goes on only from an open one, one ticket at a time', async () => {
		await join('awa');
		await join('ben');
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({ status: 409, body: { code: 'conflict', field: 'state' } });
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({ status: 409, body: { field: 'ticket' } });
		expect(await press('fatou', 'g2', 'open')).toMatchObject({ status: 409, body: { field: 'counter' } });
		expect(await press('modou', 'g1', 'served')).toMatchObject({ status: 409, body: { field: 'agent' } });
		expect(await press('fatou', 'g1', 'pause', { reason: 'prière' })).toMatchObject({
			body: { outcome: 'paused', counter: { pause_reason: 'prière' } },
		});
		await press('fatou', 'g1', 'start');
		await press('fatou', 'g1', 'served');
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({ status: 409 });
		expect(await press('fatou', 'g1', 'resume')).toMatchObject({ body: { outcome: 'resumed' } });
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({ body: { ticket: { number: 'A002' } } });
	});

	test('pressed again with the same id is the same press', async () => {
		await join('awa');
		await join('ben');
		await press('fatou', 'g1', 'open');
		const first = await press('fatou', 'g1', 'call-next', { press_id: 'one' });
		expect((await press('fatou', 'g1', 'call-next', { press_id: 'one' })).body).toMatchObject({
			outcome: 'called',
			ticket: { number: first.body.ticket?.number },
		});
		expect(await types('ben')).toEqual([]);
		await press('fatou', 'g1', 'served', { press_id: 'two' });
		expect((await press('fatou', 'g1', 'served', { press_id: 'two' })).body.outcome).toBe('served');
	});
});

describe('a counter', () => {
	test('serves what it does there, and what its agent can', async () => {
		await join('awa', { service: 'credit' });
		await press('fatou', 'g1', 'open');
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({
			queues: [{ id: 'caisse' }, { id: 'conseil' }],
			line: [{ number: 'C001' }],
		});
		await press('modou', 'g3', 'open');
		expect((await get('modou', '/counters/g3')).body).toMatchObject({ queues: [{ id: 'conseil', waiting: 1 }] });
		expect((await press('modou', 'g3', 'call-next')).body.ticket?.number).toBe('C001');
	});

	test('is one for each agent; a token that names nobody opens several', async () => {
		await press('fatou', 'g1', 'open');
		expect((await press('fatou', 'g2', 'open')).status).toBe(409);
		expect((await press('desk', 'g2', 'open')).body.outcome).toBe('opened');
		expect((await press('desk', 'g3', 'open')).body.outcome).toBe('opened');
		await join('awa');
		expect((await press('desk', 'g2', 'call-next')).body.ticket?.number).toBe('A001');
		expect((await press('desk', 'g1', 'call-next')).status).toBe(409);
	});

	test('left open by an agent who has gone can be opened by another, unless somebody is in hand there', async () => {
		const awa = await join('awa');
		await join('ben');
		await press('fatou', 'g1', 'open');
		clock.minutes(10);
		expect((await get('modou', '/counters/g1')).body).toMatchObject({ state: 'open', mine: false, can_open: false });
		expect((await press('modou', 'g1', 'open')).status).toBe(409);
		clock.minutes(10);
		expect((await get('modou', '/counters/g1')).body).toMatchObject({ can_open: true });
		expect((await press('modou', 'g1', 'open')).body).toMatchObject({ outcome: 'opened', counter: { agent: { id: 'modou' }, mine: true } });
		expect((await press('fatou', 'g1', 'call-next')).status).toBe(409);
		await press('modou', 'g1', 'call-next', { ticket: awa._id });
		await press('modou', 'g1', 'start');
		clock.minutes(60);
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ can_open: false });
		expect((await press('fatou', 'g1', 'open')).status).toBe(409);
	});

	test('is for the staff of its branch', async () => {
		expect((await get('ami', '/counters')).body).toMatchObject({ items: [{ id: 'm1' }] });
		expect((await get('chef', '/counters')).body).toMatchObject({ items: [{ id: 'g1' }, { id: 'g2' }, { id: 'g3' }, { id: 'm1' }] });
		const { body } = await get('chef', '/counters?limit=3');
		expect(body).toMatchObject({ items: [{}, {}, { id: 'g3' }] });
		expect((await get('chef', `/counters?limit=3&cursor=${body.next_cursor}`)).body).toMatchObject({
			items: [{ id: 'm1' }],
			next_cursor: null,
		});
		expect((await press('ami', 'g1', 'open')).status).toBe(403);
		expect((await press('sister', 'g1', 'open')).status).toBe(404);
		expect((await press('provider', 'g1', 'open')).status).toBe(403);
		expect((await get(null, '/counters/g1')).status).toBe(401);
		const { _id } = await join('awa');
		expect((await get('ami', `/tickets/${_id}`)).status).toBe(403);
		expect((await get('sister', `/tickets/${_id}`)).status).toBe(404);
	});

	test('sees who is not there yet where presence is asked for, and says that they are', async () => {
		const awa = await join('awa', { branch: 'medina' });
		await join('ben', { branch: 'medina' });
		await press('ami', 'm1', 'open');
		expect((await get('ami', '/counters/m1')).body).toMatchObject({
			line: [],
			away: [
				{ number: 'A001', presence: 'joined', callable: false },
				{ number: 'A002', presence: 'joined' },
			],
			stats: { waiting: 2, away: 2 },
		});
		expect((await press('ami', 'm1', 'call-next')).body.outcome).toBe('none_waiting');
		expect((await press('fatou', 'g1', 'arrived', { ticket: awa._id })).status).toBe(404);
		for (let times = 0; times < 2; times++) {
			const { body } = await press('ami', 'm1', 'arrived', { ticket: awa._id });
			expect(body).toMatchObject({ outcome: 'arrived', ticket: { number: 'A001', presence: 'arrived' } });
		}
		expect((await get('ami', '/counters/m1')).body).toMatchObject({
			line: [{ number: 'A001' }],
			away: [{ number: 'A002' }],
			stats: { away: 1 },
		});
		expect((await press('ami', 'm1', 'call-next')).body.ticket?.number).toBe('A001');
		expect((await press('ami', 'm1', 'arrived', { ticket: awa._id })).status).toBe(409);
	});

	test('gives tickets to people without a phone, with the law’s priority and a name', async () => {
		await join('awa');
		await press('fatou', 'g1', 'open');
		expect(
			await press('fatou', 'g1', 'walk-in', { service: 'retrait', name: 'Aminata Diop', priority: 'pregnant', language: 'wo' }),
		).toMatchObject({
			body: { outcome: 'joined', ticket: { number: 'A002', priority: 'pregnant', lane: 'legal', presence: 'arrived', language: 'wo' } },
		});
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({
			line: [
				{ number: 'A002', initials: 'A. D.', why: 'legal' },
				{ number: 'A001', initials: null, why: 'turn' },
			],
		});
		expect(await press('fatou', 'g1', 'walk-in', { service: 'depot', phone: '12' })).toMatchObject({
			status: 400,
			body: { field: 'phone' },
		});
		expect(await press('fatou', 'g1', 'walk-in', { service: 'depot', class: 'vip' })).toMatchObject({
			body: { outcome: 'payment_needed', price: 1000 },
		});
	});

	test('sends people on with the wait they earned, and not for ever', async () => {
		await join('awa');
		clock.minutes(10);
		await join('ben', { service: 'credit' });
		await press('modou', 'g2', 'open');
		await press('modou', 'g2', 'call-next');
		expect(await press('modou', 'g2', 'transfer', { queue: 'conseil' })).toMatchObject({
			body: { outcome: 'transferred', ticket: { number: 'C002', queue: 'conseil', service: 'credit' }, counter: { in_hand: null } },
		});
		expect((await told('awa', 'ticket.transferred'))[0]?.data).toMatchObject({ number: 'C002', former_number: 'A001' });
		// She came before ben, so she is before him there too.
		expect((await press('modou', 'g2', 'call-next')).body.ticket?.number).toBe('C002');
		for (const queue of ['caisse', 'conseil', 'caisse']) {
			expect((await press('modou', 'g2', 'transfer', { queue })).body.outcome).toBe('transferred');
			expect((await press('modou', 'g2', 'call-next')).body.outcome).toBe('called');
		}
		expect((await press('modou', 'g2', 'transfer', { queue: 'conseil' })).body.outcome).toBe('loop');
	});
});
