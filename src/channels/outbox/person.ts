import type { CarrierName, ChannelName } from '../message.ts';

/** How one channel reaches a person; a contact's `reach`. */
export interface PersonReach {
	channel: ChannelName;
	carrier: CarrierName;
	sender: string;
	address: string;
	lastInboundAt?: Date;
	optedOutAt?: Date;
	unreachable?: string;
}

/** What the outbox knows of a contact. */
export interface Person {
	phone?: string;
	/** The last used first. */
	reach: PersonReach[];
}

/** The contacts, as the outbox sees them from the floor below. */
export interface People {
	get(org: string, contact: string): Promise<Person | null>;
	/** The carrier said so, with this code; cleared when the person writes. */
	markUnreachable(org: string, contact: string, channel: ChannelName, code: string): Promise<void>;
}
