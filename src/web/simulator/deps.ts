import type { ChannelName, StatusUpdate } from '../../channels/message.ts';
import type { SendFromPhoneDeps } from '../../channels/simulator/send-from-phone.ts';
import type { Contact } from '../../conversation/contacts/contact.ts';
import type { Position } from '../../platform/geo.ts';
import type { EventStreams } from '../../platform/http/sse.ts';
import type { Texts } from '../../platform/i18n.ts';

/** `{ fr, en, wo? }` */
type Names = Partial<Record<string, string>>;

/** What a page of phones needs to know of an organisation. */
export interface SimulatorOrganisation {
	slug: string;
	name: string;
	/** ISO 3166, two letters: how a number typed without a prefix is read. */
	country: string;
	timezone: string;
	languages: string[];
	senders: { channel: ChannelName; address: string }[];
	services: { id: string; names: Names }[];
	/** Its quarters, and the branches it serves: places to put a phone at. */
	zones: { id: string; names: Names; centre: Position }[];
	/** Those it serves that have counters, itself among them: `org` is the slug. */
	counters: { org: string; name: string }[];
}

/** A provider as the drawer shows one; services and zones are ids of the organisation's. */
export interface SimulatorProvider {
	id: string;
	name: string;
	/** E.164. */
	phone: string;
	channel: ChannelName;
	services: string[];
	zones: string[];
}

/** Everything the simulator's pages ask of the house. */
export interface SimulatorDeps extends SendFromPhoneDeps {
	/** True: there are no pages at all. */
	production: boolean;
	texts: Texts;
	/** Live views of this process; the host closes them when it stops. */
	streams: EventStreams;
	/** A token of somebody who works at a counter of the organisation; null when nobody does. */
	counterToken(org: string): Promise<string | null>;
	applyStatus(update: StatusUpdate, correlationId: string): Promise<unknown>;
	organisations(): Promise<SimulatorOrganisation[]>;
	providers(org: string): Promise<SimulatorProvider[]>;
	/** The contact behind a number or a WhatsApp user id; null when nobody wrote or was written to. */
	contactAt(org: string, address: string): Promise<Contact | null>;
}
