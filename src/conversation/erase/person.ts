import type { ClientSession } from 'mongoose';
import { EventModel } from '../../platform/events/model.ts';
import type { Contact } from '../contacts/contact.ts';
import { ContactModel } from '../contacts/model.ts';

/** Somebody who is to be erased, as one organisation knows them. */
export interface Person {
	org: string;
	/** The contact asked for. */
	id: string;
	/** That one and those that became one with it (`contact.merged`). */
	contacts: string[];
	/** Null: they are blank already, or never showed it. */
	phone: string | null;
	/** Every address they were heard at. */
	addresses: string[];
	/** Until when a turn of theirs may be under way. */
	leasedUntil: Date;
}

/** The person behind a contact's id or phone number (E.164), or null. */
export async function findPerson(org: string, reference: string, db?: ClientSession): Promise<Person | null> {
	const named = reference.startsWith('+') ? { phone: reference } : { _id: reference };
	const contact = await ContactModel.findOne({ org, ...named }, null, { session: db }).lean<Contact>();
	if (contact === null) return null;
	const contacts = await withMerged(org, contact._id, db);
	const rows = await ContactModel.find({ org, _id: { $in: contacts } }, null, { session: db }).lean<Contact[]>();
	const addresses = rows.flatMap(({ phone, waUserId, reach }) => [phone, waUserId, ...reach.map(({ address }) => address)]);
	return {
		org,
		id: contact._id,
		contacts,
		phone: contact.phone ?? null,
		addresses: [...new Set(addresses.filter((address) => address !== undefined))],
		leasedUntil: new Date(Math.max(...rows.map(({ lease }) => lease.until.getTime()))),
	};
}

/** A contact that was merged keeps its history under its own id; it may have taken over another before. */
async function withMerged(org: string, id: string, db?: ClientSession): Promise<string[]> {
	const all = new Set([id]);
	for (let last = [id]; last.length > 0; ) {
		const merged = { org, type: 'contact.merged', 'subject.kind': 'contact', 'subject.id': { $in: last } };
		const rows = await EventModel.find(merged, { data: true }, { session: db }).lean();
		last = rows.map(({ data }) => String(data.from)).filter((from) => !all.has(from));
		for (const from of last) all.add(from);
	}
	return [...all];
}
