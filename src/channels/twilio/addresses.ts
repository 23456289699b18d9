import type { ChannelName, Route } from '../message.ts';

const WHATSAPP = 'whatsapp:';
const E164 = /^\+[1-9]\d{6,14}$/;
/** WhatsApp's id of a person who hides their number: country, dot, up to 128 alphanumerics (`CM.1A2B…`, `CM.ENT.1A2B…`). */
const WA_USER_ID = /^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$/;

export interface PersonAddress {
	channel: ChannelName;
	address: string;
	/** E.164, when the address is a number. */
	phone?: string;
	/** When the address is a WhatsApp user id. */
	waUserId?: string;
}

/** Reads Twilio's form of a person's address. Null: not somebody we can write back to (short code, alphanumeric sender, other channel). */
export function parsePerson(from: string): PersonAddress | null {
	const whatsapp = from.startsWith(WHATSAPP);
	const address = whatsapp ? from.slice(WHATSAPP.length) : from;
	if (E164.test(address)) return { channel: whatsapp ? 'whatsapp' : 'sms', address, phone: address };
	return whatsapp && WA_USER_ID.test(address) ? { channel: 'whatsapp', address, waUserId: address } : null;
}

/** `whatsapp:CM.1A2B…` → `CM.1A2B…`. */
export function parseWaUserId(externalUserId: string): string | undefined {
	const id = externalUserId.startsWith(WHATSAPP) ? externalUserId.slice(WHATSAPP.length) : externalUserId;
	return WA_USER_ID.test(id) ? id : undefined;
}

/** Our own address without its channel prefix; an SMS sender may be a short code or a name. */
export function parseSender(to: string): string {
	return to.startsWith(WHATSAPP) ? to.slice(WHATSAPP.length) : to;
}

/** Twilio's form of a route's two ends. */
export function twilioAddresses(route: Route): { from: string; to: string } {
	const prefix = route.channel === 'whatsapp' ? WHATSAPP : '';
	return { from: prefix + route.sender, to: prefix + route.address };
}
