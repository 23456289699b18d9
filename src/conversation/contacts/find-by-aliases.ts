import { coalesce } from '../../platform/coalesce.ts';
import { AppError } from '../../platform/errors.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import type { Contact } from './contact.ts';
import { ContactModel } from './model.ts';

export interface Aliases {
	org: string;
	phone?: string;
	waUserId?: string;
}

/** The contacts that go by either alias: none, one, or two that turn out to be one person. Messages that come at the same time are one query. */
export function findByAliases({ org, phone, waUserId }: Aliases): Promise<Contact[]> {
	if (phone === undefined && waUserId === undefined) throw new AppError('invalid_input', 'the message names neither a phone nor a user id');
	return find({ org, phone, waUserId });
}

/** A carrier waits for our answer: who comes just after a query has begun does not wait for all of it. */
const AT_ONCE = 2;
const find = coalesce(findAll, { atOnce: AT_ONCE });
const contactRows = rowsOf(ContactModel);
const PUBLIC = { projection: { lanePast: false } };

async function findAll(asked: readonly Aliases[]): Promise<Contact[][]> {
	const orgs = [...new Set(asked.map(({ org }) => org))];
	const found = (await Promise.all(orgs.map((org) => findIn(org, asked)))).flat();
	return asked.map(({ org, phone, waUserId }) =>
		found.filter(
			(contact) =>
				contact.org === org &&
				((phone !== undefined && contact.phone === phone) || (waUserId !== undefined && contact.waUserId === waUserId)),
		),
	);
}

async function findIn(org: string, asked: readonly Aliases[]): Promise<Contact[]> {
	const ofOrg = asked.filter((one) => one.org === org);
	const phones = ofOrg.flatMap(({ phone }) => phone ?? []);
	const waUserIds = ofOrg.flatMap(({ waUserId }) => waUserId ?? []);
	const contacts = contactRows();
	if (waUserIds.length === 0) return contacts.find({ org, phone: { $in: phones } }, PUBLIC).toArray();
	if (phones.length === 0) return contacts.find({ org, waUserId: { $in: waUserIds } }, PUBLIC).toArray();
	return contacts.find({ org, $or: [{ phone: { $in: phones } }, { waUserId: { $in: waUserIds } }] }, PUBLIC).toArray();
}
