import type { CarrierName, ChannelName } from '../message.ts';

/** How one channel reaches a person. */
export interface Reach {
	channel: ChannelName;
	carrier: CarrierName;
	/** Our address this person writes to. */
	sender: string;
	/** The person's address: E.164 or a WhatsApp user id. */
	address: string;
	/** When the person last wrote here: opens the 24-hour window. */
	lastInboundAt?: Date;
	/** Set by STOP, cleared by START. */
	optedOutAt?: Date;
	/** The carrier said that this address cannot be reached: its error code. */
	unreachable?: string;
}

/** What the outbox knows of a contact. */
export interface Person {
	phone?: string;
	/** The last used first. */
	reach: Reach[];
}

/** The contacts, as the outbox sees them from the floor below. */
export interface People {
	get(org: string, contact: string): Promise<Person | null>;
	/** The carrier said so, with this code; cleared when the person writes. */
	markUnreachable(org: string, contact: string, channel: ChannelName, code: string): Promise<void>;
}
