import { setTimeout as later } from 'node:timers/promises';
import mongoose from 'mongoose';
import { waitUntil } from '../../src/platform/embedded-mongo/processes.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../twilio-emulator/emulator.ts';
import type { Evidence } from './audit/evidence.ts';
import { cityFile, clientPhone, providerPhone, TRADES } from './city.ts';
import { Cluster } from './cluster.ts';
import { workAtDesk } from './desk.ts';
import { Client, type Opening } from './personas/client.ts';
import type { World } from './personas/persona.ts';
import { pause } from './personas/persona.ts';
import { Provider } from './personas/provider.ts';
import { type FaultEvent, type Plan, randomOf, type Size } from './plan.ts';
import { openPostOffice } from './post-office.ts';

const TELL_MS = 60_000;
const LOOK_MS = 100;
/** A send whose end is unknown and a lease that was left behind take a minute and a half. */
const SETTLE_MS = 150_000;

export interface CampaignRun {
	evidence: Evidence;
	/** The database, for the auditor; ends with the campaign. */
	db: mongoose.mongo.Db;
	close(): Promise<void>;
}

/** Lives a plan through against the real program, and stops the program. The database stays for the auditor until `close`. */
export async function runCampaign(plan: Plan, options: { directory: string; say(line: string): void }): Promise<CampaignRun> {
	const { size, seed } = plan;
	const began = performance.now();
	const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0)} s`;
	const emulator = await startTwilioEmulator({ seed });
	let shift = 0;
	const clock = (): number => Date.now() + shift;
	const cluster = await Cluster.open({ ...options, emulator, clock, webs: size.webs, workers: size.workers });
	const client = new mongoose.mongo.MongoClient(cluster.mongoUri);
	const close = async (): Promise<void> => {
		await client.close();
		await cluster.close();
		await emulator.close();
	};
	try {
		emulator.connect({ publicBaseUrl: cluster.url });
		await cluster.command('import', cluster.file('city.yaml', cityFile(size.providers)));
		const token = (await cluster.command('token', '--role', 'agent', '--org', 'djobea', '--subject', 'awa')).trim();
		await cluster.startAll();
		options.say(`${seconds()}: the program runs, ${size.webs} web and ${size.workers} workers`);

		const home = new AbortController();
		const office = openPostOffice(emulator, plan.rates, clock);
		const world: World = { emulator, office, end: home.signal, thinkMs: 350, patienceMs: size.blackoutSeconds > 0 ? 20_000 : 100_000 };
		const providers = Array.from(
			{ length: size.providers },
			(_, i) => new Provider(world, providerPhone(i), randomOf(seed, `provider ${i}`)),
		);
		const clients = Array.from({ length: size.clients }, (_, i) => clientOf(plan, world, i));
		const lives = providers.map((provider) => provider.story());
		await waitUntil(() => providers.every((provider) => provider.greeted), 60_000);
		options.say(`${seconds()}: ${providers.length} providers are there`);

		misbehave(emulator, plan);
		const desk = workAtDesk({ url: cluster.url, token, talkMs: 6_000, end: home.signal });
		const ended = (): number => clients.filter((one) => one.done).length;
		const telling = setInterval(() => options.say(`${seconds()}: ${ended()} stories have ended`), TELL_MS);
		const kills = { web: 0, worker: 0, mongo: 0, stepDowns: 0 };
		const crowd = { come: 0, ended };
		const faults = suffer(cluster, plan, kills, () => crowd.come / clients.length, home.signal);
		lives.push(arrive(clients, size, crowd, home.signal));
		const tooLate = setTimeout(() => home.abort(), size.latestMs - (performance.now() - began));
		await faults;
		options.say(`${seconds()}: ${kills.web + kills.worker} kills, ${kills.mongo} of the database, ${kills.stepDowns} step-downs`);
		if (size.blackoutSeconds > 0) {
			shift += size.blackoutSeconds * 1000;
			kills.worker += await cluster.blackout(size.blackoutSeconds);
			options.say(`${seconds()}: everything was killed at once and is back`);
		}
		const spent = (): number => performance.now() - began;
		await waitUntil(
			() => ended() === clients.length || (spent() > size.deadlineMs && ended() >= size.storiesEnd),
			size.latestMs - spent(),
			250,
		);
		options.say(`${seconds()}: ${ended()} of ${clients.length} stories have ended`);
		clearTimeout(tooLate);
		clearInterval(telling);
		home.abort();
		await Promise.all([...lives, desk]);
		emulator.faults.plan(undefined);
		await settle(emulator, client, office);
		office.close();
		options.say(`${seconds()}: settled`);
		const exitCodes = await cluster.stopProgram();
		await emulator.idle();
		return {
			evidence: {
				plan,
				kills,
				exitCodes,
				incidents: cluster.incidents,
				logs: cluster.logs,
				posted: office.posted,
				sent: emulator.sent,
				shown: new Map([...clients, ...providers].map(({ phone }) => [phone.address, phone.messages.length])),
				failedCallbacks: emulator.failedCallbacks.length,
				desk: await desk,
				stories: clients.map((one) => ({
					phone: one.phone.address,
					done: one.done,
					number: one.number,
					nudges: one.nudges,
					last: one.phone.last?.text ?? '',
				})),
				jobs: providers.reduce((sum, one) => sum + one.jobs, 0),
				seconds: Math.round((performance.now() - began) / 1000),
			},
			db: client.db(),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function clientOf({ seed, size }: Plan, world: World, i: number): Client {
	const random = randomOf(seed, `client ${i}`);
	const trade = TRADES[i % TRADES.length];
	if (trade === undefined) throw new Error('no trades');
	// Those who burst and those who talk come one after the other, all along.
	const every = (count: number): number => Math.floor(size.clients / Math.max(1, count));
	let opening: Opening = random() < 0.15 ? 'two_messages' : 'sentence';
	if (i % every(size.bursts) === 1) opening = 'burst';
	else if (i % every(size.talkers) === 2) opening = 'person';
	return new Client(world, clientPhone(i), random, trade, opening);
}

/** Twilio on a bad day: a tenth of the sends, and its callbacks shuffled, repeated or before the answer. */
function misbehave(emulator: TwilioEmulator, { rates }: Plan): void {
	const share = rates.sends / 10;
	emulator.faults.plan({
		rates: {
			too_many: 3 * share,
			server_error: 2 * share,
			drop_before: 2 * share,
			drop_after: 2 * share,
			slow: share,
			early_callbacks: 0.02,
		},
		// Longer than the program waits: a time-out after accepting.
		slowMs: 12_000,
	});
	Object.assign(emulator.settings, { shuffleCallbacks: true, duplicateCallbacks: 0.1, callbackDelayMs: 40 });
}

/** The clients come, in their order, and live; resolves when all have gone home. */
async function arrive(clients: readonly Client[], size: Size, crowd: { come: number; ended(): number }, end: AbortSignal): Promise<void> {
	const lives: Promise<void>[] = [];
	for (const client of clients) {
		while (crowd.come - crowd.ended() >= size.atOnce && !end.aborted) await pause(LOOK_MS, end);
		if (end.aborted) break;
		crowd.come++;
		lives.push(client.story());
		await pause(size.arrivalMs / clients.length, end);
	}
	await Promise.all(lives);
}

/** Does the plan's faults as the clients come; those of one process one after the other. */
async function suffer(
	cluster: Cluster,
	plan: Plan,
	kills: { web: number; worker: number; mongo: number; stepDowns: number },
	progress: () => number,
	end: AbortSignal,
): Promise<void> {
	const running: Promise<void>[] = [];
	for (const fault of plan.faults) {
		while (progress() < fault.at && !end.aborted) await pause(LOOK_MS, end);
		if (end.aborted) break;
		running.push(inflict(cluster, fault, kills));
	}
	await Promise.all(running);
}

async function inflict(
	cluster: Cluster,
	fault: FaultEvent,
	kills: { web: number; worker: number; mongo: number; stepDowns: number },
): Promise<void> {
	if (fault.kind === 'kill_mongo') {
		await cluster.killMongo(fault.downMs);
		kills.mongo++;
	} else if (fault.kind === 'step_down') {
		await cluster.stepDown(fault.seconds);
		kills.stepDowns++;
	} else {
		const role = fault.kind === 'kill_web' ? 'web' : 'worker';
		// One that is down is killed as soon as it is back: the plan's number of kills is kept.
		while (!(await cluster.kill(role, fault.which, fault.downMs))) await later(300);
		kills[role]++;
	}
}

/** Until nothing is due any more: no input, no message, no callback on its way. */
async function settle(emulator: TwilioEmulator, client: mongoose.mongo.MongoClient, office: { readonly underWay: number }): Promise<void> {
	const db = client.db();
	await waitUntil(
		async () => {
			if (office.underWay > 0) return false;
			const inputs = await db
				.collection('inbox')
				.countDocuments({ state: 'pending', notBefore: { $lte: new Date(Date.now() + 3_600_000) } });
			const messages = await db.collection('outbox').countDocuments({ open: true, parked: false });
			return inputs === 0 && messages === 0;
		},
		SETTLE_MS,
		500,
	);
	await emulator.idle();
}
