import { Schema } from 'mongoose';
import type { Reach } from '../../channels/outbox/person.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { EMPTY_SESSION, type Session } from '../session.ts';
import type { Contact } from './contact.ts';

/** What the lane remembers of the moment it took a contact; not part of what the rest of the program sees. */
export interface LanePast {
	/** Who held the lease before: set when they died with it. */
	owner: string | null;
	until: Date;
	/** When the person had last written on the channel of the item in hand. */
	heardAt: Date | null;
}

/** A contact as stored. */
export type ContactRow = Contact & { lanePast?: LanePast };

const reach = new Schema<Reach>(
	{
		channel: { type: String, required: true },
		carrier: { type: String, required: true },
		sender: { type: String, required: true },
		address: { type: String, required: true },
		lastInboundAt: Date,
		optedOutAt: Date,
		unreachable: String,
	},
	{ _id: false },
);

const lease = new Schema<Contact['lease']>(
	{ owner: { type: String, default: null }, until: { type: Date, required: true } },
	{ _id: false },
);

const schema = new Schema<ContactRow>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	phone: String,
	waUserId: String,
	name: String,
	language: { type: String, enum: ['fr', 'en', 'wo'] },
	provider: String,
	reach: { type: [reach], default: [] },
	owner: { type: String, enum: ['bot', 'human', 'nobody'], default: 'bot' },
	agent: String,
	ownerSince: Date,
	agentActiveAt: Date,
	handoverReason: String,
	// Facts are what the flows make them: plain JSON, checked by the step.
	session: { type: Schema.Types.Mixed, default: (): Session => ({ ...EMPTY_SESSION }) },
	questionTimerAt: Date,
	lease: { type: lease, required: true },
	lanePast: { type: Schema.Types.Mixed },
	erasedAt: Date,
	createdAt: { type: Date, required: true },
	updatedAt: { type: Date, required: true },
});
// `$gt: ''` and not `$type`: only then does the server see that a query for one phone may use the index.
schema.index({ org: 1, phone: 1 }, { unique: true, partialFilterExpression: { phone: { $gt: '' } } });
schema.index({ org: 1, waUserId: 1 }, { unique: true, partialFilterExpression: { waUserId: { $gt: '' } } });
schema.index({ org: 1, provider: 1 }, { partialFilterExpression: { provider: { $gt: '' } } });
// The desk's list of conversations by owner, the longest waiting first.
schema.index({ org: 1, owner: 1, ownerSince: 1, _id: 1 });

export const ContactModel = defineModel<ContactRow>('Contact', schema, { collection: 'contacts', tenant: true });
