import { type Roles, startApp } from './app.ts';
import { loadConfig } from './config.ts';
import { log } from './platform/log.ts';
import { stopStack } from './platform/stop-stack.ts';

/** Turns in hand are finished, leases released, connections closed within this time, or the program ends without. */
const STOP_MS = 20_000;

/** Runs a role until SIGTERM or SIGINT. Rejects when it cannot start; what had started is stopped then. */
export async function serve(roles: Roles): Promise<void> {
	const config = loadConfig(process.env);
	log.level = config.logLevel;
	const stops = stopStack(log);
	let stopping = false;

	async function stop(code: number): Promise<void> {
		if (stopping) process.exit(1); // a second Ctrl-C: at once
		stopping = true;
		const late = setTimeout(() => {
			log.error('not stopped in time, ending anyway', { seconds: STOP_MS / 1000 });
			process.exit(1);
		}, STOP_MS);
		const clean = await stops.stopAll();
		clearTimeout(late);
		process.exit(clean ? code : 1);
	}
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.on(signal, () => {
			log.info('stopping', { signal });
			stop(0).catch(() => process.exit(1));
		});
	}
	process.on('uncaughtException', (error) => {
		log.error('uncaught exception', { error });
		stop(1).catch(() => process.exit(1));
	});
	process.on('unhandledRejection', (error) => {
		log.error('unhandled rejection', { error });
		stop(1).catch(() => process.exit(1));
	});

	try {
		const addresses = await startApp(config, roles, { stops, isStopping: () => stopping });
		if (stopping) return;
		for (const line of addresses) process.stdout.write(`${line}\n`);
	} catch (error) {
		if (!stopping) await stops.stopAll();
		throw error;
	}
}
