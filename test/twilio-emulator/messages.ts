import { fillContent } from './contents.ts';
import { newSid } from './sids.ts';
import { bare, type ContentType, channelOf, type EmulatedMessage, pair, type State } from './state.ts';

export interface Refusal {
	status: number;
	code: number;
	message: string;
}

export interface Outgoing {
	message: EmulatedMessage;
	/** The content as it was filled in. */
	filled: Record<string, ContentType> | undefined;
	/** The content is an approved template. */
	approved: boolean;
}

/** One value or several: `MediaUrl` repeats. */
export type Params = Record<string, string | string[] | undefined>;

/** Checks and accepts a message (what Twilio checks before it answers 201); delivery comes later. */
export function acceptMessage(state: State, params: Params): Outgoing | Refusal {
	const text = (name: string): string => {
		const value = params[name];
		return (Array.isArray(value) ? value[0] : value) ?? '';
	};
	const to = text('To');
	const from = text('From');
	const body = text('Body');
	const mediaUrls = [params.MediaUrl ?? []].flat();
	const channel = channelOf(to);
	if (to === '') return refusal(21604, "A 'To' phone number is required.");
	if (!/^(whatsapp:)?\+[1-9]\d{6,14}$/.test(to) && !/^whatsapp:[A-Z]{2}\.[A-Za-z0-9.]{1,132}$/.test(to))
		return refusal(21211, "Invalid 'To' Phone Number");
	if (from === '') return refusal(21603, "A 'From' phone number is required.");
	if (channelOf(from) !== channel || !state.ownAddresses.has(from)) {
		return refusal(channel === 'whatsapp' ? 63007 : 21606, 'The From address is not yours, or not of this channel');
	}
	if (state.optedOut.has(pair(bare(to), bare(from)))) return refusal(21610, 'Attempt to send to unsubscribed recipient');
	const contentSid = text('ContentSid');
	if (contentSid === '' && body === '' && mediaUrls.length === 0)
		return refusal(21619, 'A text message body or media urls must be specified.');
	if (body.length > 1600) return refusal(21617, 'The concatenated message body exceeds the 1600 character limit');
	if (mediaUrls.length > (channel === 'whatsapp' ? 1 : 10)) return refusal(21623, 'Number of media files exceeds allowed limit');
	const statusCallback = text('StatusCallback');
	if (statusCallback !== '' && !URL.canParse(statusCallback)) return refusal(21609, 'The StatusCallback URL is not valid');

	let filled: Record<string, ContentType> | undefined;
	const content = state.contents.get(contentSid);
	if (contentSid !== '') {
		if (content === undefined) return refusal(21655, 'The ContentSid is Invalid');
		try {
			filled = fillContent(content, text('ContentVariables') || undefined);
		} catch (error) {
			return refusal(21656, error instanceof Error ? error.message : 'The ContentVariables Parameter is invalid');
		}
	} else if (text('ContentVariables') !== '') {
		return refusal(21654, 'ContentSid Required');
	}

	const message: EmulatedMessage = {
		sid: newSid(mediaUrls.length > 0 ? 'MM' : 'SM'),
		direction: 'outbound-api',
		from,
		to,
		body: filled === undefined ? body : bodyOf(filled),
		status: 'queued',
		errorCode: null,
		statusCallback: statusCallback || undefined,
		contentSid: contentSid || undefined,
		createdAt: state.now(),
		sentAt: null,
		mediaUrls,
	};
	state.messages.set(message.sid, message);
	return { message, filled, approved: content?.approval === 'approved' };
}

function bodyOf(filled: Record<string, ContentType>): string {
	return (filled['twilio/quick-reply'] ?? filled['twilio/list-picker'] ?? filled['twilio/text'])?.body ?? '';
}

function refusal(code: number, message: string): Refusal {
	return { status: 400, code, message };
}

/** Twilio's JSON of a message. */
export function messageJson(state: State, message: EmulatedMessage): Record<string, unknown> {
	const uri = `/2010-04-01/Accounts/${state.accountSid}/Messages/${message.sid}`;
	return {
		account_sid: state.accountSid,
		api_version: '2010-04-01',
		body: message.body,
		date_created: message.createdAt.toUTCString().replace('GMT', '+0000'),
		date_sent: message.sentAt?.toUTCString().replace('GMT', '+0000') ?? null,
		date_updated: (message.sentAt ?? message.createdAt).toUTCString().replace('GMT', '+0000'),
		direction: message.direction,
		error_code: message.errorCode,
		error_message: null,
		from: message.from,
		messaging_service_sid: null,
		num_media: String(message.mediaUrls.length),
		num_segments: '1',
		price: null,
		price_unit: null,
		sid: message.sid,
		status: message.status,
		subresource_uris: { media: `${uri}/Media.json` },
		to: message.to,
		uri: `${uri}.json`,
	};
}
