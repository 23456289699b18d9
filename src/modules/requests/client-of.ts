import type { ClientSession } from 'mongoose';
import type { Contact } from '../../conversation/contacts/contact.ts';
import { getContact } from '../../conversation/contacts/get-contact.ts';
import { ContactModel } from '../../conversation/contacts/model.ts';
import type { ServiceRequest } from './model.ts';

interface Within {
	org: string;
	db?: ClientSession;
}

/** The client of a request, or null when they are gone. */
export function clientOf(within: Within, request: ServiceRequest): Promise<Contact | null> {
	return getContact(within.org, request.client, within.db);
}

/** One contact of the organisation, or null. */
export function contactOf(within: Within, id: string): Promise<Contact | null> {
	return getContact(within.org, id, within.db);
}

/** What the API tells of a client. */
export type KnownClient = Pick<Contact, 'name' | 'phone'>;

/** The contacts with these ids, by id. */
export async function contactsById(within: Within, ids: string[]): Promise<Map<string, KnownClient>> {
	const rows = await ContactModel.find({ org: within.org, _id: { $in: ids } }, { name: 1, phone: 1 })
		.session(within.db ?? null)
		.lean();
	return new Map(rows.map((row) => [row._id, row]));
}

/** The id of a contact named by its id or its phone number (E.164, the `+` optional), or null. */
export async function findClient(org: string, reference: string): Promise<string | null> {
	const byId = await ContactModel.findOne({ _id: reference, org }, { _id: 1 }).lean();
	if (byId !== null) return byId._id;
	const digits = reference.replace(/[\s.-]/g, '').replace(/^\+/, '');
	if (!/^\d{6,15}$/.test(digits)) return null;
	const byPhone = await ContactModel.findOne({ org, phone: `+${digits}` }, { _id: 1 }).lean();
	return byPhone?._id ?? null;
}
