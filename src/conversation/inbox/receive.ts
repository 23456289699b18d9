import type { InboundMessage } from '../../channels/message.ts';
import type { FindSender } from '../../channels/senders/find-sender.ts';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Contact } from '../contacts/contact.ts';
import { findOrCreateContact, renameContact } from '../contacts/find-or-create.ts';
import { wakeLane } from '../lane/wake.ts';
import { inboxItem } from './inbox-item.ts';
import { KeyedMutex } from './keyed-mutex.ts';
import { storeItem } from './store-item.ts';

export interface ReceiveDeps {
	clock: Clock;
	newId: NewId;
	findSender: FindSender;
}

export interface Received {
	/** Null when the message was for nobody. */
	contact: Contact | null;
	/** It was stored before: nothing was done. */
	duplicate: boolean;
	/** No organisation speaks from the address it came to. */
	unknownSender: boolean;
}

/** Takes in one message of a person, durably: answer the carrier only when this has resolved (I1). */
export type Receive = (message: InboundMessage, correlationId?: string) => Promise<Received>;

/**
 * Two database operations per message at most: find the contact, insert the row (majority and journal); messages that come at the same
 * time share them. Messages of one address are taken one
 * after the other within the process, so that their ids keep the order of arrival (I3).
 */
export function createReceive(deps: ReceiveDeps): Receive {
	const mutex = new KeyedMutex();
	return (message, correlationId) => {
		const { carrier, channel, address } = message.route;
		return mutex.run(`${carrier} ${channel} ${address}`, () => receive(deps, message, correlationId ?? deps.newId()));
	};
}

async function receive(deps: ReceiveDeps, message: InboundMessage, correlationId: string): Promise<Received> {
	const sender = await deps.findSender(message.route.channel, message.route.sender);
	if (sender === null) return { contact: null, duplicate: false, unknownSender: true };
	const contact = await findOrCreateContact(deps, sender.org, message);
	const row = inboxItem(deps.newId(), deps.clock.now(), {
		org: sender.org,
		contact: contact._id,
		source: message.route.carrier,
		externalId: message.externalId,
		route: message.route,
		...(message.repliedTo === undefined ? {} : { repliedTo: message.repliedTo }),
		input: message.content,
		correlationId,
	});
	if (!(await storeItem(row))) return { contact, duplicate: true, unknownSender: false };
	wakeLane(sender.org, contact._id);
	await renameContact(deps, contact, message.profileName);
	return { contact, duplicate: false, unknownSender: false };
}
