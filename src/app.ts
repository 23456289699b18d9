import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Express, Router } from 'express';
import { z } from 'zod';
import { type Carriers, createCarriers } from './carriers.ts';
import { outboxBacklog } from './channels/outbox/backlog.ts';
import { createFindSender } from './channels/senders/find-sender.ts';
import { twilioWebhook } from './channels/twilio/webhook.ts';
import type { Config } from './config.ts';
import { inboxBacklog } from './conversation/inbox/backlog.ts';
import { createReceive, type Receive } from './conversation/inbox/receive.ts';
import { openDatabase } from './database.ts';
import { createDemoData } from './demo.ts';
import { languageModelOf } from './language-model.ts';
import { authenticator, findFirstOf, issueToken } from './modules/accounts/index.ts';
import type { Module } from './modules/module.ts';
import { importJsonSchema } from './modules/organisations/import/index.ts';
import { assembleModules } from './modules.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { EventModel } from './platform/events/model.ts';
import { createEventWatch } from './platform/events/watch-events.ts';
import { buildApp } from './platform/http/build-app.ts';
import { docsRouter } from './platform/http/docs.ts';
import { healthRouter, processRouter } from './platform/http/health.ts';
import { keptSecret } from './platform/http/kept-secret.ts';
import { listen } from './platform/http/listen.ts';
import { type LiveViews, liveViews } from './platform/http/live-view.ts';
import { endpointRouter } from './platform/http/mount-endpoints.ts';
import { openApiDocument } from './platform/http/openapi.ts';
import { type EventStreams, eventStreams } from './platform/http/sse.ts';
import { loadTexts, type Texts } from './platform/i18n.ts';
import { monotonicIds, type NewId } from './platform/ids.ts';
import { log } from './platform/log.ts';
import { collectProcessMetrics, exposeBacklog, webhookEvents } from './platform/metrics.ts';
import { openInsertStream } from './platform/mongo/insert-stream.ts';
import type { StopStack } from './platform/stop-stack.ts';
import type { LanguageModel } from './understanding/llm/language-model.ts';
import { calendarRouter } from './web/calendar/index.ts';
import { counterRouter } from './web/counter/index.ts';
import { displayRouter } from './web/display/index.ts';
import { homeRouter } from './web/home.ts';
import { type SimulatorDeps, simulatorReads, simulatorRouter } from './web/simulator/index.ts';
import { startWorker } from './worker.ts';

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

const LOCALES_FOLDER = join(import.meta.dirname, '../locales');
/** Requests in hand get this long once no new ones are taken. */
const HTTP_GRACE_MS = 10_000;

/** What the parts share. */
export interface House {
	config: Config;
	clock: Clock;
	newId: NewId;
	modules: Module[];
	/** Unset: no key, the local reading alone. */
	model: LanguageModel | undefined;
	texts: Texts;
	carriers: Carriers;
	receive: Receive;
	host: Host;
}

/** Composes and starts the parts a role needs. Gives what to tell the person who started it, one line each. */
export async function startApp(config: Config, roles: Roles, host: Host): Promise<string[]> {
	const clock = systemClock(config.clockOffsetSeconds);
	const newId = monotonicIds(clock);
	const texts = loadTexts(LOCALES_FOLDER);
	const findSender = createFindSender(clock);
	const model = languageModelOf(config, clock);
	const house: House = {
		config,
		clock,
		newId,
		modules: assembleModules({ clock, newId, texts, model, publicBaseUrl: config.publicBaseUrl }),
		model,
		texts,
		carriers: createCarriers(config, { clock, newId, findSender }),
		receive: createReceive({ clock, newId, findSender }),
		host,
	};
	collectProcessMetrics();
	// Read from the database, so any process that answers can tell.
	exposeBacklog('inbox', () => inboxBacklog(clock));
	exposeBacklog('outbox', () => outboxBacklog(clock));
	await openDatabase(config, host.stops, { mayShare: !(roles.web && roles.worker) });
	if (roles.web && roles.worker && config.environment !== 'production') await createDemoData(house);
	if (!roles.web && config.metrics !== undefined) await showMetrics(house, config.metrics);
	if (roles.worker) await startWorker(house);
	return roles.web ? startWeb(house) : ['Palabre: the worker runs. Ctrl-C stops it.'];
}

