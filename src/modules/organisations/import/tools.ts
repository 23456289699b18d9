import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../../channels/message.ts';
import type { Language } from '../../../conversation/contacts/contact.ts';
import type { Clock } from '../../../platform/clock.ts';

/** Someone of the file whom the program will write to. */
export interface PersonToLink {
	org: string;
	/** E.164. */
	phone: string;
	name: string;
	language: Language;
	channel: ChannelName;
	/** The organisation's address to write from; absent when it has none. */
	sender?: string;
	/** The provider this person is. */
	provider?: string;
}

/** What the import needs of the floors below. */
export interface ImportTools {
	clock: Clock;
	inTransaction<T>(work: (db: ClientSession) => Promise<T>): Promise<T>;
	/** Finds or makes the contact of a phone; gives its id. */
	linkContact(person: PersonToLink, db: ClientSession): Promise<string>;
	/** The contact is no longer a provider's. */
	unlinkProvider(org: string, contact: string, db: ClientSession): Promise<void>;
	/** `taken`: the address already belongs to another organisation; nothing was written. */
	saveSender(sender: { org: string; channel: ChannelName; address: string }, db: ClientSession): Promise<'created' | 'unchanged' | 'taken'>;
}
