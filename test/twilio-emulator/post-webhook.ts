import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import type { State } from './state.ts';

const TIMEOUT_MS = 15_000;

export interface WebhookAnswer {
	/** 0: no answer at all. */
	status: number;
	body: string;
	contentType: string;
}

/** Posts a signed form to our server. The signature is over the public URL, the connection goes to where the server listens. */
export async function postWebhook(state: State, url: string, fields: Record<string, string>): Promise<WebhookAnswer> {
	const signature = twilio.getExpectedTwilioSignature(state.authToken, url, fields);
	const target = url.startsWith(state.publicBaseUrl) ? state.serverUrl + url.slice(state.publicBaseUrl.length) : url;
	try {
		const response = await fetch(target, {
			method: 'POST',
			headers: {
				'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
				'x-twilio-signature': signature,
				'i-twilio-idempotency-token': randomUUID(),
				'user-agent': 'TwilioProxy/1.1',
			},
			body: new URLSearchParams(fields).toString(),
			redirect: 'manual',
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		return { status: response.status, body: await response.text(), contentType: response.headers.get('content-type') ?? '' };
	} catch {
		return { status: 0, body: '', contentType: '' };
	}
}
