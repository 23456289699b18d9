import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { systemClock } from '../../src/platform/clock.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../twilio-emulator/emulator.ts';
import { databaseUri, uniqueDatabaseName } from './database-uri.ts';
import { testMongoUri } from './mongo-uri.ts';
import { answers, freePort, type Program, runProgram } from './program.ts';
import { until } from './until.ts';

const TWO_TRADES = join(import.meta.dirname, '../fixtures/import/two-trades.yaml');

export type Role = 'all' | 'web' | 'worker';

export interface DeploymentOptions {
	/** The processes to start, in this order; one that does everything when unset. */
	roles?: readonly Role[];
	/** What is loaded before the first start; three plumbers and two electricians when unset. */
	importFile?: string;
	/** False: no Twilio account, the simulator carries. */
	twilio?: boolean;
	/** What the clocks of the program and of Twilio show when it is deployed, for what goes by the day; the machine's time when unset. */
	startsAt?: Date;
	environment?: Record<string, string>;
}

/** The real program in processes of its own, with its own database and a Twilio beside it. Close it, or its processes live on. */
export interface Deployment {
	url: string;
	/** Not there without Twilio: asking for it throws. */
	twilio: TwilioEmulator;
	/** Starts a process more (a second web process on a `PORT` of its own), or again on the same data. Resolves when the whole is ready. */
	start(role: Role, environment?: Record<string, string>): Promise<void>;
	/** The environment of a process whose clock is so far ahead of the others'. */
	later(seconds: number): Record<string, string>;
	/** Sends a signal to the processes of a role and waits for their end: their exit codes, null for those that were killed. */
	end(role: Role, signal: 'SIGKILL' | 'SIGTERM'): Promise<(number | null)[]>;
	/** Sends a signal that ends nobody. */
	signal(role: Role, signal: 'SIGUSR2'): void;
	/** Runs a command of the program to its end; gives its standard output. Rejects on another exit code than 0. */
	command(...words: string[]): Promise<string>;
	/** A GET of the API, as staff; the body when it is 200. */
	get(path: string): Promise<unknown>;
	/** Its database, for what is done to it behind the program's back. */
	db: mongoose.mongo.Db;
	/** Resolves when every input is applied and every message that may go out is out. */
	idle(): Promise<void>;
	/** What the processes said so far, for a failing test. */
	logs(): string;
	close(): Promise<void>;
}

/** Loads the import file and starts the processes. */
export async function deploy(options: DeploymentOptions = {}): Promise<Deployment> {
	const uri = databaseUri(await testMongoUri(), uniqueDatabaseName());
	const dataDir = mkdtempSync(join(tmpdir(), 'palabre-deployment-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const offset = options.startsAt === undefined ? 0 : Math.round((options.startsAt.getTime() - Date.now()) / 1000);
	const { now } = systemClock(offset);
	const emulator = options.twilio === false ? undefined : await startTwilioEmulator({ publicBaseUrl: url, now });
	const environment: Record<string, string> = {
		NODE_ENV: 'development',
		MONGODB_URI: uri,
		DATA_DIR: dataDir,
		PORT: String(port),
		PUBLIC_BASE_URL: url,
		CLOCK_OFFSET_SECONDS: String(offset),
		...(emulator === undefined
			? {}
			: {
					TWILIO_ACCOUNT_SID: emulator.accountSid,
					TWILIO_AUTH_TOKEN: emulator.authToken,
					TWILIO_API_BASE_URL: emulator.origin,
				}),
		...options.environment,
	};
	const database = new mongoose.mongo.MongoClient(uri);
	const running = new Map<Program, Role>();
	const told: string[] = [];
	let token: string | undefined;

	const deployment: Deployment = {
		url,
		db: database.db(),
		get twilio() {
			if (emulator === undefined) throw new Error('this deployment has no Twilio');
			return emulator;
		},
		async start(role, more = {}) {
			const program = runProgram([role], { ...environment, ...more });
			running.set(program, role);
			const serves = [...running.values()].some((one) => one !== 'worker');
			const works = [...running.values()].some((one) => one !== 'web');
			const place = more.PORT === undefined ? url : `http://127.0.0.1:${more.PORT}`;
			if (serves) await answers(program, `${place}/${works ? 'readyz' : 'healthz'}`, 200);
			if (role === 'worker') await said(program, 'the worker runs');
		},
		later: (seconds) => ({ CLOCK_OFFSET_SECONDS: String(offset + seconds) }),
		async end(role, signal) {
			const programs = [...running].filter(([, one]) => one === role).map(([program]) => program);
			for (const program of programs) program.process.kill(signal);
			const codes = await Promise.all(programs.map((program) => program.ended));
			for (const program of programs) {
				told.push(heard(role, program));
				running.delete(program);
			}
			return codes;
		},
		signal(role, signal) {
			for (const [program, one] of running) if (one === role) program.process.kill(signal);
		},
		async command(...words) {
			const program = runProgram(words, environment);
			const code = await program.ended;
			if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${program.err()}`);
			return program.out();
		},
		async get(path) {
			token ??= (await deployment.command('token', '--role', 'manager', '--org', 'djobea')).trim();
			const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
			if (response.status !== 200) throw new Error(`GET ${path} answers ${response.status}: ${await response.text()}`);
			return response.json();
		},
		idle: () => until(async () => (await work(database)) === 0),
		logs: () => [...told, ...[...running].map(([program, role]) => heard(role, program))].join('\n'),
		async close() {
			for (const program of running.keys()) program.process.kill('SIGKILL');
			await Promise.all([...running.keys()].map((program) => program.ended));
			await emulator?.close();
			await database.db().dropDatabase();
			await database.close();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
	try {
		await deployment.command('import', options.importFile ?? TWO_TRADES);
		for (const role of options.roles ?? ['all']) await deployment.start(role);
	} catch (error) {
		await deployment.close();
		throw error;
	}
	return deployment;
}

/** Inputs first: a turn takes one away in the transaction that brings its messages. */
async function work(database: mongoose.mongo.MongoClient): Promise<number> {
	const inputs = await database.db().collection('inbox').countDocuments({ state: 'pending' });
	return (
		inputs +
		(await database
			.db()
			.collection('outbox')
			.countDocuments({ open: true, parked: { $ne: true } }))
	);
}

function heard(role: Role, program: Program): string {
	return `--- ${role}\n${program.out()}${program.err()}`;
}

function said(program: Program, words: string): Promise<void> {
	return new Promise((resolve, reject) => {
		const look = () => {
			if (program.out().includes(words)) resolve();
		};
		program.process.stdout?.on('data', look);
		program.ended.then((code) => reject(new Error(`the program ended with ${code}: ${program.err()}`)), reject);
		look();
	});
}
