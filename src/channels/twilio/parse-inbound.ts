import { z } from 'zod';
import { optOutWord } from '../keywords/opt-out.ts';
import type { InboundContent, InboundMessage, MediaItem, OptOutWord } from '../message.ts';
import { parsePerson, parseSender, parseWaUserId } from './addresses.ts';

/** Twilio's own bound on a body. A longer one cannot come from a real phone, so it is cut without a word. */
const BODY = 1600;
const LABEL = 100;
const PAYLOAD = 512;
const NAME = 128;
/** WhatsApp sends one file per message, MMS ten. */
const MEDIA = 10;

const optional = z.string().optional().default('');

/** The fields we read, in an open form: Twilio adds new ones without notice (twilio-whatsapp §1). */
const InboundForm = z.looseObject({
	MessageSid: optional,
	SmsMessageSid: optional,
	From: z.string(),
	To: z.string(),
	Body: optional,
	NumMedia: optional,
	OptOutType: optional,
	ExternalUserId: optional,
	ProfileName: optional,
	ButtonText: optional,
	ButtonPayload: optional,
	ListId: optional,
	ListTitle: optional,
	Latitude: optional,
	Longitude: optional,
	Address: optional,
	Label: optional,
	OriginalRepliedMessageSid: optional,
	MessageType: optional,
});
type InboundForm = z.output<typeof InboundForm>;

/**
 * Turns a webhook's form into an inbound message. Null when it is not a message of a person we can answer: no sid, an
 * alphanumeric or short-code sender, a channel other than WhatsApp and SMS; nor a reaction, which a thumb puts on a message of ours and which
 * answers nothing. `WaId` is not read: `From` and `ExternalUserId` say the
 * same without the doubt about who hides their number.
 *
 * What it holds, first match wins: a tapped choice (a button titled "Stop" is an answer, not an opt-out), Twilio's own `OptOutType`,
 * a location, media, a whole-message opt-out word, else text. A kind we cannot read (live location, order, a poll) is an empty text.
 */
export function parseInbound(form: Record<string, string>): InboundMessage | null {
	const parsed = InboundForm.safeParse(form);
	if (!parsed.success) return null;
	const fields = parsed.data;
	const externalId = fields.MessageSid || fields.SmsMessageSid;
	const person = parsePerson(fields.From);
	const sender = parseSender(fields.To);
	if (externalId === '' || externalId.length > 64 || person === null || sender === '' || sender.length > 64) return null;
	if (fields.MessageType === 'reaction') return null;
	return {
		route: { channel: person.channel, carrier: 'twilio', sender, address: person.address },
		externalId,
		phone: person.phone,
		waUserId: person.waUserId ?? parseWaUserId(fields.ExternalUserId),
		profileName: oneLine(fields.ProfileName, NAME) || undefined,
		repliedTo: fields.OriginalRepliedMessageSid.slice(0, 64) || undefined,
		content: contentOf(fields, form, person.channel),
	};
}

function contentOf(fields: InboundForm, form: Record<string, string>, channel: 'whatsapp' | 'sms'): InboundContent {
	const text = bounded(printable(fields.Body), BODY);
	const payload = fields.ButtonPayload || fields.ListId;
	if (payload !== '' && payload.length <= PAYLOAD) {
		return { kind: 'choice', payload, label: oneLine(fields.ButtonText || fields.ListTitle || text, LABEL) };
	}
	const declared = OPT_OUT_TYPES.get(fields.OptOutType.toUpperCase());
	if (declared !== undefined) return { kind: 'opt_out', word: declared };
	const location = locationOf(fields);
	if (location !== null) return location;
	const media = mediaOf(fields.NumMedia, form);
	if (media.length > 0) return { kind: 'media', media, caption: text };
	const word = optOutWord(text, channel);
	return word === null ? { kind: 'message', text } : { kind: 'opt_out', word };
}

const OPT_OUT_TYPES: ReadonlyMap<string, OptOutWord> = new Map([
	['STOP', 'stop'],
	['START', 'start'],
	['HELP', 'help'],
]);

function locationOf(fields: InboundForm): InboundContent | null {
	if (fields.Latitude.trim() === '' || fields.Longitude.trim() === '') return null;
	const latitude = Number(fields.Latitude);
	const longitude = Number(fields.Longitude);
	if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
	return {
		kind: 'location',
		latitude,
		longitude,
		label: oneLine(fields.Label, 200) || undefined,
		address: oneLine(fields.Address, 400) || undefined,
	};
}

function mediaOf(count: string, form: Record<string, string>): MediaItem[] {
	const announced = Number.parseInt(count, 10);
	const items: MediaItem[] = [];
	for (let index = 0; index < Math.min(Number.isNaN(announced) ? 0 : announced, MEDIA); index++) {
		const url = form[`MediaUrl${index}`];
		if (url !== undefined && url !== '' && url.length <= 2048) items.push({ url, contentType: mimeType(form[`MediaContentType${index}`]) });
	}
	return items;
}

function mimeType(declared: string | undefined): string {
	const type = (declared ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	return /^[\w.+-]+\/[\w.+-]+$/.test(type) && type.length <= 100 ? type : 'application/octet-stream';
}

/** Without the control characters that no keyboard makes; line breaks and tabs stay. */
function printable(text: string): string {
	return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}

function oneLine(text: string, length: number): string {
	return bounded(printable(text).replace(/\s+/g, ' ').trim(), length);
}

/** At most `length` UTF-16 units, never half an emoji. */
function bounded(text: string, length: number): string {
	if (text.length <= length) return text;
	const last = text.charCodeAt(length - 1);
	return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
