import { join } from 'node:path';
import { jwtSecret } from './app.ts';
import { type Config, loadConfig } from './config.ts';
import { runFlows } from './conversation/flow/cli.ts';
import { createInScene } from './conversation/scene/in-scene.ts';
import { openDatabase } from './database.ts';
import { carrierOf } from './demo.ts';
import { runToken } from './modules/accounts/index.ts';
import { followClosures } from './modules/appointments/index.ts';
import { runImport } from './modules/organisations/import/cli.ts';
import { runReplay } from './modules/queues/index.ts';
import { runTriageReport } from './modules/support/index.ts';
import { assembleModules } from './modules.ts';
import { systemClock } from './platform/clock.ts';
import { failureCode } from './platform/failure-code.ts';
import { loadTexts } from './platform/i18n.ts';
import { monotonicIds } from './platform/ids.ts';
import { log } from './platform/log.ts';
import { type StopStack, stopStack } from './platform/stop-stack.ts';
import { runUnderstand } from './understanding/cli.ts';

/** Runs a command with its arguments; gives the exit code. Standard output holds what the command prints and nothing else. */
type RunCommand = (argv: readonly string[]) => Promise<number>;

const TERMINAL = {
	out: (text: string) => void process.stdout.write(text),
	err: (text: string) => void process.stderr.write(text),
};

/** The commands by name (contract.md). Those that need the database share the one of a running `npm start`, or start it for a moment. */
export const commands: ReadonlyMap<string, RunCommand> = new Map<string, RunCommand>([
	['import', (argv) => withDatabase((open) => importFile(argv, open))],
	['token', (argv) => withDatabase((open) => runToken(argv, { ...TERMINAL, connect: async () => tokenContext(await open()) }))],
	['understand', (argv) => (argv[0] === 'report' ? understandReport(argv.slice(1)) : understandFile(argv))],
	['replay', (argv) => withDatabase((open) => runReplay(argv, { ...TERMINAL, connect: open }))],
	['flows', (argv) => withDatabase((open) => runFlows(argv, { ...flowsContext(), connect: open }))],
]);

/** Gives `run` the means to open the database, and closes what it opened. */
async function withDatabase(run: (open: () => Promise<Config>) => Promise<number>): Promise<number> {
	const config = loadConfig(process.env);
	log.level = process.env.LOG_LEVEL ? config.logLevel : 'warn';
	const stops: StopStack = stopStack(log);
	try {
		return await run(async () => {
			await openDatabase(config, stops, { mayShare: true });
			return config;
		});
	} finally {
		await stops.stopAll();
	}
}

function understandFile(argv: readonly string[]): Promise<number> {
	return runUnderstand(argv, { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, now: systemClock().now() });
}

function understandReport(argv: readonly string[]): Promise<number> {
	return withDatabase((open) => runTriageReport(argv, { ...TERMINAL, connect: open }));
}

/** Whoever has an appointment on a day that the file closes hears of it at once; a worker looks again, should this process die now. */
async function importFile(argv: readonly string[], open: () => Promise<Config>): Promise<number> {
	let context: ReturnType<typeof importContext> | undefined;
	const code = await runImport(
		argv,
		async () => {
			context = importContext(await open());
			return context;
		},
		TERMINAL,
	);
	if (code !== 0 || context === undefined) return code;
	// The file is in the database whatever becomes of this.
	await followClosures({ ...context, inScene: createInScene(context) }, context.newId()).catch((error: unknown) =>
		log.warn('who has an appointment on a closed day hears of it from a worker', { error: failureCode(error) }),
	);
	return code;
}

function importContext(config: Config) {
	const clock = systemClock(config.clockOffsetSeconds);
	return { clock, newId: monotonicIds(clock), carrier: carrierOf(config) };
}

function tokenContext(config: Config) {
	return { clock: systemClock(config.clockOffsetSeconds), secret: jwtSecret(config) };
}

function flowsContext() {
	const clock = systemClock();
	// Nobody is sent a link from here: the commands are only asked for their names and outcomes.
	const publicBaseUrl = '';
	const root = join(import.meta.dirname, '..');
	const texts = loadTexts(join(root, 'locales'));
	return {
		folder: join(root, 'flows'),
		texts,
		commands: assembleModules({ clock, newId: monotonicIds(clock), texts, publicBaseUrl }).flatMap((module) => module.commands),
		write: (line: string) => void process.stdout.write(`${line}\n`),
	};
}
