import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort, type Program, runProgram, runScript } from '../support/program.ts';
import { ACCOUNT_SID, AUTH_TOKEN, type Machine } from './machine.ts';
import { importFile, type World } from './world.ts';

/** What is under load: the program in its roles, or a floor. */
export interface Subject {
	name: string;
	pids: number[];
	/** Signatures are over it. */
	publicBaseUrl: string;
	database: string;
	logs(): string;
	stop(): Promise<void>;
}

export interface ProgramOptions {
	/** Processes of each kind; neither: one that does everything. */
	web?: number;
	worker?: number;
	world?: World;
	/** Another import file than that of the world. */
	file?: string;
	environment?: Record<string, string>;
	/** Keep what an earlier subject left in the database. */
	keepData?: boolean;
}

/** What tokens for the subject are signed with. */
export const JWT_SECRET = 'for the benchmark, and at least thirty-two long';

let count = 0;

/** Loads the organisation into an empty database and starts the real program on it. */
export async function startProgram(machine: Machine, options: ProgramOptions = {}): Promise<Subject> {
	count += 1;
	const database = `bench_${process.pid}_${count}`;
	const directory = mkdtempSync(join(tmpdir(), 'palabre-bench-program-'));
	const publicBaseUrl = 'http://palabre.bench';
	const environment: Record<string, string> = {
		NODE_ENV: 'production',
		LOG_LEVEL: 'warn',
		MONGODB_URI: machine.uriOf(database),
		DATA_DIR: directory,
		HOST: '127.0.0.1',
		PUBLIC_BASE_URL: publicBaseUrl,
		TWILIO_ACCOUNT_SID: ACCOUNT_SID,
		TWILIO_AUTH_TOKEN: AUTH_TOKEN,
		TWILIO_API_BASE_URL: machine.sink.origin,
		JWT_SECRET,
		...options.environment,
	};
	const file = join(directory, 'import.yaml');
	writeFileSync(file, options.file ?? importFile(options.world));
	const importing = runProgram(['import', file], environment);
	if ((await importing.ended) !== 0) throw new Error(`the import failed: ${importing.err()}`);

	const programs: Program[] = [];
	const targets: URL[] = [];
	const split = options.web !== undefined || options.worker !== undefined;
	const serving = split ? Array.from({ length: options.web ?? 1 }, () => 'web') : ['all'];
	for (const role of serving) {
		const port = await freePort();
		const program = runProgram([role], { ...environment, PORT: String(port) });
		programs.push(program);
		targets.push(new URL(`http://127.0.0.1:${port}`));
		await answers(program, `http://127.0.0.1:${port}/healthz`, 200);
	}
	for (let nth = 0; split && nth < (options.worker ?? 1); nth++) programs.push(runProgram(['worker'], environment));
	const [first] = programs;
	const [port] = targets;
	if (first === undefined || port === undefined) throw new Error('no web process');
	await answers(first, new URL('/readyz', port).href, 200);
	machine.webhooks.targets = targets;
	return {
		name: split ? `${options.web ?? 1} web, ${options.worker ?? 1} worker` : 'all in one',
		pids: programs.flatMap((program) => program.process.pid ?? []),
		publicBaseUrl,
		database,
		logs: () => programs.map((program) => program.err()).join('\n'),
		async stop() {
			for (const program of programs) program.process.kill('SIGTERM');
			await Promise.all(programs.map((program) => program.ended));
			await machine.client.db(database).dropDatabase();
			rmSync(directory, { recursive: true, force: true });
		},
	};
}

/** Starts one of the two floors on an empty database. */
export async function startFloor(machine: Machine, name: 'floor' | 'floor-safe'): Promise<Subject> {
	count += 1;
	const database = `bench_${process.pid}_${count}`;
	const publicBaseUrl = 'http://palabre.bench';
	const port = await freePort();
	const floor = runScript(join(import.meta.dirname, `floors/${name}.ts`), [], {
		NODE_ENV: 'production',
		MONGODB_URI: machine.uriOf(database),
		PORT: String(port),
		PUBLIC_BASE_URL: publicBaseUrl,
		TWILIO_ACCOUNT_SID: ACCOUNT_SID,
		TWILIO_AUTH_TOKEN: AUTH_TOKEN,
		TWILIO_API_BASE_URL: machine.sink.origin,
	});
	await answers(floor, `http://127.0.0.1:${port}/healthz`, 200);
	machine.webhooks.targets = [new URL(`http://127.0.0.1:${port}`)];
	return {
		name,
		pids: floor.process.pid === undefined ? [] : [floor.process.pid],
		publicBaseUrl,
		database,
		logs: () => floor.err(),
		async stop() {
			floor.process.kill('SIGTERM');
			await floor.ended;
			await machine.client.db(database).dropDatabase();
		},
	};
}
