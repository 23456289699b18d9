import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { type OpenAiEmulator, openAiEmulator } from '../openai-emulator/emulator.ts';
import { until } from '../support/until.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../twilio-emulator/emulator.ts';
import { audit } from './audit/auditor.ts';
import { cityFile, clientPhone } from './city.ts';
import { Cluster } from './cluster.ts';
import { planOf, SHORT } from './plan.ts';
import { openPostOffice } from './post-office.ts';

const SLOW_MS = 300_000;
const SETTLED_MS = 90_000;
/** Longer than any lease: a lane's is 30 s, an outbox' 60 s. The second worker's clock is so much ahead, so that nobody has to wait. */
const PAST_EVERY_LEASE_SECONDS = 75;
const ASKING = 6;
const UNCLEAR = 6;
/** Long enough to stop the worker in the middle of it, shorter than a worker waits. */
const SLOW_ANSWER_MS = 8_000;
/** Only a model could read it, and it is asked: the turn waits for it. */
const RIDDLE = `${'tu vois un peu le bazar, '.repeat(14)} zzz`;
const READING = {
	intent: 'request_service',
	slots: { service: 'plomberie' },
	sentiment: 'neutre',
	urgency: 'basse',
	category: null,
	wants_human: false,
	language: 'fr',
	confidence: 0.9,
	evidence: [],
};

let directory = '';
let emulator: TwilioEmulator;
let openai: OpenAiEmulator;
let cluster: Cluster;
let client: mongoose.mongo.MongoClient;
let shift = 0;
const clock = (): number => Date.now() + shift;

beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), 'palabre-paused-'));
	emulator = await startTwilioEmulator();
	openai = await openAiEmulator();
	const environment = { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: openai.url };
	cluster = await Cluster.open({ directory, emulator, clock, webs: 1, workers: 2, environment });
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
	await openai?.close();
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

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
		const asking = Array.from({ length: ASKING }, (_, i) => emulator.phone(clientPhone(i)));
		const unclear = Array.from({ length: UNCLEAR }, (_, i) => emulator.phone(clientPhone(ASKING + i)));
		const everybody = [...asking, ...unclear];
		const say = (people: typeof everybody, text: string) =>
			Promise.all(people.map(({ address }) => office.post({ from: address, text }, () => 1)));

		await say(everybody, 'Bonjour');
		await until(async () => everybody.every((phone) => phone.messages.length > 0));

		// Sends in hand: Twilio has the message a while before it says so, by answer or by callback. Turns in hand: the model does not answer.
		emulator.faults.plan({ rates: { slow: 1 }, slowMs: SLOW_ANSWER_MS });
		emulator.settings.callbackDelayMs = SLOW_ANSWER_MS;
		openai.chat = () => 'hang';
		const accepted = emulator.sent.length + ASKING;
		await Promise.all([say(asking, 'je cherche un plombier à Bonamoussadi'), say(unclear, RIDDLE)]);
		await until(async () => openai.chats.length >= UNCLEAR && emulator.sent.length >= accepted);
		cluster.suspend('worker', 0);
		expect(await held()).toBeGreaterThan(0);
		expect(await sending()).toBeGreaterThan(0);
		emulator.faults.plan(undefined);
		emulator.settings.callbackDelayMs = 5;
		openai.chat = () => ({ content: JSON.stringify(READING) });

		shift += PAST_EVERY_LEASE_SECONDS * 1000;
		await cluster.start('worker', 1, PAST_EVERY_LEASE_SECONDS);
		await until(async () => (await open()) === 0, SETTLED_MS);

		// Awake, it goes on with what it had in hand; it is all ended when the program has stopped.
		cluster.resume('worker', 0);
		await say(everybody, 'Le robinet de ma cuisine fuit');
		await until(async () => (await open()) === 0, SETTLED_MS);
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
		// What it had in hand was refused for its lost lease, not by a key that happened to be there already.
		expect(cluster.logs.join('\n')).not.toContain('turn failed');
		expect(exitCodes).toEqual([0, 0, 0]);
	},
	SLOW_MS,
);
