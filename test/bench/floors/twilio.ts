import type { Request } from 'express';
import twilio from 'twilio';
import type { Screen } from './dialogue.ts';

const { TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', TWILIO_API_BASE_URL = '', PUBLIC_BASE_URL = '' } = process.env;

/** The SDK has no base-URL option; the floors send every call to the bench's Twilio. */
class BenchClient extends twilio.RequestClient {
	override request<T>(options: Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]) {
		const { pathname, search } = new URL(options.uri);
		return super.request<T>({ ...options, uri: TWILIO_API_BASE_URL + pathname + search });
	}
}

const client = twilio(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, { httpClient: new BenchClient({ keepAlive: true, maxSockets: 20 }) });

export function isSigned(req: Request): boolean {
	return twilio.validateRequest(TWILIO_AUTH_TOKEN, req.get('x-twilio-signature') ?? '', PUBLIC_BASE_URL + req.originalUrl, req.body);
}

/** Sends a screen as text, or as the content that was made for its number of choices. Gives the message's sid. */
export async function send(outboxId: string, route: { phone: string; sender: string }, { text, choices }: Screen): Promise<string> {
	const values = [text.replace(/\s+/g, ' '), ...choices.flat()];
	const payload =
		choices.length === 0
			? { body: text }
			: {
					contentSid: `HX${'0'.repeat(32)}`,
					contentVariables: JSON.stringify(Object.fromEntries(values.map((value, i) => [i + 1, value]))),
				};
	const message = await client.messages.create({
		from: `whatsapp:${route.sender}`,
		to: `whatsapp:${route.phone}`,
		...payload,
		statusCallback: `${PUBLIC_BASE_URL}/webhooks/twilio/status?outbox=${outboxId}`,
	});
	return message.sid;
}

/** The fields of a webhook that the floors use. */
export function inboundOf(req: Request): { sid: string; phone: string; sender: string; name: string; body: string; payload: string } {
	const text = (name: string): string => (typeof req.body[name] === 'string' ? req.body[name] : '');
	return {
		sid: text('MessageSid'),
		phone: text('From').replace('whatsapp:', ''),
		sender: text('To').replace('whatsapp:', ''),
		name: text('ProfileName'),
		body: text('Body'),
		payload: text('ButtonPayload'),
	};
}
