import type { StatusUpdate } from '../message.ts';
import type { TwilioClient } from './client.ts';
import { statusOf } from './parse-status.ts';

const NOT_FOUND = 404;

/** Asks Twilio what has become of one message (twilio-whatsapp §5). Throws what the SDK throws, but for a message that is gone. */
export async function fetchStatus(client: TwilioClient, providerId: string): Promise<StatusUpdate | null> {
	try {
		const message = await client.messages(providerId).fetch();
		const status = statusOf(message.status);
		if (status === undefined) return null;
		return { carrier: 'twilio', providerId, status, ...(message.errorCode ? { errorCode: String(message.errorCode) } : {}) };
	} catch (error) {
		if (typeof error === 'object' && error !== null && 'status' in error && error.status === NOT_FOUND) return null;
		throw error;
	}
}
