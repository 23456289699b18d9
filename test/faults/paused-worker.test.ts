import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { until } from '../support/until.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../twilio-emulator/emulator.ts';
import { audit } from './audit/auditor.ts';
import { cityFile, clientPhone } from './city.ts';
import { Cluster } from './cluster.ts';
import { planOf, SHORT } from './plan.ts';
import { openPostOffice } from './post-office.ts';

const SLOW_MS = 300_000;
/** Longer than any lease: a lane's is 30 s, an outbox' 60 s. The second worker's clock is so much ahead, so that nobody has to wait. */
const PAST_EVERY_LEASE_SECONDS = 75;
const PEOPLE = 12;
const MOST_LOOKS = 8;
const SLOW_ANSWER_MS = 600;

let directory = '';
let emulator: TwilioEmulator;
let cluster: Cluster;
let client: mongoose.mongo.MongoClient;
let shift = 0;
const clock = (): number => Date.now() + shift;

beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), 'palabre-paused-'));
	emulator = await startTwilioEmulator();
	cluster = await Cluster.open({ directory, emulator, clock, webs: 1, workers: 2 });
	client = new mongoose.mongo.MongoClient(cluster.mongoUri);
	emulator.connect({ publicBaseUrl: cluster.url });
	await cluster.command('import', cluster.file('city.yaml', cityFile(1)));
	await Promise.all([cluster.start('web', 0), cluster.start('worker', 0)]);
}, SLOW_MS);

afterAll(async () => {
	cluster?.resume('worker', 0);
	await client?.close();
	await cluster?.close();
	await emulator?.close();
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}, 60_000);

const db = () => client.db();
const held = () =>
	db()
		.collection('contacts')
		.countDocuments({ 'lease.owner': { $ne: null } });
const sending = () => db().collection('outbox').countDocuments({ status: 'sending' });
const open = async () =>
	(await db().collection('inbox').countDocuments({ state: 'pending' })) + (await db().collection('outbox').countDocuments({ open: true }));

test(
	'a worker that sleeps past its leases with turns and sends in hand does no harm when it wakes',
	async () => {
		const office = openPostOffice(emulator, { repeated: 0, late: 0 }, clock);
		const people = Array.from({ length: PEOPLE }, (_, i) => emulator.phone(clientPhone(i)));
		const say = (text: string) => Promise.all(people.map(({ address }) => office.post({ from: address, text }, () => 1)));

		// Warm, so that what follows is caught in the middle.
		await say('Bonjour');
		await until(async () => people.every((phone) => phone.messages.length > 0));
		// Stopped at some moment of a busy second; it must have something in hand, else again.
		// Twilio has the message a while before it says so: a send is in hand whenever somebody is answered.
		emulator.faults.plan({ rates: { slow: 1 }, slowMs: SLOW_ANSWER_MS });
		let caught = 0;
		for (let look = 0; look < MOST_LOOKS && caught === 0; look++) {
			const saying = say('je cherche un plombier à Bonamoussadi');
			await later(40 + look * 15);
			cluster.suspend('worker', 0);
			await saying;
			caught = (await held()) + (await sending());
			if (caught === 0) cluster.resume('worker', 0);
		}
		expect(caught).toBeGreaterThan(0);
		emulator.faults.plan(undefined);

		shift += PAST_EVERY_LEASE_SECONDS * 1000;
		await cluster.start('worker', 1, PAST_EVERY_LEASE_SECONDS);
		for (const deadline = performance.now() + 90_000; (await open()) > 0 && performance.now() < deadline; ) await later(250);
		expect(await open()).toBe(0);

		cluster.resume('worker', 0);
		await later(3_000);
		await say('Le robinet de ma cuisine fuit');
		for (const deadline = performance.now() + 90_000; (await open()) > 0 && performance.now() < deadline; ) await later(250);
		await emulator.idle();
		office.close();

		const exitCodes = await cluster.stopProgram();
		const nobody = { clients: 0, talkers: 0, storiesEnd: 0 };
		const evidence = {
			plan: planOf(1, { ...SHORT, ...nobody }),
			kills: { web: 0, worker: 0, mongo: 0, stepDowns: 0 },
			exitCodes,
			// Nothing excuses a double.
			incidents: [],
			logs: cluster.logs,
			posted: office.posted,
			sent: emulator.sent,
			shown: new Map<string, number>(),
			failedCallbacks: 0,
			desk: { claimed: 0, handedBack: 0 },
			stories: [],
			jobs: 0,
			seconds: 0,
		};
		const verdict = await audit(evidence, db());
		const violations = verdict.checks
			.filter(({ id }) => id !== 'stories')
			.flatMap(({ id, violations }) => violations.map((line) => `${id}: ${line}`));
		expect(violations).toEqual([]);
		expect(verdict.doubles).toEqual([]);
		expect(verdict.losses).toBe(0);
		expect(exitCodes).toEqual([0, 0, 0]);
	},
	SLOW_MS,
);
