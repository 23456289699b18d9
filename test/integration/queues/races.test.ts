import { beforeEach, describe, expect, test } from '@jest/globals';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, eventsOf, join, openWorld, press, serveRoutes, types } from './world.ts';

useDatabase();
serveRoutes();

/** Ten counters at one branch. */
const COUNTERS = Array.from({ length: 10 }, (_, i) => `r${i + 1}`);
const AGENTS = Array.from({ length: 10 }, (_, i) => `chef${i}`);
const many = (yaml: string) =>
	yaml.replace(
		'          - { id: g1, names: { fr: Guichet 1 } }\n',
		`          - { id: g1, names: { fr: Guichet 1 } }\n${COUNTERS.map((id) => `          - { id: ${id}, names: { fr: ${id} } }\n`).join('')}`,
	);
beforeEach(() => openWorld(many));

const CAISSE = { organisation: BANK, branch: 'plateau', service: 'depot' };

describe('at the same moment', () => {
	test('ten counters call: nobody is called twice, no counter has two, the first ten are called (rule Q1)', async () => {
		for (let i = 0; i < 12; i++) await join(null);
		await Promise.all(COUNTERS.map((counter, i) => press(AGENTS[i] ?? '', counter, 'open')));
		const pressed = await Promise.all(COUNTERS.map((counter, i) => press(AGENTS[i] ?? '', counter, 'call-next')));
		expect(pressed.map(({ status }) => status)).toEqual(COUNTERS.map(() => 200));
		const numbers = pressed.map(({ body }) => body.ticket?.number).sort();
		expect(numbers).toEqual(Array.from({ length: 10 }, (_, i) => `A${String(i + 1).padStart(3, '0')}`));
		const hands = await TicketModel.find({ org: BANK, hand: { $type: 'string' } }).lean();
		expect(new Set(hands.map(({ hand }) => hand)).size).toBe(10);
	});

	test('the same press five times is one call', async () => {
		await join('awa');
		await join('ben');
		await press('chef0', 'r1', 'open');
		const pressed = await Promise.all(Array.from({ length: 5 }, () => press('chef0', 'r1', 'call-next', { press_id: 'p' })));
		expect(new Set(pressed.map(({ body }) => `${body.outcome} ${body.ticket?.number}`))).toEqual(new Set(['called A001']));
		expect(await types('awa')).toEqual(['ticket.called']);
		expect(await types('ben')).toEqual([]);
		expect(await eventsOf('ticket.status_changed')).toHaveLength(1);
	});

	test('the client leaves and the counter calls: one of them wins, and both know', async () => {
		for (let i = 0; i < 5; i++) {
			await openWorld(many);
			const awa = await join('awa');
			await press('chef0', 'r1', 'open');
			const [left, called] = await Promise.all([ask('awa', 'queues.leave'), press('chef0', 'r1', 'call-next')]);
			expect(left.outcome).toBe('left');
			const ticket = await TicketModel.findOne({ org: BANK, _id: awa._id }).lean();
			// Left before the call, or right after it: then the counter's hands are empty again.
			expect(ticket).toMatchObject({ status: 'cancelled', hand: null, live: false });
			expect(['called', 'none_waiting']).toContain(called.body.outcome);
			expect((await press('chef0', 'r1', 'call-next')).body.outcome).toBe('none_waiting');
		}
	});

	test('the same person asks ten times: one ticket', async () => {
		const asked = await Promise.all(Array.from({ length: 10 }, () => ask('awa', 'queues.join', CAISSE)));
		expect(asked.map(({ outcome }) => outcome).sort()).toEqual([...Array.from({ length: 9 }, () => 'already'), 'joined']);
		expect(await TicketModel.countDocuments({ org: BANK, 'client.contact': 'awa', live: true })).toBe(1);
	});

	test('everybody wants the last places: nobody gets one too many (rule Q10)', async () => {
		for (let i = 0; i < 15; i++) await join(null);
		const asked = await Promise.allSettled(Array.from({ length: 12 }, () => join(null)));
		expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
		expect(await TicketModel.countDocuments({ org: BANK, live: true })).toBe(20);
		const numbers = await TicketModel.distinct('number', { org: BANK });
		expect(numbers).toHaveLength(20);
	});
});
