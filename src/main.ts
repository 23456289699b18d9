import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from './platform/errors.ts';

const USAGE = `usage: node src/main.ts ROLE | COMMAND …

roles
  all                 everything in one process: pages, webhooks and the worker
  web                 pages, API and webhooks
  worker              turns, sends, timers and recurring jobs

commands
  import FILE.yaml    loads organisations, providers, agents…
  token --role ROLE --org SLUG [--subject ID]
  understand [eval FILE… | train [--check] | report [--org SLUG]]
                      JSON lines in, JSON lines out
  flows lint [--sessions] | draw [--check] | release
  replay --queue ID --date YYYY-MM-DD [--org SLUG]
                      rebuilds a queue's day from the events
`;

const ROLES = { all: { web: true, worker: true }, web: { web: true, worker: false }, worker: { web: false, worker: true } } as const;

function isRole(word: string): word is keyof typeof ROLES {
	return Object.hasOwn(ROLES, word);
}

const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const ENV_FILE = join(import.meta.dirname, '../.env');

/** Gives the exit code, or undefined while a role runs: its own signals end it. */
async function main([word = '', ...rest]: readonly string[]): Promise<number | undefined> {
	if (existsSync(ENV_FILE)) process.loadEnvFile(ENV_FILE);
	if (isRole(word) && rest.length === 0) {
		await start(ROLES[word]);
		return undefined;
	}
	const { commands } = await import('./commands.ts');
	const command = commands.get(word);
	if (command !== undefined) return command(rest);
	process.stderr.write(USAGE);
	return 2;
}

/** Loading the program takes seconds: a stop that is asked for meanwhile is as clean as a later one, since nothing runs yet. */
async function start(roles: { web: boolean; worker: boolean }): Promise<void> {
	const end = () => process.exit(0);
	for (const signal of STOP_SIGNALS) process.on(signal, end);
	const { serve } = await import('./serve.ts');
	const running = serve(roles);
	// It listens by now.
	for (const signal of STOP_SIGNALS) process.off(signal, end);
	await running;
}

try {
	const code = await main(process.argv.slice(2));
	if (code !== undefined) process.exitCode = code;
} catch (error) {
	// What the operator can mend is said in words; the rest is a bug and keeps its stack.
	if (error instanceof AppError)
		process.stderr.write(`palabre: ${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}\n`);
	else process.stderr.write(`palabre: ${error instanceof Error ? error.stack : String(error)}\n`);
	process.exitCode = 1;
}
