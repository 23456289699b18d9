import type { ClientSession } from 'mongoose';
import type { Contact } from './contact.ts';
import { ContactModel } from './model.ts';

/** One contact of the organisation, or null. */
export async function getContact(org: string, id: string, db?: ClientSession): Promise<Contact | null> {
	return ContactModel.findOne({ _id: id, org }, { lanePast: false }, { session: db }).lean();
}
