import { beforeEach, describe, expect, test } from '@jest/globals';
import { deliverCall } from '../../../src/modules/queues/counter/deliver-call.ts';
import { arrive } from '../../../src/modules/queues/visit/arrive.ts';
import { useDatabase } from '../../support/database.ts';
import {
	asClient,
	ask,
	BANK,
	clock,
	eventsOf,
	fire,
	get,
	join,
	openWorld,
	pass,
	press,
	serveRoutes,
	stored,
	systemScene,
	told,
	types,
} from './world.ts';

useDatabase();
serveRoutes();
beforeEach(async () => {
	await openWorld();
	await press('fatou', 'g1', 'open');
});

/** The phone has the message of the call. */
const delivered = (ticket: string) => systemScene((scene) => deliverCall(scene, ticket, scene.now));

describe('nobody comes to a call (rule Q8)', () => {
	test('it is called again after a while, so often and not more', async () => {
		await join('awa');
		await press('fatou', 'g1', 'call-next');
		expect(await press('fatou', 'g1', 'recall')).toMatchObject({ body: { outcome: 'too_soon', ticket: { can: { recall: false } } } });
		clock.seconds(60);
		expect(await press('fatou', 'g1', 'recall')).toMatchObject({ body: { outcome: 'recalled' } });
		clock.seconds(60);
		expect((await press('fatou', 'g1', 'recall')).body.outcome).toBe('recalled');
		clock.seconds(60);
		expect((await press('fatou', 'g1', 'recall')).body.outcome).toBe('no_more_calls');
		expect(await types('awa')).toEqual(['ticket.called', 'ticket.recalled', 'ticket.recalled']);
		expect((await told('awa', 'ticket.recalled')).map(({ data }) => data.nth)).toEqual([2, 3]);
	});

	test('an absence is counted when the phone had the call, and taken back in time makes one next', async () => {
		const awa = await join('awa');
		await join('ben');
		await join('coumba');
		await press('fatou', 'g1', 'call-next');
		expect((await press('fatou', 'g1', 'no-show')).body.outcome).toBe('too_soon');
		await delivered(awa._id);
		clock.minutes(4);
		expect(await press('fatou', 'g1', 'no-show')).toMatchObject({
			body: { outcome: 'absent', ticket: { status: 'no_show' }, counter: { in_hand: null } },
		});
		expect((await told('awa', 'ticket.no_show'))[0]?.data).toMatchObject({ can_return: true, return_by: '09:34' });
		expect((await press('fatou', 'g1', 'call-next')).body.ticket?.number).toBe('A002');
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ absent: [{ number: 'A001' }], line: [{ number: 'A003' }] });
		clock.minutes(5);
		expect(await ask('awa', 'queues.arrive')).toMatchObject({ outcome: 'back', data: { position: 1 } });
		expect((await press('fatou', 'g1', 'call-next', { finish: true })).body.ticket?.number).toBe('A001');
		// A second absence is the end.
		await delivered(awa._id);
		clock.minutes(4);
		await press('fatou', 'g1', 'no-show');
		expect(await stored(awa._id)).toMatchObject({ status: 'no_show', live: false, absences: 2 });
		expect((await told('awa', 'ticket.no_show'))[1]?.data).toMatchObject({ can_return: false });
		expect((await ask('awa', 'queues.arrive')).outcome).toBe('none');
	});

	test('a call that never reached the phone is not one: the ticket is set aside and comes again', async () => {
		const awa = await join('awa');
		await press('fatou', 'g1', 'call-next');
		clock.minutes(4);
		expect(await press('fatou', 'g1', 'no-show')).toMatchObject({ body: { outcome: 'unreached', ticket: { status: 'on_hold' } } });
		expect(await stored(awa._id)).toMatchObject({ absences: 0 });
		expect((await press('fatou', 'g1', 'call-next')).body.outcome).toBe('none_waiting');
		await join('ben');
		await pass(5);
		expect((await press('fatou', 'g1', 'call-next')).body.ticket?.number).toBe('A001');
	});

	test('a phone that is off for good does not keep the counter busy all day: after two such calls the next is an absence', async () => {
		const awa = await join('awa');
		for (let times = 0; times < 2; times++) {
			await press('fatou', 'g1', 'call-next');
			clock.minutes(4);
			expect((await press('fatou', 'g1', 'no-show')).body.outcome).toBe('unreached');
			await pass(5);
		}
		await press('fatou', 'g1', 'call-next');
		clock.minutes(4);
		expect((await press('fatou', 'g1', 'no-show')).body.outcome).toBe('absent');
		expect(await stored(awa._id)).toMatchObject({ status: 'no_show', absences: 1, live: true });
	});

	test('an absence cannot be undone once the person has another ticket', async () => {
		const awa = await join('awa', { here: true });
		for (let absences = 0; absences < 2; absences++) {
			await press('fatou', 'g1', 'call-next', { ticket: awa._id });
			clock.minutes(4);
			await press('fatou', 'g1', 'no-show');
		}
		const again = await ask('awa', 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' });
		expect(again).toMatchObject({ outcome: 'joined', data: { number: 'A002' } });
		expect(await press('fatou', 'g1', 'undo-no-show', { ticket: awa._id })).toMatchObject({ status: 409, body: { field: 'ticket' } });
		await ask('awa', 'queues.leave');
		expect((await press('fatou', 'g1', 'undo-no-show', { ticket: awa._id })).body.outcome).toBe('undone');
	});

	test('the time to come back ends', async () => {
		const awa = await join('awa');
		await press('fatou', 'g1', 'call-next');
		await delivered(awa._id);
		clock.minutes(4);
		await press('fatou', 'g1', 'no-show');
		for (let i = 0; i < 6; i++) await join(null);
		for (let i = 0; i < 6; i++) await press('fatou', 'g1', 'call-next', { finish: true });
		await pass(31);
		expect(await stored(awa._id)).toMatchObject({ status: 'no_show', live: false });
		expect((await ask('awa', 'queues.arrive')).outcome).toBe('none');
		// And a new ticket may be taken.
		expect((await ask('awa', 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' })).outcome).toBe('joined');
	});

	test('an absence pressed by mistake is undone: in hand again, or next', async () => {
		const one = await join(null);
		await join(null);
		await press('fatou', 'g1', 'call-next');
		clock.minutes(4);
		await press('fatou', 'g1', 'no-show');
		expect(await press('fatou', 'g1', 'undo-no-show', { ticket: one._id })).toMatchObject({
			body: { outcome: 'undone', ticket: { status: 'called' }, counter: { in_hand: { number: 'A001' } } },
		});
		clock.minutes(4);
		await press('fatou', 'g1', 'no-show');
		await press('fatou', 'g1', 'call-next');
		expect(await press('fatou', 'g1', 'undo-no-show', { ticket: one._id })).toMatchObject({
			body: { ticket: { status: 'waiting', lane: 'front' } },
		});
		expect(await stored(one._id)).toMatchObject({ absences: 0, live: true });
	});
});

describe('nobody is stuck in `called` (rule Q11)', () => {
	test('a counter that fell silent gives its ticket back to the front, once', async () => {
		const awa = await join('awa');
		await join('ben');
		await press('fatou', 'g1', 'call-next');
		await pass(10);
		expect(await stored(awa._id)).toMatchObject({ status: 'waiting', lane: 'front', hand: null, putBack: true });
		expect((await told('awa', 'ticket.put_back')).length).toBe(1);
		expect((await get('chef', '/counters')).body).toMatchObject({ items: [{ id: 'g1', state: 'paused', in_hand: null }, {}, {}, {}] });
		await press('modou', 'g2', 'open');
		expect((await press('modou', 'g2', 'call-next')).body.ticket?.number).toBe('A001');
		await delivered(awa._id);
		await pass(10);
		expect(await stored(awa._id)).toMatchObject({ status: 'no_show', live: true });
	});

	test('a counter that is there and waits in vain: an absence', async () => {
		const one = await join(null);
		await press('fatou', 'g1', 'call-next');
		await pass(9);
		await get('fatou', '/counters/g1');
		await pass(1);
		expect(await stored(one._id)).toMatchObject({ status: 'no_show', absences: 1, putBack: false });
		expect((await press('fatou', 'g1', 'call-next')).body.outcome).toBe('none_waiting');
	});

	test('a counter whose page looked at the call and then died has crashed all the same', async () => {
		const one = await join(null);
		await press('fatou', 'g1', 'call-next');
		clock.seconds(1);
		await get('fatou', '/counters/g1');
		await pass(10);
		expect(await stored(one._id)).toMatchObject({ status: 'waiting', lane: 'front', absences: 0, putBack: true });
	});

	test('a ticket that is being served stays where it is', async () => {
		const one = await join(null);
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'start');
		await pass(30);
		expect(await stored(one._id)).toMatchObject({ status: 'serving', hand: 'g1' });
		expect((await press('fatou', 'g1', 'close')).status).toBe(409);
	});

	test('an agent who leaves puts back whom they had called', async () => {
		const awa = await join('awa');
		await press('fatou', 'g1', 'call-next');
		expect(await press('fatou', 'g1', 'close')).toMatchObject({ body: { outcome: 'closed', counter: { state: 'closed', agent: null } } });
		expect(await stored(awa._id)).toMatchObject({ status: 'waiting', lane: 'front' });
		await fire();
		expect((await eventsOf('ticket.status_changed')).at(-1)).toMatchObject({ to: 'waiting', cause: 'counter_closed' });
	});
});

describe('stepping aside', () => {
	test('with a paper to fetch: held by the counter, next when it comes back', async () => {
		const awa = await join('awa');
		await join('ben');
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'start');
		expect(await press('fatou', 'g1', 'hold', { minutes: 10 })).toMatchObject({
			body: { outcome: 'held', ticket: { status: 'on_hold' }, counter: { in_hand: null } },
		});
		expect((await press('fatou', 'g1', 'call-next')).body.ticket?.number).toBe('A002');
		// The counter takes her again by hand.
		await press('fatou', 'g1', 'served');
		expect((await press('fatou', 'g1', 'call-next', { ticket: awa._id })).body).toMatchObject({
			outcome: 'called',
			ticket: { number: 'A001' },
		});
	});

	test('"five minutes": slides back behind three, once; a counter that had called is free', async () => {
		for (const client of ['awa', 'ben', 'coumba', 'demba']) await join(client);
		const last = await join(null);
		await press('fatou', 'g1', 'call-next');
		expect(await ask('awa', 'queues.snooze')).toMatchObject({
			outcome: 'snoozed',
			data: { status: 'waiting', position: 4, can_snooze: false },
		});
		expect((await ask('awa', 'queues.snooze')).outcome).toBe('already');
		const order = [];
		for (let i = 0; i < 5; i++) order.push((await press('fatou', 'g1', 'call-next', { finish: true })).body.ticket?.number);
		expect(order).toEqual(['A002', 'A003', 'A004', 'A001', last.number]);
	});

	test('paused by its owner, the place is kept for the minutes that were said', async () => {
		await join('awa');
		await join('ben');
		expect(await ask('awa', 'queues.pause', { minutes: 15 })).toMatchObject({ outcome: 'paused', data: { held_until: '09:15' } });
		expect((await press('fatou', 'g1', 'call-next')).body.ticket?.number).toBe('A002');
		await press('fatou', 'g1', 'start');
		await pass(16);
		expect(await ask('awa', 'queues.status')).toMatchObject({ outcome: 'found', data: { status: 'waiting', position: 1 } });
	});

	test('where the poster’s code is the proof, nobody is called before they have shown it (rule Q9)', async () => {
		await press('ami', 'm1', 'open');
		const awa = await join('awa', { branch: 'medina' });
		const ben = await join('ben', { branch: 'medina' });
		expect((await press('ami', 'm1', 'call-next')).body.outcome).toBe('none_waiting');
		expect(await ask('ben', 'queues.arrive')).toMatchObject({ outcome: 'proof_needed', data: { must_prove: 'qr' } });
		await asClient('ben', BANK, async (scene) => {
			const { getOrganisation } = await import('../../../src/modules/organisations/index.ts');
			const key = (await getOrganisation(BANK)).branches.find(({ id }) => id === 'medina')?.arrivalKey;
			const asked = await stored(ben._id);
			expect((await arrive(scene, asked, { by: scene.actor, arrivalKey: 'WRONG1' })).outcome).toBe('proof_needed');
			expect((await arrive(scene, asked, { by: scene.actor, arrivalKey: key })).outcome).toBe('arrived');
		});
		// The absent do not block, nor count for those who are there.
		expect((await press('ami', 'm1', 'call-next')).body.ticket?.number).toBe(ben.number);
		expect(await stored(awa._id)).toMatchObject({ status: 'waiting', presence: 'joined', callable: false });
	});
});
