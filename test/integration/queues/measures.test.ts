import { beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { endDays } from '../../../src/modules/queues/day/end-day.ts';
import { replayDay } from '../../../src/modules/queues/day/replay.ts';
import { runReplay } from '../../../src/modules/queues/index.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, get, HOSPITAL, hear, inScene, join, openWorld, pass, press, serveRoutes, told } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

const DAY = '2026-11-26';

const Counts = z.object(
	Object.fromEntries(['joined', 'served', 'no_show', 'abandoned', 'expired', 'transferred'].map((name) => [name, z.int()])),
);
const Figured = z.object({ total: Counts, by_class: z.record(z.string(), Counts) });
const Calibrated = z.object({ calibration: z.object({ promises: z.int(), inside_percent: z.number() }) });

/** A day with everything in it: served, absent, back, gone, held, sent on, slid back, left behind. */
async function aDay(): Promise<void> {
	await press('fatou', 'g1', 'open');
	await press('modou', 'g2', 'open');
	for (const client of ['awa', 'ben', 'coumba', 'demba'])
		await ask(client, 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' });
	for (let i = 0; i < 4; i++) await join(null, { priority: i === 3 ? 'elderly' : null });
	clock.minutes(2);
	await press('fatou', 'g1', 'call-next'); // the law first
	await press('fatou', 'g1', 'start');
	clock.minutes(6);
	await press('fatou', 'g1', 'call-next', { finish: true }); // awa
	await press('modou', 'g2', 'call-next'); // ben
	await ask('ben', 'queues.snooze');
	await ask('coumba', 'queues.leave');
	await press('modou', 'g2', 'call-next'); // demba
	await press('fatou', 'g1', 'start');
	await press('fatou', 'g1', 'transfer', { queue: 'conseil' });
	clock.minutes(1);
	await press('modou', 'g2', 'recall');
	await press('modou', 'g2', 'hold', { minutes: 5 });
	await press('fatou', 'g1', 'call-next'); // somebody without a phone, who is not there
	clock.minutes(4);
	await press('fatou', 'g1', 'no-show');
	await pass(8);
	await press('fatou', 'g1', 'call-next');
	await press('fatou', 'g1', 'start');
	clock.minutes(3);
	await press('fatou', 'g1', 'served');
	await press('modou', 'g2', 'call-next');
	await press('modou', 'g2', 'start');
	clock.set(new Date('2026-11-27T00:20:00Z'));
	await endDays({ inScene, clock });
}

describe('a day is rebuilt from its events', () => {
	test('and is the same', async () => {
		await aDay();
		for (const queue of ['caisse', 'conseil']) {
			const replayed = await replayDay(BANK, queue, DAY);
			expect(replayed.differences).toEqual([]);
			expect(replayed.tickets).toBe(queue === 'caisse' ? 8 : 1);
		}
	});

	test('and says where a stored ticket is not what happened', async () => {
		await aDay();
		const run = async (...argv: string[]) => {
			let printed = '';
			const print = (text: string) => {
				printed += text;
			};
			const code = await runReplay(argv, {
				out: print,
				err: print,
				connect: async () => undefined,
			});
			return { code, printed };
		};
		expect(await run('--queue', 'caisse', '--date', DAY)).toMatchObject({
			code: 0,
			printed: expect.stringMatching(/^8 tickets, \d+ events: the same\n$/),
		});
		await TicketModel.updateOne({ org: BANK, number: 'A001', day: DAY }, { $set: { status: 'served' } });
		await EventModel.deleteMany({ org: BANK, type: 'ticket.recalled' });
		const { code, printed } = await run('--queue', 'caisse', '--date', DAY, '--org', BANK);
		expect(code).toBe(1);
		expect(printed).toMatch(/A001 status: "transferred" by the events, "served" stored/);
		expect(printed).toMatch(/A004 calls: 2 by the events, 3 stored/);
		expect((await run('--queue', 'nothing', '--date', DAY)).code).toBe(2);
		expect((await run('--queue', 'caisse', '--date', 'today')).code).toBe(2);
	});
});

describe('GET /queues/{id}/metrics', () => {
	test('counts what became of everybody, by class and hour', async () => {
		await aDay();
		const { status, body } = await get('chef', `/queues/caisse/metrics?from=${DAY}`);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			queue: 'caisse',
			from: DAY,
			to: DAY,
			total: {
				joined: 8,
				abandoned: 1,
				transferred: 1,
				under_target_percent: expect.any(Number),
				wait_seconds: { p50: expect.any(Number) },
			},
			by_class: { normal: { joined: 7 }, legal: { joined: 1, served: 1, service_seconds: { mean: 360 } } },
			by_hour: [{ hour: 9, joined: 8 }],
		});
		// The law's priority passed everybody who had come before.
		expect(body).toMatchObject({ total: { passed_over: 8 }, by_class: { normal: { passed_over: 8 }, legal: { passed_over: 0 } } });
		const { total, by_class: classes } = Figured.parse(body);
		for (const figure of ['joined', 'served', 'no_show', 'abandoned', 'expired', 'transferred']) {
			expect(Object.values(classes).reduce((sum, one) => sum + (one[figure] ?? 0), 0)).toBe(total[figure]);
		}
		expect((total.served ?? 0) + (total.no_show ?? 0) + (total.abandoned ?? 0) + (total.expired ?? 0) + (total.transferred ?? 0)).toBe(8);
	});

	test('judges the ranges that were told by what came of them', async () => {
		await press('fatou', 'g1', 'open');
		for (let i = 0; i < 3; i++) await join(null);
		await ask('awa', 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' });
		for (let i = 0; i < 4; i++) {
			await press('fatou', 'g1', 'call-next', { finish: true });
			await press('fatou', 'g1', 'start');
			clock.minutes(6);
		}
		const { body } = await get('chef', `/queues/caisse/metrics?from=${DAY}&to=${DAY}`);
		expect(body).toMatchObject({ calibration: { inside: expect.any(Number), mean_error_minutes: expect.any(Number) } });
		const { calibration } = Calibrated.parse(body);
		expect(calibration.promises).toBeGreaterThanOrEqual(3);
		expect(calibration.inside_percent).toBeGreaterThanOrEqual(75);
	});

	test('is of today when no day is named', async () => {
		await join(null);
		expect((await get('chef', '/queues/caisse/metrics')).body).toMatchObject({ from: DAY, to: DAY, total: { joined: 1 } });
	});

	test('is for managers, of at most a month', async () => {
		expect((await get('fatou', `/queues/caisse/metrics?from=${DAY}`)).status).toBe(403);
		expect(await get('chef', '/queues/caisse/metrics?from=2026-01-01&to=2026-02-20')).toMatchObject({ status: 400, body: { field: 'to' } });
		expect((await get('chef', '/queues/consult/metrics?from=2026-01-01')).status).toBe(404);
	});
});

describe('the reason for a visit (rule Q15)', () => {
	test('is in no notice, on no board, in no event, and on no paper of a hospital', async () => {
		await ask('awa', 'queues.join', { organisation: HOSPITAL, branch: 'consultations', service: 'gynecologie' });
		await ask('ben', 'queues.join', { organisation: HOSPITAL, branch: 'consultations', service: 'gynecologie', priority: 'pregnant' });
		await press('sister', 's1', 'open');
		await press('sister', 's1', 'walk-in', { service: 'gynecologie', name: 'Aminata Diop', phone: '+221771234567', priority: 'emergency' });
		await hear();
		const shown: unknown[] = [];
		for (let i = 0; i < 3; i++) {
			await press('sister', 's1', 'call-next', { finish: true });
			shown.push((await get(null, `/display/${HOSPITAL}/consultations`)).body);
			await press('sister', 's1', 'start');
			await hear();
		}
		await press('sister', 's1', 'served');
		const tickets = await TicketModel.find({ org: HOSPITAL }).lean();
		for (const { _id } of tickets) shown.push((await get('sister', `/tickets/${_id}/print`)).body);
		shown.push(await told('awa'), await told('ben'), await ask('awa', 'queues.status', { ticket: 'H001' }));
		shown.push(await EventModel.find({ org: HOSPITAL }).lean());
		expect((await told('awa')).map(({ type }) => type)).toContain('ticket.called');
		const text = JSON.stringify(shown);
		expect(text).toContain('H001');
		expect(text).not.toMatch(/gyn[ée]c/i);
		expect(JSON.stringify(shown.slice(0, 3))).not.toMatch(/Aminata|Diop|awa|pregnant|emergency/);
		expect(JSON.stringify(await EventModel.find({ org: HOSPITAL }).lean())).not.toMatch(/Aminata|7712345/);
	});

	test('the board shows numbers and counters to everyone, and is not there for what is not', async () => {
		await join('awa');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next');
		await join('ben');
		expect(await get(null, `/display/${BANK}/plateau`)).toMatchObject({
			status: 200,
			body: {
				calls: [{ number: 'A001', counter: 'g1', counter_label: { fr: 'Guichet 1' }, nth: 1, status: 'called' }],
				waiting: 1,
				queues: [
					{ prefix: 'A', waiting: 1 },
					{ prefix: 'C', waiting: 0 },
				],
			},
		});
		expect((await get(null, `/display/${BANK}/nowhere`)).status).toBe(404);
		expect((await get(null, '/display/nobody/plateau')).status).toBe(404);
	});
});
