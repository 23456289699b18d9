import { beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, get, HOSPITAL, hear, join, openWorld, pass, press, serveRoutes, stored, told, types } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

const CAISSE = { organisation: BANK, branch: 'plateau', service: 'depot' };

describe('taking a ticket by chat', () => {
	test('shows what there is before, and gives a place in the same order as at the counter', async () => {
		await join(null);
		await press('fatou', 'g1', 'open');
		expect(await ask('awa', 'queues.offer', CAISSE)).toMatchObject({
			outcome: 'open',
			data: {
				organisation_label: { fr: 'Banque du Fleuve' },
				branch_label: { fr: 'Plateau' },
				bookable: false,
				waiting: 1,
				ahead: 1,
				classes: [{ id: 'normal' }, { id: 'vip', price: 1000 }, { id: 'express', price: 500 }],
			},
		});
		expect((await ask('awa', 'queues.offer', { ...CAISSE, service: 'credit' })).data).toMatchObject({ bookable: true });
		expect(await ask('awa', 'queues.join', CAISSE)).toMatchObject({
			outcome: 'joined',
			data: { number: 'A002', status: 'waiting', position: 2, ahead: 1, service_label: { fr: 'Dépôt' }, can_leave: true },
		});
		expect(await ask('awa', 'queues.status')).toMatchObject({ outcome: 'found', data: { number: 'A002', position: 2 } });
		expect(await stored(String((await ask('awa', 'queues.status')).data?.ticket))).toMatchObject({
			client: { org: 'accueil', contact: 'awa' },
			joinedBy: 'whatsapp',
		});
	});

	test('tells a range while counters really call, and nothing while they do not (rule Q6)', async () => {
		for (let i = 0; i < 5; i++) await join(null);
		const closed = await ask('awa', 'queues.join', CAISSE);
		expect(closed.data).not.toHaveProperty('wait_low');
		await press('fatou', 'g1', 'open');
		const { data } = await ask('awa', 'queues.status');
		expect(data).toMatchObject({ position: 6 });
		expect(data?.wait_low).toBeLessThanOrEqual(30);
		expect(data?.wait_high).toBeGreaterThanOrEqual(30);
		expect((await stored(String(data?.ticket))).promised).toHaveLength(1);
		clock.minutes(30);
		expect((await ask('awa', 'queues.status')).data).not.toHaveProperty('wait_low');
	});

	test('tells a wait through the break in the hours, not as if people were served in it', async () => {
		await openWorld((yaml) => yaml.replace('hours: "Mo-Fr 08:00-16:00"', 'hours: "Mo-Fr 08:00-12:00,14:00-16:00"'));
		await press('fatou', 'g1', 'open');
		for (let i = 0; i < 6; i++) await join(null);
		clock.set(new Date('2026-11-26T11:50:00Z'));
		await press('fatou', 'g1', 'call-next');
		const { data } = await ask('awa', 'queues.join', CAISSE);
		expect(data?.wait_low).toBeGreaterThanOrEqual(130);
		expect(data?.wait_high).toBeGreaterThan(Number(data?.wait_low));
	});

	test('tells a wait to the first who comes to a quiet house, and none where people wait and nobody calls', async () => {
		await press('fatou', 'g1', 'open');
		clock.minutes(45);
		expect((await ask('awa', 'queues.join', CAISSE)).data).toMatchObject({ wait_low: 0, wait_high: 1 });
		clock.minutes(21);
		expect((await ask('awa', 'queues.status')).data?.wait_low).toBeUndefined();
	});

	test('forgets what was promised of a place that its owner gave up (rule Q6)', async () => {
		await openWorld((yaml) => yaml.replace('prefix: A, capacity: 20,', 'prefix: A, capacity: 20, presence: button,'));
		await press('fatou', 'g1', 'open');
		const wait = { at: expect.any(Date), low: expect.any(Number), high: expect.any(Number) };
		const promised = async (ticket: unknown) => (await stored(String(ticket))).promised;
		const awa = (await ask('awa', 'queues.join', CAISSE)).data?.ticket;
		for (let i = 0; i < 4; i++) await join(null);
		await ask('awa', 'queues.status');
		expect(await promised(awa)).toEqual([wait, wait]);
		clock.minutes(2);
		await ask('awa', 'queues.snooze');
		expect(await promised(awa)).toEqual([{ ...wait, at: clock.now() }]);
		await ask('awa', 'queues.pause');
		expect(await promised(awa)).toEqual([]);
		// Who comes before their turn could have been is held to nothing; who comes after it made the wait longer themselves.
		const ben = (await ask('ben', 'queues.join', CAISSE)).data?.ticket;
		clock.minutes(5);
		await ask('ben', 'queues.arrive');
		expect(await promised(ben)).toHaveLength(2);
		const coumba = (await ask('coumba', 'queues.join', CAISSE)).data?.ticket;
		clock.minutes(300);
		await ask('coumba', 'queues.arrive');
		expect((await promised(coumba)).every(({ at }) => at >= clock.now())).toBe(true);
	});

	test('says when to leave home when the way is known', async () => {
		await openWorld((yaml) =>
			yaml.replace(
				'town: Dakar\n        hours: "Mo-Fr 08:00-16:00"\n        counters:\n',
				'position: [14.67, -17.43]\n        hours: "Mo-Fr 08:00-16:00"\n        counters:\n',
			),
		);
		for (let i = 0; i < 10; i++) await join(null);
		await press('fatou', 'g1', 'open');
		const { data } = await ask('awa', 'queues.join', { ...CAISSE, near: { lat: 14.69, lon: -17.44 } });
		expect(data?.leave_at).toMatch(/^09:[0-5]\d$/);
	});

	test('gives one live ticket for each person and service, and one more for a parent', async () => {
		expect((await ask('awa', 'queues.join', CAISSE)).outcome).toBe('joined');
		expect(await ask('awa', 'queues.join', CAISSE)).toMatchObject({ outcome: 'already', data: { number: 'A001' } });
		expect(await ask('awa', 'queues.join', { ...CAISSE, for_name: 'Mame Diarra' })).toMatchObject({
			outcome: 'joined',
			data: { number: 'A002', for_name: 'Mame Diarra' },
		});
		expect((await ask('awa', 'queues.join', { ...CAISSE, for_name: 'mame diarra ' })).outcome).toBe('already');
		expect((await ask('awa', 'queues.my_tickets')).data).toMatchObject({
			count: 2,
			items: [{ label: { fr: 'A002' } }, { label: { fr: 'A001' }, description: { fr: 'Banque du Fleuve · Plateau' } }],
		});
		expect((await ask('awa', 'queues.status')).outcome).toBe('several');
		expect(await ask('awa', 'queues.status', { ticket: 'a001' })).toMatchObject({ outcome: 'found', data: { number: 'A001' } });
		expect((await ask('awa', 'queues.join', { ...CAISSE, for_name: 'Tonton' })).outcome).toBe('joined');
		expect((await ask('awa', 'queues.join', { ...CAISSE, for_name: 'Cousin' })).outcome).toBe('too_many');
	});

	test('is limited to so many a day (rule Q13)', async () => {
		for (let i = 0; i < 5; i++) {
			await ask('awa', 'queues.join', CAISSE);
			expect((await ask('awa', 'queues.leave')).outcome).toBe('left');
		}
		expect(await ask('awa', 'queues.join', CAISSE)).toMatchObject({ outcome: 'too_many', data: { count: 5 } });
		expect((await ask('ben', 'queues.join', CAISSE)).outcome).toBe('joined');
	});

	test('does not give away what has to be paid, nor sell it in a hospital (rule Q14)', async () => {
		expect(await ask('awa', 'queues.join', { ...CAISSE, class: 'vip' })).toEqual({
			outcome: 'payment_needed',
			data: { price: 1000, class: 'vip' },
		});
		expect((await ask('awa', 'queues.my_tickets')).outcome).toBe('none');
		const hospital = { organisation: HOSPITAL, branch: 'consultations', service: 'gynecologie' };
		expect((await ask('awa', 'queues.join', { ...hospital, class: 'vip' })).outcome).toBe('not_offered');
		expect((await ask('awa', 'queues.offer', hospital)).data?.classes).toEqual([{ id: 'normal' }]);
	});

	test('refuses an emergency declared from home, a place that is not there, and organisations of other numbers', async () => {
		await expect(ask('awa', 'queues.join', { ...CAISSE, priority: 'emergency' })).rejects.toThrow();
		expect((await ask('awa', 'queues.join', { ...CAISSE, service: 'coiffure' })).outcome).toBe('not_offered');
		expect((await ask('awa', 'queues.join', { ...CAISSE, branch: 'medina', service: 'credit' })).outcome).toBe('not_offered');
		await openWorld((yaml) =>
			yaml.replace(
				'    hosted_by: accueil\n    country: SN\n    timezone: Africa/Dakar\n    currency: XOF\n    languages: [fr, wo, en]\n    holidays',
				'    senders: [{ channel: whatsapp, address: "+221338000009" }]\n    country: SN\n    timezone: Africa/Dakar\n    currency: XOF\n    languages: [fr, wo, en]\n    holidays',
			),
		);
		await expect(ask('awa', 'queues.join', CAISSE)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('puts the law first, and the counter sees who says so', async () => {
		for (const client of ['awa', 'ben', 'coumba']) await ask(client, 'queues.join', CAISSE);
		expect(await ask('demba', 'queues.join', { ...CAISSE, priority: 'elderly' })).toMatchObject({
			outcome: 'joined',
			data: { position: 1 },
		});
		await press('fatou', 'g1', 'open');
		expect(await press('fatou', 'g1', 'call-next')).toMatchObject({
			body: { ticket: { number: 'A004', priority: 'elderly', name: 'demba' } },
		});
	});
});

describe('following it', () => {
	test('leaves, once; not while being served', async () => {
		await ask('awa', 'queues.join', CAISSE);
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		expect((await ask('awa', 'queues.leave')).outcome).toBe('left');
		expect((await get('fatou', '/counters/g1')).body).toMatchObject({ in_hand: null, ticket: null });
		expect(await ask('awa', 'queues.leave', { ticket: 'A001' })).toMatchObject({ outcome: 'already' });
		await ask('ben', 'queues.join', CAISSE);
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'start');
		expect((await ask('ben', 'queues.leave')).outcome).toBe('too_late');
		expect((await ask('ben', 'queues.snooze')).outcome).toBe('not_now');
	});

	test('nobody acts on another’s ticket', async () => {
		await ask('awa', 'queues.join', CAISSE);
		expect((await ask('ben', 'queues.leave', { ticket: 'A001' })).outcome).toBe('none');
		const { data } = await ask('awa', 'queues.status');
		expect((await ask('ben', 'queues.status', { ticket: data?.ticket })).outcome).toBe('none');
	});

	test('rates what was served, once, within a day', async () => {
		await ask('awa', 'queues.join', CAISSE);
		expect((await ask('awa', 'queues.rate', { score: 5 })).outcome).toBe('none');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'served');
		expect((await ask('awa', 'queues.pending_rating')).outcome).toBe('one');
		expect(await ask('awa', 'queues.rate', { score: 4, comment: ' accueil chaleureux ' })).toMatchObject({
			outcome: 'rated',
			data: { score: 4 },
		});
		expect((await ask('awa', 'queues.rate', { ticket: 'A001', score: 1 })).outcome).toBe('already_rated');
		expect((await ask('awa', 'queues.pending_rating')).outcome).toBe('none');
	});
});

describe('news', () => {
	test('the turn is near: said once, when the line has moved, and not to those further back', async () => {
		await openWorld((yaml) => yaml.replace('kind: bank\n', 'kind: bank\n    settings: { queue_notice_ahead_minutes: 8 }\n'));
		await press('fatou', 'g1', 'open');
		for (const client of ['awa', 'ben', 'coumba', 'demba']) await ask(client, 'queues.join', CAISSE);
		await hear();
		expect(await types('ben')).toEqual([]);
		await press('fatou', 'g1', 'call-next');
		await hear();
		expect(await types('ben')).toEqual(['ticket.almost']);
		expect((await told('ben'))[0]?.data).toMatchObject({ ahead: 0, number: 'A002' });
		expect(await types('demba')).toEqual([]);
		await hear();
		await press('fatou', 'g1', 'call-next', { finish: true });
		await hear();
		expect(await types('ben')).toEqual(['ticket.almost', 'ticket.called']);
	});

	test('the place has grown: said with its reason (rule Q5)', async () => {
		await press('fatou', 'g1', 'open');
		for (const client of ['awa', 'ben']) await ask(client, 'queues.join', CAISSE);
		await hear();
		await press('fatou', 'g1', 'walk-in', { service: 'depot', priority: 'emergency' });
		await hear();
		expect(await types('ben')).toEqual([]);
		await press('fatou', 'g1', 'walk-in', { service: 'depot', priority: 'emergency' });
		await hear();
		expect((await told('ben', 'ticket.delayed'))[0]?.data).toMatchObject({ ahead: 3, cause: 'priority' });
		await hear();
		expect(await types('ben')).toHaveLength(1);
	});

	test('a place one has given up oneself is no news; that the turn is near again is', async () => {
		await openWorld((yaml) => yaml.replace('kind: bank\n', 'kind: bank\n    settings: { queue_notice_ahead_minutes: 8 }\n'));
		await press('fatou', 'g1', 'open');
		for (const client of ['awa', 'ben', 'coumba', 'demba']) await ask(client, 'queues.join', CAISSE);
		await press('fatou', 'g1', 'call-next');
		await hear();
		expect(await types('ben')).toEqual(['ticket.almost']);
		expect(await ask('ben', 'queues.snooze')).toMatchObject({ outcome: 'snoozed', data: { position: 3 } });
		await hear();
		expect(await types('ben')).toEqual(['ticket.almost']);
		for (let calls = 0; calls < 2; calls++) {
			await press('fatou', 'g1', 'call-next', { finish: true });
			await hear();
		}
		expect(await types('ben')).toEqual(['ticket.almost', 'ticket.almost']);
	});

	test('nobody calls any more: said once to those who wait by phone, not for a glass of water, nor while another counter calls', async () => {
		const awa = await join('awa');
		await join(null);
		await press('fatou', 'g1', 'open');
		await press('modou', 'g2', 'open');
		await press('fatou', 'g1', 'pause');
		await pass(6);
		expect(await types('awa')).toEqual([]);
		await press('modou', 'g2', 'close');
		await pass(3);
		await press('fatou', 'g1', 'resume');
		await pass(6);
		expect(await types('awa')).toEqual([]);
		for (let pauses = 0; pauses < 2; pauses++) {
			await press('fatou', 'g1', 'pause');
			await pass(6);
			expect((await told('awa', 'ticket.delayed')).map(({ data }) => data.cause)).toEqual(['paused']);
			await press('fatou', 'g1', 'resume');
		}
		expect((await stored(awa._id)).notices).toBe(1);
		// After the hours it is closing that speaks.
		await join('ben');
		clock.set(new Date('2026-11-26T15:58:00Z'));
		await press('fatou', 'g1', 'close');
		await pass(12);
		expect(await types('ben')).toEqual(['ticket.queue_closed']);
	});

	test('are at most four a visit, besides the calls', async () => {
		const awa = await join('awa');
		await press('fatou', 'g1', 'open');
		for (let i = 0; i < 8; i++) {
			await press('fatou', 'g1', 'call-next');
			await press('fatou', 'g1', 'put-back');
		}
		const heard = await types('awa');
		expect(heard.filter((type) => type === 'ticket.called')).toHaveLength(8);
		expect(heard.filter((type) => type !== 'ticket.called')).toHaveLength(4);
		expect((await stored(awa._id)).notices).toBe(4);
	});
});
