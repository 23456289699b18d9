import { describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { deliverCall } from '../../../src/modules/queues/counter/deliver-call.ts';
import { showBoard } from '../../../src/modules/queues/display/show-board.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { useDatabase } from '../../support/database.ts';
import { STORY_MS } from '../../support/patience.ts';
import { ask, BANK, clock, get, hear, join, openWorld, press, serveRoutes, stored, systemScene } from './world.ts';

useDatabase();
serveRoutes();

/** Far more than one counter has to do with, and than a screen shows. */
const WAITING = 400;
const SERVED = 300;
/** A page of a line, a counter's last services, the heads of a few lanes: no command needs more rows than these. */
const MOST_ROWS = 120;
/** Read whole on purpose: a handful of rows. */
const SMALL = new Set(['organisations', 'accounts', 'counter_sessions', 'queues', 'workers', 'leases']);

const Profiled = z.looseObject({
	ns: z.string(),
	op: z.string(),
	planSummary: z.string(),
	docsExamined: z.number().default(0),
	keysExamined: z.number().default(0),
	command: z.unknown(),
});

describe('the database under a visit, with a long line and a long day', () => {
	test(
		'no command reads rows that it does not need',
		async () => {
			await openWorld((yaml) => yaml.replace('capacity: 20', 'capacity: 1000'));
			const pattern = await stored((await join(null))._id);
			const copies = (count: number, changes: (nth: number) => object) =>
				TicketModel.insertMany(
					Array.from({ length: count }, (_, nth) => ({
						...pattern,
						_id: `c${changes.name}${nth}`,
						number: `Z${changes.name}${nth}`,
						...changes(nth),
					})),
				);
			const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000);
			await copies(WAITING, function waiting(nth) {
				return { effectiveFrom: at(nth / 1000), lane: nth % 9 === 0 ? 'legal' : 'normal' };
			});
			await copies(SERVED, function served(nth) {
				return {
					status: 'served',
					live: false,
					counter: nth % 5 === 0 ? 'g1' : 'g2',
					startedAt: at(-nth - 5),
					servedAt: at(-nth),
					endedAt: at(-nth),
				};
			});
			const db = mongoose.connection.db;
			await db?.command({ profile: 2 });
			try {
				await press('fatou', 'g1', 'open');
				const awa = await ask('awa', 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' });
				const id = String(awa.data?.ticket);
				await ask('awa', 'queues.status');
				await press('fatou', 'g1', 'call-next');
				await systemScene((scene) => deliverCall(scene, id, scene.now));
				clock.minutes(5);
				await press('fatou', 'g1', 'recall');
				await press('fatou', 'g1', 'start');
				await press('fatou', 'g1', 'call-next', { finish: true });
				await ask('awa', 'queues.snooze');
				await get('fatou', '/counters/g1');
				await get('fatou', '/counters');
				await get('fatou', '/queues');
				await get('fatou', `/tickets/${id}/print`);
				await showBoard({ org: BANK, now: clock.now() }, 'plateau');
				await hear();
				await ask('awa', 'queues.leave');
			} finally {
				await db?.command({ profile: 0 });
			}
			const rows = await db
				?.collection('system.profile')
				.find({ planSummary: { $exists: true }, ns: { $not: /system\.profile$/ } })
				.toArray();
			const plans = (rows ?? [])
				.map((row) => Profiled.parse(row))
				.map((row) => ({ ...row, collection: row.ns.slice(row.ns.indexOf('.') + 1) }));
			expect(plans.filter(({ collection }) => collection === 'tickets').length).toBeGreaterThan(20);
			const told = (of: typeof plans) =>
				of.map(
					({ collection, op, planSummary, docsExamined, command }) =>
						`${op} ${collection} ${planSummary} ${docsExamined} ${JSON.stringify(command).slice(0, 300)}`,
				);
			expect(told(plans.filter(({ planSummary, collection }) => planSummary.includes('COLLSCAN') && !SMALL.has(collection)))).toEqual([]);
			expect(told(plans.filter(({ docsExamined }) => docsExamined > MOST_ROWS))).toEqual([]);
			// The heads of the lanes are found by a few seeks, however long the line is.
			const heads = plans.filter(({ planSummary }) => planSummary.includes('DISTINCT_SCAN'));
			expect(heads.length).toBeGreaterThan(0);
			for (const { keysExamined } of heads) expect(keysExamined).toBeLessThan(30);
		},
		STORY_MS,
	);
});
