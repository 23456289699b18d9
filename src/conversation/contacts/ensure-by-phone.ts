import type { ClientSession } from 'mongoose';
import type { CarrierName, ChannelName } from '../../channels/message.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { NewId } from '../../platform/ids.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { Contact, Language } from './contact.ts';
import { ContactModel } from './model.ts';
import { newContact } from './new-contact.ts';

export interface KnownPerson {
	org: string;
	/** E.164. */
	phone: string;
	name?: string;
	language?: Language;
	/** The provider this person is. */
	provider?: string;
	/** How to write to them first: one of the organisation's senders, and who carries it. */
	reach: { channel: ChannelName; carrier: CarrierName; sender: string };
}

/**
 * The contact of a person known by their phone before they ever wrote: imported providers, managers, clients entered by an agent.
 * The same call again changes nothing, and what the person chose themselves (language, name, channel) is left alone.
 */
export async function ensureContactByPhone(
	deps: { clock: Clock; newId: NewId },
	person: KnownPerson,
	db?: ClientSession,
): Promise<Contact> {
	const { org, phone } = person;
	const found = await ContactModel.findOne({ org, phone }, null, { session: db }).lean();
	if (found !== null) return complete(deps, found, person, db);
	const now = deps.clock.now();
	const contact = newContact(
		{
			_id: deps.newId(),
			org,
			phone,
			reach: [{ ...person.reach, address: phone }],
			...(person.name === undefined ? {} : { name: person.name }),
			...(person.language === undefined ? {} : { language: person.language }),
			...(person.provider === undefined ? {} : { provider: person.provider }),
		},
		now,
	);
	try {
		await insertRows(ContactModel, [contact], db);
		return contact;
	} catch (error) {
		// Within a transaction the caller's retry looks again.
		if (db !== undefined || !isDuplicate(error)) throw error;
		const first = await ContactModel.findOne({ org, phone }).lean();
		if (first === null) throw new AppError('conflict', 'a contact appeared and went away', { cause: error });
		return complete(deps, first, person, db);
	}
}

async function complete(deps: { clock: Clock }, found: Contact, person: KnownPerson, db?: ClientSession): Promise<Contact> {
	const known = found.reach.some((reach) => reach.channel === person.reach.channel);
	const changes = {
		...(found.name === undefined && person.name !== undefined ? { name: person.name } : {}),
		...(found.language === undefined && person.language !== undefined ? { language: person.language } : {}),
		...(person.provider !== undefined && found.provider !== person.provider ? { provider: person.provider } : {}),
		...(known ? {} : { reach: [...found.reach, { ...person.reach, address: person.phone }] }),
	};
	if (Object.keys(changes).length === 0) return found;
	const updated = await ContactModel.findOneAndUpdate(
		{ _id: found._id, org: found.org },
		{ $set: { ...changes, updatedAt: deps.clock.now() } },
		{ session: db, returnDocument: 'after' },
	).lean();
	return updated ?? found;
}
