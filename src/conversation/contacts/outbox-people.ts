import type { People } from '../../channels/outbox/person.ts';
import { ContactModel } from './model.ts';

/** The contacts as the outbox sees them. */
export const outboxPeople: People = {
	async get(org, contact) {
		return ContactModel.findOne({ _id: contact, org }, { phone: true, reach: true }).lean();
	},
	async markUnreachable(org, contact, channel, code) {
		await ContactModel.updateOne({ _id: contact, org, 'reach.channel': channel }, { $set: { 'reach.$.unreachable': code } });
	},
};
