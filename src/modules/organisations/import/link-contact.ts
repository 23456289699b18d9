import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../../channels/message.ts';
import type { Language } from '../../../conversation/contacts/contact.ts';
import { ensureContactByPhone } from '../../../conversation/contacts/ensure-by-phone.ts';
import { ContactModel } from '../../../conversation/contacts/model.ts';
import type { ImportContext } from './context.ts';

/** Someone of the file whom the program will write to. `phone` and `sender` are E.164. */
export interface PersonToLink {
	org: string;
	phone: string;
	/** Unset: they tell it themselves. */
	name?: string;
	language: Language;
	channel: ChannelName;
	sender: string;
	/** The provider this person is. */
	provider?: string;
}

/** Finds or makes the contact of a person and gives its id. */
export async function linkContact(
	context: ImportContext,
	{ channel, sender, ...person }: PersonToLink,
	db: ClientSession,
): Promise<string> {
	const contact = await ensureContactByPhone(context, { ...person, reach: { channel, carrier: context.carrier, sender } }, db);
	return contact._id;
}

/** The contact's phone is no longer the provider's; what they do with us from now on they do as a client. */
export async function unlinkProvider(org: string, contact: string, provider: string, db: ClientSession): Promise<void> {
	await ContactModel.updateOne({ _id: contact, org, provider }, { $unset: { provider: 1 } }, { session: db });
}

/**
 * People who never wrote are written to by whoever carries messages now: a file that was imported before there was a Twilio account would
 * leave its providers with the simulator for ever. Who wrote is answered where they did.
 */
export async function carryUnheard({ carrier }: ImportContext, org: string, db: ClientSession): Promise<void> {
	const unheard = { carrier: { $ne: carrier }, lastInboundAt: { $exists: false } };
	await ContactModel.updateMany(
		{ org, reach: { $elemMatch: unheard } },
		{ $set: { 'reach.$[one].carrier': carrier } },
		{ session: db, arrayFilters: [{ 'one.carrier': unheard.carrier, 'one.lastInboundAt': unheard.lastInboundAt }] },
	);
}
