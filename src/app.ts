import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Express } from 'express';
import { z } from 'zod';
import type { Config } from './config.ts';
import { openDatabase } from './database.ts';
import { createDemoData } from './demo.ts';
import { authenticator } from './modules/accounts/index.ts';
import type { Module } from './modules/module.ts';
import { assembleModules } from './modules.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { startSubscribers } from './platform/events/start-subscribers.ts';
import { buildApp } from './platform/http/build-app.ts';
import { docsRouter } from './platform/http/docs.ts';
import { healthRouter } from './platform/http/health.ts';
import { keptSecret } from './platform/http/kept-secret.ts';
import { listen } from './platform/http/listen.ts';
import { endpointRouter } from './platform/http/mount-endpoints.ts';
import { openApiDocument } from './platform/http/openapi.ts';
import { eventStreams } from './platform/http/sse.ts';
import { monotonicIds, type NewId } from './platform/ids.ts';
import { startJobs } from './platform/jobs/start-jobs.ts';
import { log } from './platform/log.ts';
import { collectProcessMetrics } from './platform/metrics.ts';
import type { StopStack } from './platform/stop-stack.ts';
import { startHeartbeat } from './platform/worker-heartbeat.ts';

export interface Roles {
	web: boolean;
	worker: boolean;
}

/** The process that the parts live in. */
export interface Host {
	/** Each part adds how it is stopped as soon as it runs. */
	stops: StopStack;
	isStopping(): boolean;
}

/** Requests in hand get this long once no new ones are taken. */
const HTTP_GRACE_MS = 10_000;

/** What the parts share. */
interface House {
	config: Config;
	clock: Clock;
	newId: NewId;
	modules: Module[];
	host: Host;
}

/** Composes and starts the parts a role needs. Gives what to tell the person who started it, one line each. */
export async function startApp(config: Config, roles: Roles, host: Host): Promise<string[]> {
	const clock = systemClock(config.clockOffsetSeconds);
	const newId = monotonicIds(clock);
	const house: House = { config, clock, newId, modules: assembleModules({ clock, newId }), host };
	collectProcessMetrics();
	await openDatabase(config, host.stops, { mayShare: !(roles.web && roles.worker) });
	if (roles.web && roles.worker && config.environment !== 'production') await createDemoData(house);
	if (roles.worker) await startWorker(house);
	return roles.web ? startWeb(house) : ['Palabre: the worker runs. Ctrl-C stops it.'];
}

async function startWorker({ clock, newId, modules, host }: House): Promise<void> {
	const subscribers = startSubscribers(
		modules.flatMap((module) => module.subscribers),
		{ clock },
	);
	host.stops.add('subscribers', () => subscribers.stop());
	const jobs = await startJobs(modules.flatMap((module) => module.jobs));
	host.stops.add('recurring jobs', () => jobs.stop());
	host.stops.add('heartbeat', await startHeartbeat(clock, newId()));
}

async function startWeb(house: House): Promise<string[]> {
	const { config, host } = house;
	const streams = eventStreams({ maxStreams: 500 });
	const listening = await listen(webApp(house), config);
	host.stops.add('HTTP', () => {
		streams.closeAll();
		return listening.close(HTTP_GRACE_MS);
	});
	const { publicBaseUrl } = config;
	return [
		'Palabre is ready',
		...(config.environment === 'production' ? [] : [`  simulator  ${publicBaseUrl}/simulator`]),
		`  API        ${publicBaseUrl}/docs`,
		`  health     ${publicBaseUrl}/readyz`,
		'Ctrl-C stops it.',
	];
}

function webApp({ config, clock, newId, modules, host }: House): Express {
	const endpoints = modules.flatMap((module) => module.routes);
	const secret = jwtSecret(config);
	return buildApp({
		log,
		newId,
		publicBaseUrl: config.publicBaseUrl,
		health: healthRouter({ clock, isStopping: host.isStopping }),
		api: endpointRouter(endpoints, { authenticate: authenticator({ secret, clock }), requestsPerMinute: config.apiRequestsPerMinute }),
		pages: [docsRouter(openApiDocument(endpoints, { version: version(), publicBaseUrl: config.publicBaseUrl }))],
	});
}

/** What tokens are signed with: the environment's, or in development one that is kept with the data. */
export function jwtSecret(config: Config): string {
	return config.jwtSecret ?? keptSecret(config.dataDir);
}

function version(): string {
	const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
	return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
