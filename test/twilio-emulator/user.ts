import { Phone } from './phone.ts';
import { postWebhook, type WebhookAnswer } from './post-webhook.ts';
import { newSid } from './sids.ts';
import { type Channel, type EmulatedMessage, pair, type State } from './state.ts';

/** One thing a person does on their phone. Give exactly one of text, button, row, media, location. */
export interface UserMessage {
	/** E.164, or a WhatsApp user id (`CM.1A2B…`) for somebody who hides their number. */
	from: string;
	/** Our sender; the emulator's sender of the channel when unset. */
	to?: string;
	channel?: Channel;
	text?: string;
	/** A quick reply is tapped. */
	button?: { title: string; payload: string };
	/** A list row is tapped. */
	row?: { title: string; payload: string };
	/** A file; with `text` its caption. */
	media?: { bytes: Buffer; contentType: string };
	location?: { latitude: number; longitude: number; label?: string; address?: string };
	/** The sid of our message that is answered by a swipe or a tap. */
	repliesTo?: string;
	/** Any further or other form fields. */
	fields?: Record<string, string>;
}

export interface UserSent extends WebhookAnswer {
	sid: string;
	/** The form that was posted, for a second delivery. */
	fields: Record<string, string>;
}

/** Finds the phone of an address, switching on a new one. */
export function phoneOf(state: State, address: string): Phone {
	const known = state.phones.get(address);
	if (known !== undefined) return known;
	const phone = new Phone(address, state, (message) => userSends(state, message));
	state.phones.set(address, phone);
	return phone;
}

/** Posts what a person sent to our webhook, signed, as Twilio would. */
export async function userSends(state: State, message: UserMessage): Promise<UserSent> {
	const phone = phoneOf(state, message.from);
	const channel = message.channel ?? 'whatsapp';
	const to = message.to ?? state.senders[channel];
	const sid = newSid(message.media === undefined ? 'SM' : 'MM');
	const body = message.text ?? message.button?.title ?? message.row?.title ?? '';
	const fields: Record<string, string> = {
		...commonFields(state, channel, phone, to, sid, body),
		...contentFields(state, message, sid),
		...optOutFields(state, channel, message, to, body),
		...message.fields,
	};
	record(state, { sid, from: fields.From ?? '', to: fields.To ?? '', body });
	if (channel === 'whatsapp') state.windows.set(pair(phone.address, to), state.now());
	const answer = await postInbound(state, fields);
	if (state.random() < state.settings.duplicateInbound) await postInbound(state, fields);
	return { ...answer, sid, fields };
}

/** Posts the same form again, as Twilio's retries and fallback do. */
export function postInbound(state: State, fields: Record<string, string>): Promise<WebhookAnswer> {
	return postWebhook(state, `${state.publicBaseUrl}/webhooks/twilio/messages`, fields);
}

function commonFields(state: State, channel: Channel, phone: Phone, to: string, sid: string, body: string): Record<string, string> {
	const prefix = channel === 'whatsapp' ? 'whatsapp:' : '';
	const base = {
		MessageSid: sid,
		SmsSid: sid,
		SmsMessageSid: sid,
		AccountSid: state.accountSid,
		ApiVersion: '2010-04-01',
		From: prefix + phone.address,
		To: prefix + to,
		Body: body,
		SmsStatus: 'received',
		NumSegments: '1',
		NumMedia: '0',
	};
	if (channel === 'sms') return { ...base, FromCountry: 'CM', ToCountry: 'US', FromCity: '', FromState: '', FromZip: '' };
	const hidden = !phone.address.startsWith('+');
	const waUserId = hidden ? phone.address : phone.waUserId;
	return {
		...base,
		ProfileName: phone.profileName,
		...(hidden ? {} : { WaId: phone.address.slice(1) }),
		...(waUserId === undefined ? {} : { ExternalUserId: `whatsapp:${waUserId}` }),
		Forwarded: 'false',
		FrequentlyForwarded: 'false',
		ReferralNumMedia: '0',
		MessageType: 'text',
		ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: { ProfileName: phone.profileName } } }),
	};
}

function contentFields(state: State, message: UserMessage, sid: string): Record<string, string> {
	const { button, row, media, location, repliesTo } = message;
	const replied = repliesTo === undefined ? undefined : state.messages.get(repliesTo);
	const fields: Record<string, string> = {};
	if (button !== undefined) Object.assign(fields, { ButtonText: button.title, ButtonPayload: button.payload, MessageType: 'button' });
	if (row !== undefined) Object.assign(fields, { ListTitle: row.title, ListId: row.payload, MessageType: 'interactive' });
	if (media !== undefined) {
		const mediaSid = newSid('ME');
		state.media.set(mediaSid, media);
		const url = `${state.origin}/2010-04-01/Accounts/${state.accountSid}/Messages/${sid}/Media/${mediaSid}`;
		Object.assign(fields, {
			NumMedia: '1',
			MediaUrl0: url,
			MediaContentType0: media.contentType,
			MessageType: media.contentType.split('/')[0],
		});
	}
	if (location !== undefined) {
		Object.assign(fields, { Latitude: String(location.latitude), Longitude: String(location.longitude), MessageType: 'location' });
		if (location.label !== undefined) fields.Label = location.label;
		if (location.address !== undefined) fields.Address = location.address;
	}
	if (repliesTo !== undefined) {
		fields.OriginalRepliedMessageSid = repliesTo;
		fields.OriginalRepliedMessageSender = replied?.from ?? '';
	}
	return fields;
}

/** On SMS Twilio itself obeys STOP and START, and with Advanced Opt-Out says so. */
function optOutFields(state: State, channel: Channel, message: UserMessage, to: string, body: string): Record<string, string> {
	if (channel !== 'sms') return {};
	const word = body.trim().toUpperCase();
	const key = pair(message.from, to);
	const stop = state.settings.smsStopWords.includes(word);
	const start = state.settings.smsStartWords.includes(word);
	if (stop) state.optedOut.add(key);
	if (start) state.optedOut.delete(key);
	if (!state.settings.advancedOptOut || !(stop || start || word === 'HELP')) return {};
	return { OptOutType: stop ? 'STOP' : start ? 'START' : 'HELP' };
}

function record(state: State, inbound: Pick<EmulatedMessage, 'sid' | 'from' | 'to' | 'body'>): void {
	const now = state.now();
	state.messages.set(inbound.sid, {
		...inbound,
		direction: 'inbound',
		status: 'received',
		errorCode: null,
		statusCallback: undefined,
		contentSid: undefined,
		createdAt: now,
		sentAt: now,
		mediaUrls: [],
	});
}
