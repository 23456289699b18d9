import type { Faults } from './faults.ts';
import type { Phone } from './phone.ts';
import type { Scheduler } from './scheduler.ts';

export type Channel = 'whatsapp' | 'sms';
export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered' | 'received' | 'canceled';

/** A message at Twilio, either way. */
export interface EmulatedMessage {
	sid: string;
	direction: 'outbound-api' | 'inbound';
	/** As Twilio writes them: `whatsapp:+237…` or `+237…`. */
	from: string;
	to: string;
	body: string;
	status: MessageStatus;
	errorCode: number | null;
	statusCallback: string | undefined;
	contentSid: string | undefined;
	createdAt: Date;
	sentAt: Date | null;
	mediaUrls: string[];
}

export interface StoredContent {
	sid: string;
	friendlyName: string;
	language: string;
	variables: Record<string, string>;
	types: Record<string, ContentType>;
	/** Of the approval as a WhatsApp template. */
	approval: 'unsubmitted' | 'received' | 'approved' | 'rejected';
	createdAt: Date;
}

export interface ContentType {
	body?: string;
	button?: string;
	actions?: { title: string; id?: string }[];
	items?: { item: string; id: string; description?: string }[];
}

export interface StoredMedia {
	bytes: Buffer;
	contentType: string;
}

/** How the emulator behaves; change any of it at any time. */
export interface Settings {
	/** Post callbacks in random order. */
	shuffleCallbacks: boolean;
	/** Chance that a callback is posted twice. */
	duplicateCallbacks: number;
	/** Between acceptance and the first callback, and between callbacks, ms. */
	callbackDelayMs: number;
	/** Chance that an inbound message is posted twice. */
	duplicateInbound: number;
	/** People have read receipts on. */
	readReceipts: boolean;
	/** Which typing endpoints exist. */
	typing: { v2: boolean; v3: boolean };
	/** Media answer with this many redirects before the bytes. */
	mediaRedirects: number;
	/** What the carrier itself takes for an opt-out or opt-in on SMS (Twilio's default list). */
	smsStopWords: string[];
	smsStartWords: string[];
	/** Add `OptOutType` to such messages, as Advanced Opt-Out does. */
	advancedOptOut: boolean;
}

export interface State {
	accountSid: string;
	authToken: string;
	publicBaseUrl: string;
	/** Where our server really listens; signatures are over `publicBaseUrl`. */
	serverUrl: string;
	senders: Record<Channel, string>;
	/** All addresses that may send, as Twilio writes them. */
	ownAddresses: Set<string>;
	settings: Settings;
	messages: Map<string, EmulatedMessage>;
	contents: Map<string, StoredContent>;
	media: Map<string, StoredMedia>;
	phones: Map<string, Phone>;
	/** `<person>|<sender>`: when the person last wrote there. */
	windows: Map<string, Date>;
	/** `<person>|<sender>`: the carrier stops messages on this pair. */
	optedOut: Set<string>;
	typing: { messageId: string; version: 'v2' | 'v3' }[];
	/** Every REST call, in order. */
	calls: { method: string; path: string; host: string }[];
	/** Callbacks that were not answered 2xx. */
	failedCallbacks: { sid: string; status: string; answer: number | string }[];
	faults: Faults;
	scheduler: Scheduler;
	random(): number;
	now(): Date;
	/** Where this emulator listens, once it does. */
	origin: string;
}

export function pair(person: string, sender: string): string {
	return `${person}|${sender}`;
}

export function channelOf(address: string): Channel {
	return address.startsWith('whatsapp:') ? 'whatsapp' : 'sms';
}

export function bare(address: string): string {
	return address.replace(/^whatsapp:/, '');
}
