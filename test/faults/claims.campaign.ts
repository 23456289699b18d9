import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { InboxModel } from '../../src/conversation/inbox/model.ts';
import { inboxItem } from '../../src/conversation/inbox/put.ts';
import { TimerModel } from '../../src/conversation/timers/model.ts';
import { OfferModel } from '../../src/modules/dispatch/model.ts';
import { RequestModel } from '../../src/modules/requests/model.ts';
// The models of the rest of the program: their collections are made before the claimers come.
import '../../src/modules/ops/index.ts';
import '../../src/modules/support/index.ts';
import '../../src/channels/outbox/model.ts';
import '../../src/channels/twilio/content-model.ts';
import { EventModel } from '../../src/platform/events/model.ts';
import { insertRows } from '../../src/platform/mongo/insert-rows.ts';
import { FREE_LEASE } from '../../src/platform/mongo/lease.ts';
import { openWorld, request } from '../integration/dispatch/world.ts';
import { clearDatabase, useDatabase } from '../support/database.ts';
import { aContact, freshSpine, ORG, type Spine } from '../support/spine.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../twilio-emulator/emulator.ts';

useDatabase();

const PROCESSES = 4;
const CLAIMERS = 1_000;
/** Of one batch, each of whom taps fifty times. */
const PROVIDERS = 20;
const SLOW_MS = 480_000;
/** So that everybody is ready when it begins. */
const COUNT_DOWN_MS = 150;
const Counts = z.record(z.string(), z.int());

interface Claimer {
	child: ChildProcess;
	lines: Interface;
}

let emulator: TwilioEmulator;
let claimers: Claimer[];
let spine: Spine;

beforeAll(async () => {
	emulator = await startTwilioEmulator();
	const { hosts, replicaSet } = mongoose.connection.getClient().options;
	const uri = `mongodb://${hosts.join(',')}/${mongoose.connection.name}?replicaSet=${replicaSet}`;
	claimers = await Promise.all(
		Array.from({ length: PROCESSES }, async () => {
			const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'claimer.ts'), uri, emulator.origin], {
				stdio: ['pipe', 'pipe', 'inherit'],
			});
			const lines = createInterface({ input: child.stdout });
			await nextLine({ child, lines });
			return { child, lines };
		}),
	);
}, SLOW_MS);

afterAll(async () => {
	for (const { child } of claimers ?? []) child.stdin?.end();
	await emulator?.close();
});

beforeEach(async () => {
	await clearDatabase();
	spine = await freshSpine();
});

function nextLine({ child, lines }: Claimer): Promise<string> {
	return new Promise((resolve, reject) => {
		lines.once('line', resolve);
		child.once('exit', (code) => reject(new Error(`a claimer ended with ${code}`)));
	});
}

/** A thousand claimers in four processes, all at once: what they heard, and how often. */
async function claim(use: string): Promise<Record<string, number>> {
	const times = CLAIMERS / PROCESSES;
	const startAt = Date.now() + COUNT_DOWN_MS;
	const answers = await Promise.all(
		claimers.map(async (claimer, i) => {
			const answer = nextLine(claimer);
			claimer.child.stdin?.write(`${JSON.stringify({ use, first: i * times, times, startAt })}\n`);
			return Counts.parse(JSON.parse(await answer));
		}),
	);
	const counts: Record<string, number> = {};
	for (const answer of answers) for (const [outcome, times] of Object.entries(answer)) counts[outcome] = (counts[outcome] ?? 0) + times;
	return counts;
}

function anItem(contact: string, source: string) {
	const now = spine.clock.now();
	const input = { kind: 'message' as const, text: 'Bonjour' };
	return inboxItem(spine.newId(), now, { org: ORG, contact, source, externalId: '1', input, correlationId: 'test' });
}

