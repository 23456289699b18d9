import type { People, Person } from '../../channels/outbox/person.ts';
import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { ContactModel } from './model.ts';

const find = coalesce(findAll);
const contactRows = rowsOf(ContactModel);

/** The contacts as the outbox sees them. Those who are asked for at the same time are one query. */
export const outboxPeople: People = {
	get: async (org, contact) => (await find({ org, contact })).person,
	async markUnreachable(org, contact, channel, code) {
		await ContactModel.updateOne({ _id: contact, org, 'reach.channel': channel }, { $set: { 'reach.$.unreachable': code } });
	},
};

async function findAll(asked: readonly { org: string; contact: string }[]): Promise<{ person: Person | null }[]> {
	const ids = asked.map(({ contact }) => contact);
	const rows = await contactRows()
		.find({ _id: { $in: ids } }, { projection: { org: true, phone: true, reach: true } })
		.toArray();
	return asked.map(({ org, contact }) => ({ person: rows.find((row) => row._id === contact && row.org === org) ?? null }));
}
