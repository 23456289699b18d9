import { Schema } from 'mongoose';
import type { Language } from '../../conversation/contacts/contact.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';

const STAFF_ROLES = ['manager', 'agent', 'counter'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Someone who works for an organisation at a desk or a counter. */
export interface Account {
	/** Unique within the organisation: the import file's `id`. What tokens, owners and histories hold. */
	id: string;
	org: string;
	name: string;
	role: StaffRole;
	/** E.164. */
	phone?: string;
	email?: string;
	/**
	 * Through whose lane the person hears from the program; there is one when there is a phone and a number to write from. Where
	 * another's number serves the organisation (`hosted_by`), it is a contact of that host.
	 */
	contact?: string;
	languages: Language[];
	skills: string[];
	/** Ids of the branches they work in, and of the counters they may sit at; all of them when unset. */
	branches?: string[];
	counters?: string[];
	createdAt: Date;
	updatedAt: Date;
}

/** As stored: `_id` is `<org>/<id>`, unique over all organisations. Nothing but the database sees it. */
export interface AccountRow extends Account {
	_id: string;
}

const text = { type: String, required: true } as const;

const schema = new Schema<AccountRow>(
	{
		_id: text,
		id: text,
		org: text,
		name: text,
		role: { ...text, enum: STAFF_ROLES },
		phone: String,
		email: String,
		contact: String,
		languages: { type: [String], required: true },
		skills: { type: [String], required: true },
		branches: { type: [String], default: undefined },
		counters: { type: [String], default: undefined },
		createdAt: { type: Date, required: true },
		updatedAt: { type: Date, required: true },
	},
	{ id: false },
);

schema.index({ org: 1, phone: 1 }, { unique: true, partialFilterExpression: { phone: { $type: 'string' } } });
schema.index({ org: 1, role: 1 });

export const AccountModel = defineModel<AccountRow>('Account', schema, { collection: 'accounts', tenant: true });

/** The row's key. */
export function accountKey(org: string, id: string): string {
	return `${org}/${id}`;
}
