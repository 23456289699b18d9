import { jest } from '@jest/globals';
import express from 'express';
import type { InboundMessage, StatusUpdate } from '../../src/channels/message.ts';
import { type TwilioWebhookDeps, twilioWebhook } from '../../src/channels/twilio/webhook.ts';
import type { TwilioEmulator } from '../twilio-emulator/emulator.ts';
import { portOf } from './port-of.ts';

/** The webhook alone, on a real port, in front of an inbox in memory. */
export interface WebhookServer {
	url: string;
	received: InboundMessage[];
	statuses: StatusUpdate[];
	typing: string[];
	counted: string[];
	logged: string[];
	/** Replaces what storing does. */
	receive: jest.Mock<TwilioWebhookDeps['receive']>;
	close(): Promise<void>;
}

export const PUBLIC_BASE_URL = 'https://palabre.test';

export async function startWebhookServer(
	emulator: Pick<TwilioEmulator, 'accountSid' | 'authToken' | 'connect'>,
	options: { authTokens?: string[]; storeTimeoutMs?: number } = {},
): Promise<WebhookServer> {
	const received: InboundMessage[] = [];
	const statuses: StatusUpdate[] = [];
	const typing: string[] = [];
	const counted: string[] = [];
	const logged: string[] = [];
	const receive = jest.fn<TwilioWebhookDeps['receive']>(async (message) => {
		const duplicate = received.some((known) => known.externalId === message.externalId);
		if (!duplicate) received.push(message);
		return { contact: { owner: 'bot' }, duplicate, unknownSender: false };
	});
	let ids = 0;
	const line = (...words: unknown[]): unknown => logged.push(JSON.stringify(words));
	const app = express();
	app.use(
		twilioWebhook({
			publicBaseUrl: PUBLIC_BASE_URL,
			accountSid: emulator.accountSid,
			authTokens: options.authTokens ?? [emulator.authToken],
			receive,
			applyStatus: async (update) => void statuses.push(update),
			showTyping: (sid) => void typing.push(sid),
			newId: () => `id${++ids}`,
			log: { warn: line, error: line },
			count: (event) => void counted.push(event),
			storeTimeoutMs: options.storeTimeoutMs,
		}),
	);
	const server = app.listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const url = `http://127.0.0.1:${portOf(server)}`;
	emulator.connect({ publicBaseUrl: PUBLIC_BASE_URL, serverUrl: url });
	return {
		url,
		received,
		statuses,
		typing,
		counted,
		logged,
		receive,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