describe(`of ${CLAIMERS} claimers in ${PROCESSES} processes exactly one wins (I6)`, () => {
	test(
		'an offer: one provider has the job, the others are told',
		async () => {
			await clearDatabase();
			const providers = Array.from({ length: PROVIDERS }, (_, i) => `p${i}`);
			await openWorld({ providers, settings: { offer_batch: PROVIDERS } });
			const { _id } = await request();
			const heard = await claim('offer');
			const winners = Object.keys(heard).filter((outcome) => outcome.startsWith('won'));
			expect(winners).toHaveLength(1);
			// A second tap of the winner is the same success.
			expect(heard).toEqual({ [winners[0] ?? '']: CLAIMERS / PROVIDERS, already_taken: CLAIMERS - CLAIMERS / PROVIDERS });
			const stored = await RequestModel.findOne({ _id, org: ORG }).lean();
			expect(winners).toEqual([`won by ${stored?.assigned?.provider}`]);
			expect(stored?.history.filter((line) => line.to === 'provider_accepted')).toHaveLength(1);
			expect(await OfferModel.countDocuments({ org: ORG, status: 'accepted' })).toBe(1);
			expect(await EventModel.countDocuments({ org: ORG, type: 'offer.accepted' })).toBe(1);
		},
		SLOW_MS,
	);

	test(
		'a conversation that waits for a person',
		async () => {
			await openWorld();
			await aContact(spine, { owner: 'human', ownerSince: spine.clock.now() });
			expect(await claim('conversation')).toEqual({ won: 1, conflict: CLAIMERS - 1 });
			expect(await EventModel.countDocuments({ org: ORG, type: 'conversation.claimed' })).toBe(1);
		},
		SLOW_MS,
	);

	test(
		'a dead letter to be tried again',
		async () => {
			const { _id } = await aContact(spine);
			await insertRows(InboxModel, [{ ...anItem(_id, 'dead'), state: 'dead' as const, attempts: 3 }]);
			expect(await claim('dead_letter')).toEqual({ won: 1, conflict: CLAIMERS - 1 });
			expect(await EventModel.countDocuments({ org: ORG, type: 'dead_letter.retried' })).toBe(1);
		},
		SLOW_MS,
	);

	test('a contact’s lane', async () => {
		const { _id } = await aContact(spine);
		await insertRows(InboxModel, [anItem(_id, 'lane')]);
		expect(await claim('lane')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	test('a contact’s outbox', async () => {
		expect(await claim('outbox_lane')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	test('a lease by name', async () => {
		expect(await claim('named_lease')).toEqual({ won: 1, held: CLAIMERS - 1 });
	});

	test('a webhook: it is stored once', async () => {
		expect(await claim('inbox')).toEqual({ won: 1, duplicate: CLAIMERS - 1 });
		expect(await InboxModel.countDocuments({ org: ORG })).toBe(1);
	});

	test('a rich content: it is created at Twilio once, and everybody uses it', async () => {
		const before = emulator.contents.length;
		const heard = await claim('content');
		expect(emulator.contents).toHaveLength(before + 1);
		expect(heard).toEqual({ [emulator.contents.at(-1)?.sid ?? '']: CLAIMERS });
	});

	test('request numbers: everybody has one of their own', async () => {
		const heard = await claim('number');
		expect(Object.values(heard)).toEqual(Array.from({ length: CLAIMERS }, () => 1));
		expect(
			Object.keys(heard)
				.map(Number)
				.sort((a, b) => a - b),
		).toEqual(Array.from({ length: CLAIMERS }, (_, i) => 1001 + i));
	});

	test(
		'due timers: each fires once',
		async () => {
			const now = new Date(Date.now() - 1_000);
			await insertRows(
				TimerModel,
				Array.from({ length: 150 }, (_, nth) => ({
					_id: spine.newId(),
					org: ORG,
					key: `t${nth}`,
					kind: 'test.fire',
					fireAt: now,
					data: { nth },
					setting: spine.newId(),
					correlationId: 'test',
					lease: FREE_LEASE,
					attempts: 0,
					state: 'waiting' as const,
				})),
			);
			expect(await claim('timers')).toEqual({ looked: CLAIMERS });
			expect(await TimerModel.countDocuments({ org: ORG })).toBe(0);
			const fired = await EventModel.find({ org: ORG, type: 'test.fired' }).lean();
			expect(new Set(fired.map(({ subject }) => subject.id)).size).toBe(150);
			expect(fired).toHaveLength(150);
		},
		SLOW_MS,
	);
});
