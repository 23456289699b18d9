import type { Server } from 'node:http';
import path from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Delivery, InboundMessage, OutgoingChoice, StatusUpdate } from '../../src/channels/message.ts';
import { simulatorCarrier } from '../../src/channels/simulator/carrier.ts';
import type { Contact } from '../../src/conversation/contacts/contact.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { sendProblem } from '../../src/platform/http/problem.ts';
import { eventStreams } from '../../src/platform/http/sse.ts';
import { loadTexts } from '../../src/platform/i18n.ts';
import { monotonicIds, type NewId } from '../../src/platform/ids.ts';
import { createLog } from '../../src/platform/log.ts';
import { type SimulatorDeps, type SimulatorOrganisation, type SimulatorProvider, simulatorRouter } from '../../src/web/simulator/index.ts';

const DJOBEA: SimulatorOrganisation = {
	slug: 'djobea',
	name: 'Djobea',
	country: 'CM',
	timezone: 'Africa/Douala',
	languages: ['fr', 'en'],
	senders: [
		{ channel: 'whatsapp', address: '+14155238886' },
		{ channel: 'sms', address: '+14155238887' },
	],
	counters: [],
	services: [
		{ id: 'plomberie', names: { fr: 'Plomberie', en: 'Plumbing' } },
		{ id: 'electricite', names: { fr: 'Électricité', en: 'Electricity' } },
	],
	zones: [
		{ id: 'bonamoussadi', names: { fr: 'Bonamoussadi', en: 'Bonamoussadi' }, centre: { lat: 4.0876, lon: 9.7366 } },
		{ id: 'akwa', names: { fr: 'Akwa', en: 'Akwa' }, centre: { lat: 4.0503, lon: 9.7014 } },
	],
};
export const BANK: SimulatorOrganisation = {
	...DJOBEA,
	slug: 'banque',
	name: 'Banque du Wouri',
	counters: [{ org: 'banque', name: 'Banque du Wouri' }],
	senders: [{ channel: 'sms', address: '+14155238890' }],
};

const PROVIDERS: SimulatorProvider[] = [
	{
		id: 'paul',
		name: 'Paul Essomba',
		phone: '+237690000001',
		channel: 'whatsapp',
		services: ['plomberie'],
		zones: ['bonamoussadi', 'akwa'],
	},
	{ id: 'ines', name: 'Inès Mballa', phone: '+237690000002', channel: 'whatsapp', services: ['plomberie'], zones: ['akwa'] },
	{ id: 'moussa', name: 'Moussa Njoya', phone: '+237690000003', channel: 'sms', services: ['electricite'], zones: ['bonamoussadi'] },
];

/** What the scripted bot says to one phone. */
export interface Say {
	channel: 'whatsapp' | 'sms';
	address: string;
	text: string;
	choices?: OutgoingChoice[];
	form?: Delivery['form'];
	listButton?: string;
}

export interface SimulatorApp {
	url: string;
	received: InboundMessage[];
	statuses: StatusUpdate[];
	newId: NewId;
	/** Sends through the simulator's carrier, as the outbox would. */
	say(message: Say): Promise<void>;
	/** Breaks every open connection, as a bad network does. */
	cut(): void;
	stop(): Promise<void>;
}

/** The simulator's routes on a small server with a scripted bot behind `receive`; the database is the caller's. */
export async function startSimulatorApp(
	options: {
		clock?: Clock;
		production?: boolean;
		answer?(message: InboundMessage, say: SimulatorApp['say']): Promise<void>;
		receive?: SimulatorDeps['receive'];
		contacts?: Contact[];
	} = {},
): Promise<SimulatorApp> {
	const clock = options.clock ?? systemClock();
	const newId = monotonicIds(clock);
	const received: InboundMessage[] = [];
	const statuses: StatusUpdate[] = [];
	const organisations = [DJOBEA, BANK];
	const applyStatus = async (update: StatusUpdate): Promise<void> => void statuses.push(update);
	const carrier = simulatorCarrier({
		clock,
		newId,
		applyStatus,
		organisationOf: async ({ channel, sender }) =>
			organisations.find((one) => one.senders.some((ours) => ours.channel === channel && ours.address === sender))?.slug ?? null,
	});
	const say = async (message: Say): Promise<void> => void (await carrier.send(delivery(message, newId())));
	const answers = new Set<Promise<void>>();

	const app = express();
	const quiet = createLog('error');
	quiet.silent = true;
	const streams = eventStreams({ maxStreams: 10 });
	app.use(
		simulatorRouter({
			streams,
			production: options.production ?? false,
			clock,
			newId,
			texts: loadTexts(path.resolve('locales')),
			receive:
				options.receive ??
				(async (messages) => {
					for (const message of messages) {
						received.push(message);
						const answering = Promise.resolve(options.answer?.(message, say)).finally(() => answers.delete(answering));
						answers.add(answering);
					}
					return messages.map(() => 'stored' as const);
				}),
			showTyping: carrier.showTyping,
			applyStatus,
			counterToken: async (org) => (org === BANK.slug ? 'token-of-an-agent' : null),
			organisations: async () => organisations,
			providers: async (org) => (org === DJOBEA.slug ? PROVIDERS : []),
			contactAt: async (org, address) =>
				options.contacts?.find((one) => one.org === org && (one.phone === address || one.waUserId === address)) ?? null,
		}),
	);
	app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => sendProblem(quiet, error, request, response));
	const server = await new Promise<Server>((resolve) => {
		const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
	});
	const address = server.address();
	const port = address !== null && typeof address === 'object' ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		received,
		statuses,
		newId,
		say,
		cut: () => server.closeAllConnections(),
		stop: async () => {
			await Promise.all(answers);
			streams.closeAll();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function delivery(message: Say, outboxId: string): Delivery {
	const choices = message.choices ?? [];
	const form =
		message.form ?? (message.channel === 'sms' ? 'numbers' : choices.length === 0 ? 'none' : choices.length <= 3 ? 'buttons' : 'list');
	const numbered = choices.map((choice, index) => `${index + 1}. ${choice.label}`).join('\n');
	const sender = DJOBEA.senders.find((one) => one.channel === message.channel)?.address ?? '';
	return {
		outboxId,
		route: { channel: message.channel, carrier: 'simulator', sender, address: message.address },
		text: message.text,
		plainText: choices.length === 0 ? message.text : `${message.text}\n${numbered}`,
		form: choices.length === 0 ? 'none' : form,
		choices,
		listButton: message.listButton ?? 'Voir la liste',
		language: 'fr',
		correlationId: outboxId,
	};
}
