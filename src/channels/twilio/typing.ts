import { z } from 'zod';
import type { TwilioClient } from './client.ts';
import type { LogPort } from './log-port.ts';

/** An indicator that arrives later than this is worth nothing. */
const TIMEOUT_MS = 3000;
/** A storm of inbound messages must not queue indicators in front of answers. */
const MOST_AT_ONCE = 8;
const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;

const ENDPOINTS = {
	v3: {
		uri: 'https://messaging.twilio.com/v3/Indicators/Typing.json',
		contentType: 'application/json',
		data: (messageId: string) => ({ channel: 'WHATSAPP', messageId }),
	},
	v2: {
		uri: 'https://messaging.twilio.com/v2/Indicators/Typing.json',
		contentType: 'application/x-www-form-urlencoded',
		data: (messageId: string) => ({ channel: 'whatsapp', messageId }),
	},
} as const;

const Response = z.looseObject({ statusCode: z.number() });

/**
 * Marks an inbound message as read and shows "typing…" until the answer or 25 s (twilio-whatsapp §6). The endpoint is a public
 * beta in two versions: v3 is tried first, then v2, and the one that worked is used from then on. Never rejects; nobody need wait.
 */
export function typingIndicator(client: TwilioClient, log: Pick<LogPort, 'warn'>): (inboundExternalId: string) => Promise<void> {
	let order: ('v3' | 'v2')[] = ['v3', 'v2'];
	let running = 0;

	const show = async (messageId: string): Promise<void> => {
		for (const version of order) {
			if (await call(client, version, messageId)) {
				if (order[0] !== version) order = [version];
				return;
			}
		}
		order = ['v3', 'v2'];
		log.warn('typing indicator refused');
	};

	return async (inboundExternalId) => {
		if (!MESSAGE_SID.test(inboundExternalId) || running >= MOST_AT_ONCE) return;
		running += 1;
		try {
			await show(inboundExternalId);
		} catch {
			log.warn('typing indicator failed');
		} finally {
			running -= 1;
		}
	};
}

/** False when this version refused it; throws when the network failed, which the other version would not survive either. */
async function call(client: TwilioClient, version: 'v3' | 'v2', messageId: string): Promise<boolean> {
	const endpoint = ENDPOINTS[version];
	const response: unknown = await client.request({
		method: 'post',
		uri: endpoint.uri,
		headers: { 'Content-Type': endpoint.contentType },
		data: endpoint.data(messageId),
		timeout: TIMEOUT_MS,
	});
	const { statusCode } = Response.parse(response);
	return statusCode >= 200 && statusCode < 300;
}