/** What a process without pages counts is seen nowhere else. */
async function showMetrics({ newId, config, host }: House, address: { host: string; port: number }): Promise<void> {
	const app = buildApp({ log, newId, publicBaseUrl: config.publicBaseUrl, health: processRouter() });
	const listening = await listen(app, address, { host: 'METRICS_HOST', port: 'METRICS_PORT' });
	host.stops.add('metrics', () => listening.close(HTTP_GRACE_MS));
}

async function startWeb(house: House): Promise<string[]> {
	const { config, host } = house;
	const streams = eventStreams({ maxStreams: 500 });
	const inserts = await openInsertStream([EventModel.collection.name]);
	host.stops.add('live views', () => inserts.close());
	const live = liveViews({ streams, watch: createEventWatch(inserts) });
	const listening = await listen(webApp(house, { streams, live }), config);
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

function webApp(house: House, { streams, live }: { streams: EventStreams; live: LiveViews }): Express {
	const { config, clock, newId, modules, host } = house;
	const endpoints = modules.flatMap((module) => module.routes);
	const secret = jwtSecret(config);
	return buildApp({
		log,
		newId,
		publicBaseUrl: config.publicBaseUrl,
		webhooks: config.twilio === undefined ? [] : [twilioWebhooks(house, config.twilio)],
		health: healthRouter({ clock, isStopping: host.isStopping }),
		api: endpointRouter(endpoints, {
			authenticate: authenticator({ secret, clock }),
			requestsPerMinute: config.apiRequestsPerMinute,
			live,
		}),
		schemas: { import: importJsonSchema() },
		pages: [
			homeRouter(config.environment === 'production' ? '/docs' : '/simulator'),
			docsRouter(openApiDocument(endpoints, { version: version(), publicBaseUrl: config.publicBaseUrl })),
			counterRouter({ texts: house.texts }),
			displayRouter({ texts: house.texts }),
			simulatorRouter(simulatorDeps(house, streams)),
			calendarRouter(),
		],
	});
}

function twilioWebhooks({ config, newId, receive, carriers }: House, twilio: NonNullable<Config['twilio']>): Router {
	return twilioWebhook({
		publicBaseUrl: config.publicBaseUrl,
		accountSid: twilio.accountSid,
		authTokens: twilio.secondaryAuthToken === undefined ? [twilio.authToken] : [twilio.authToken, twilio.secondaryAuthToken],
		receive,
		applyStatus: carriers.applyStatus,
		showTyping: (inboundExternalId) => carriers.all.twilio?.showTyping(inboundExternalId),
		newId,
		log,
		count: (event) => webhookEvents.inc({ event }),
	});
}

function simulatorDeps({ config, clock, newId, receive, carriers, texts }: House, streams: EventStreams): SimulatorDeps {
	return {
		...simulatorReads,
		production: config.environment === 'production',
		texts,
		streams,
		clock,
		newId,
		receive: (messages, correlationId) =>
			Promise.all(
				messages.map(async (message) => {
					const { duplicate, unknownSender } = await receive(message, correlationId);
					return unknownSender ? 'unknown_sender' : duplicate ? 'duplicate' : 'stored';
				}),
			),
		showTyping: (inboundExternalId) => carriers.all.simulator?.showTyping(inboundExternalId),
		applyStatus: carriers.applyStatus,
		counterToken: async (org) => {
			const agent = await findFirstOf({ org }, 'counter');
			return agent === null ? null : issueToken({ org, role: 'counter', subject: agent.id }, { secret: jwtSecret(config), clock });
		},
	};
}

/** What tokens are signed with: the environment's, or in development one that is kept with the data. */
export function jwtSecret(config: Config): string {
	return config.jwtSecret ?? keptSecret(config.dataDir);
}

function version(): string {
	const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
	return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
