import { mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import mongoose from 'mongoose';
import { isAlive, signal, waitUntil } from '../../src/platform/embedded-mongo/processes.ts';
import { type EmbeddedMongo, startEmbeddedMongo } from '../../src/platform/embedded-mongo/start.ts';
import { readState } from '../../src/platform/embedded-mongo/state.ts';
import { createLog } from '../../src/platform/log.ts';
import { answers, freePort, type Program, runProgram } from '../support/program.ts';
import type { TwilioEmulator } from '../twilio-emulator/emulator.ts';

/** Something that was done to the program. `at` in ms, by the emulator's clock. */
export interface Incident {
	at: number;
	/** When it was there again. */
	overAt?: number;
	what: string;
}

type Role = 'web' | 'worker';

interface Place {
	role: Role;
	which: number;
	port: number;
	program: Program | undefined;
	/** It is being killed or started: nothing else is done to it. */
	busy: boolean;
}

const READY_MS = 90_000;

/**
 * The program as it runs in production: web and worker processes of its own, a database of its own that can be killed, and in front of
 * the webs something that spreads connections over those that live.
 */
export class Cluster {
	readonly incidents: Incident[] = [];
	/** What the processes that ended wrote to standard error. */
	readonly logs: string[] = [];
	readonly url: string;
	readonly #directory: string;
	readonly #emulator: TwilioEmulator;
	readonly #clock: () => number;
	readonly #proxy: Server;
	readonly #places: Place[];
	readonly #more: Record<string, string>;
	#mongo: EmbeddedMongo | undefined;
	#mongoBusy: Promise<void> = Promise.resolve();
	#offsetSeconds = 0;
	#turn = 0;
	#stopping = false;

	private constructor(options: {
		directory: string;
		emulator: TwilioEmulator;
		clock: () => number;
		url: string;
		proxy: Server;
		places: Place[];
		environment?: Record<string, string>;
	}) {
		this.#directory = options.directory;
		this.#emulator = options.emulator;
		this.#clock = options.clock;
		this.#proxy = options.proxy;
		this.#places = options.places;
		this.#more = options.environment ?? {};
		this.url = options.url;
	}

	/** Starts the database and the front; nothing of the program yet. */
	static async open(options: {
		directory: string;
		emulator: TwilioEmulator;
		clock: () => number;
		webs: number;
		workers: number;
		/** More of its environment. */
		environment?: Record<string, string>;
	}): Promise<Cluster> {
		const places: Place[] = [];
		for (let which = 0; which < options.webs; which++) places.push({ role: 'web', which, port: 0, program: undefined, busy: false });
		for (let which = 0; which < options.workers; which++) places.push({ role: 'worker', which, port: 0, program: undefined, busy: false });
		const proxy = createServer();
		await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
		const address = proxy.address();
		const port = address !== null && typeof address === 'object' ? address.port : 0;
		const cluster = new Cluster({ ...options, proxy, places, url: `http://127.0.0.1:${port}` });
		proxy.on('connection', (socket) => cluster.#pass(socket));
		// However the campaign ends, no process of the program outlives it.
		process.once('exit', () => cluster.#killAll());
		mkdirSync(options.directory, { recursive: true });
		await cluster.#startMongo();
		return cluster;
	}

	get mongoUri(): string {
		return this.#mongo?.uri ?? '';
	}

	/** Runs a command of the program; gives its standard output. */
	async command(...words: string[]): Promise<string> {
		const program = runProgram(words, this.#environment(1));
		const code = await program.ended;
		if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${program.err()}`);
		return program.out();
	}

	async startAll(): Promise<void> {
		await Promise.all(this.#places.map((place) => this.#start(place)));
	}

	/** `kill -9`, and started again `downMs` later. Resolves when it is there again. Nothing is done to what is down already. */
	async kill(role: Role, which: number, downMs: number): Promise<boolean> {
		const place = this.#places.find((one) => one.role === role && one.which === which);
		if (place?.program === undefined || place.busy) return false;
		place.busy = true;
		const incident = this.#note(`kill -9 ${role} ${which}`);
		await this.#end(place, 'SIGKILL');
		await later(downMs);
		await this.#start(place);
		place.busy = false;
		incident.overAt = this.#clock();
		return true;
	}

	/** Everything of the program dies at once; when it is there again, so much time has passed on every clock. */
	async blackout(seconds: number): Promise<number> {
		const incident = this.#note('kill -9 everything');
		const alive = this.#places.filter((place) => place.program !== undefined);
		await Promise.all(alive.map((place) => this.#end(place, 'SIGKILL')));
		this.#offsetSeconds += seconds;
		this.#emulator.advance(seconds * 1000);
		await this.startAll();
		incident.overAt = this.#clock();
		return alive.length;
	}

	/** `kill -9` of the database's process group; it is started again on its data. */
	killMongo(downMs: number): Promise<void> {
		return this.#alone(async () => {
			const { pid } = readState(join(this.#directory, 'mongo')) ?? {};
			if (pid === undefined) throw new Error('no database to kill');
			const incident = this.#note('kill -9 mongod');
			signal(-pid, 'SIGKILL');
			await waitUntil(() => !isAlive(pid), READY_MS);
			await this.#mongo?.stop();
			await later(downMs);
			await this.#startMongo();
			incident.overAt = this.#clock();
		});
	}

	/** The primary steps down for a while: writes fail until it is elected again. */
	stepDown(seconds: number): Promise<void> {
		return this.#alone(async () => {
			const incident = this.#note('step-down');
			const client = new mongoose.mongo.MongoClient(this.mongoUri.replace('?replicaSet=rs0', '?directConnection=true'));
			try {
				await client
					.db('admin')
					.command({ replSetStepDown: seconds, secondaryCatchUpPeriodSecs: 0, force: true })
					.catch(() => undefined);
				await waitUntil(async () => (await client.db('admin').command({ hello: 1 })).isWritablePrimary === true, READY_MS);
			} finally {
				await client.close();
			}
			incident.overAt = this.#clock();
		});
	}

	/** Starts one process; with `laterSeconds` its clock, and that of all that are started after it, is so much ahead. */
	async start(role: Role, which: number, laterSeconds = 0): Promise<void> {
		this.#offsetSeconds += laterSeconds;
		this.#emulator.advance(laterSeconds * 1000);
		const place = this.#places.find((one) => one.role === role && one.which === which);
		if (place !== undefined) await this.#start(place);
	}

	/** SIGSTOP: the process holds what it holds and does nothing until `resume`. */
	suspend(role: Role, which: number): Incident {
		this.#signal(role, which, 'SIGSTOP');
		return this.#note(`SIGSTOP ${role} ${which}`);
	}

	resume(role: Role, which: number): void {
		this.#signal(role, which, 'SIGCONT');
	}

	#signal(role: Role, which: number, name: 'SIGSTOP' | 'SIGCONT'): void {
		this.#places.find((one) => one.role === role && one.which === which)?.program?.process.kill(name);
	}

	/** A file of this run's directory. */
	file(name: string, text: string): string {
		const path = join(this.#directory, name);
		writeFileSync(path, text);
		return path;
	}

	/** SIGTERM to every process of the program: their exit codes. The database goes on. */
	async stopProgram(): Promise<(number | null)[]> {
		const alive = this.#places.filter((place) => place.program !== undefined);
		return Promise.all(alive.map((place) => this.#end(place, 'SIGTERM')));
	}

	async close(): Promise<void> {
		this.#stopping = true;
		await Promise.all(this.#places.map((place) => this.#end(place, 'SIGKILL')));
		this.#proxy.close();
		await this.#mongoBusy.catch(() => undefined);
		await this.#mongo?.stop();
	}

	#killAll(): void {
		this.#stopping = true;
		for (const { program } of this.#places) program?.process.kill('SIGKILL');
	}

	#alone(work: () => Promise<void>): Promise<void> {
		this.#mongoBusy = this.#mongoBusy.catch(() => undefined).then(work);
		return this.#mongoBusy;
	}

	async #startMongo(): Promise<void> {
		this.#mongo = await startEmbeddedMongo({ directory: join(this.#directory, 'mongo'), log: createLog('warn') });
	}

	#environment(port: number): Record<string, string> {
		return {
			NODE_ENV: 'development',
			MONGODB_URI: this.mongoUri,
			DATA_DIR: this.#directory,
			PORT: String(port),
			PUBLIC_BASE_URL: this.url,
			TWILIO_ACCOUNT_SID: this.#emulator.accountSid,
			TWILIO_AUTH_TOKEN: this.#emulator.authToken,
			TWILIO_API_BASE_URL: this.#emulator.origin,
			CLOCK_OFFSET_SECONDS: String(this.#offsetSeconds),
			API_REQUESTS_PER_MINUTE: '100000',
			...this.#more,
		};
	}

	/** As a supervisor would: a process that cannot start because the database is away is started again. */
	async #start(place: Place): Promise<void> {
		const deadline = performance.now() + READY_MS;
		while (!this.#stopping) {
			place.port = await freePort();
			const program = runProgram([place.role], this.#environment(place.port));
			place.program = program;
			const ended = await Promise.race([program.ended.then(() => true), ready(place, program).then(() => false)]);
			if (!ended) return;
			this.logs.push(`${place.role} ${place.which} did not start: ${program.err()}`);
			place.program = undefined;
			if (performance.now() > deadline) throw new Error(`${place.role} ${place.which} does not start: ${program.err()}`);
			await later(500);
		}
	}

	async #end(place: Place, name: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
		const { program } = place;
		if (program === undefined) return null;
		place.program = undefined;
		program.process.kill(name);
		const code = await program.ended;
		this.logs.push(`--- ${place.role} ${place.which}\n${program.err()}`);
		return code;
	}

	#note(what: string): Incident {
		const incident: Incident = { at: this.#clock(), what };
		this.incidents.push(incident);
		return incident;
	}

	/** One connection to one of the webs that live; a client that finds none sees its connection closed. */
	#pass(socket: Socket): void {
		const webs = this.#places.filter((place) => place.role === 'web' && isReady(place));
		const web = webs[this.#turn++ % Math.max(1, webs.length)];
		socket.on('error', () => socket.destroy());
		if (web === undefined) {
			socket.destroy();
			return;
		}
		const behind = connect(web.port, '127.0.0.1');
		behind.on('error', () => socket.destroy());
		behind.on('close', () => socket.destroy());
		socket.on('close', () => behind.destroy());
		socket.pipe(behind).pipe(socket);
	}
}

function isReady(place: Place): boolean {
	return place.program?.out().includes(place.role === 'web' ? 'Palabre is ready' : 'the worker runs') === true;
}

async function ready(place: Place, program: Program): Promise<void> {
	// One that ended instead is seen to by whoever waits for its end.
	if (place.role === 'web') await answers(program, `http://127.0.0.1:${place.port}/healthz`, 200).catch(() => undefined);
	await waitUntil(() => isReady(place) || program.process.exitCode !== null, READY_MS);
	if (!isReady(place)) await new Promise(() => undefined);
}
