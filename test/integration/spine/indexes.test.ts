import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { ACROSS_ORGANISATIONS } from '../../../src/platform/mongo/define-model.ts';
import { useDatabase } from '../../support/database.ts';
import { aContact, freshSpine } from '../../support/spine.ts';

useDatabase();
beforeAll(async () => {
	await aContact(await freshSpine());
});

const now = new Date('2026-11-21T08:00:00Z');
const Plan = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }) });

/** The indexes a query's plan uses; `COLLSCAN` when it reads everything. */
async function indexesOf(query: { explain(): PromiseLike<unknown> }): Promise<string[]> {
	const plan = JSON.stringify(Plan.parse(await query.explain()).queryPlanner.winningPlan);
	return [...plan.matchAll(/"indexName":"([^"]+)"|(COLLSCAN)|"stage":"(SORT)"/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

describe('every query of the hot path has its index', () => {
	const cases: [string, { explain(): PromiseLike<unknown> }, string][] = [
		['contact by phone', ContactModel.find({ org: 'o', phone: '+1' }), 'org_1_phone_1'],
		['contact by user id', ContactModel.find({ org: 'o', waUserId: 'CM.1' }), 'org_1_waUserId_1'],
		['a lane', InboxModel.find({ org: 'o', contact: 'c', state: 'pending' }).sort({ _id: 1 }).limit(20), 'lane'],
		[
			'due lanes',
			InboxModel.find({ state: 'pending', notBefore: { $lte: now } }, null, ACROSS_ORGANISATIONS).sort({ notBefore: 1 }),
			'due',
		],
		['an outbox', OutboxModel.find({ org: 'o', contact: 'c', open: true }).sort({ _id: 1 }).limit(20), 'lane'],
		['due messages', OutboxModel.find({ open: true, notBefore: { $lte: now } }, null, ACROSS_ORGANISATIONS).sort({ notBefore: 1 }), 'due'],
		[
			'a message by carrier id',
			OutboxModel.find({ providerId: 'SM1', 'route.carrier': 'twilio' }, null, ACROSS_ORGANISATIONS),
			'providerId_1',
		],
		[
			'messages without news',
			OutboxModel.find({ status: 'sent', askNewsAt: { $lte: now } }, null, ACROSS_ORGANISATIONS)
				.sort({ askNewsAt: 1 })
				.limit(500),
			'no_news',
		],
		[
			'due timers',
			TimerModel.find({ state: 'waiting', fireAt: { $lte: now } }, null, ACROSS_ORGANISATIONS)
				.sort({ fireAt: 1 })
				.limit(100),
			'due',
		],
		['timers by prefix', TimerModel.find({ org: 'o', key: { $gte: 'a', $lt: 'b' } }), 'org_1_key_1'],
	];
	test.each(cases)('%s', async (_label, query, index) => {
		expect(await indexesOf(query)).toEqual([index]);
	});
});
