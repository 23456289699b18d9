import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.ts';
import { type OfferState, offerFields } from '../../offers/index.ts';
import type { Client } from '../booking/model.ts';

/** Someone who wants a slot where none is free. */
export interface Waiter {
	_id: string;
	org: string;
	branch: string;
	service: string;
	client: Client;
	/** For whom, when not for the client: as in a booking. */
	holder?: string;
	name?: string;
	/** The first and the last start they would take. */
	from: Date;
	to: Date;
	since: Date;
	status: 'waiting' | 'served' | 'left';
	/** The offer that waits for an answer. */
	offer?: string;
	/** Starts of slots they were offered and did not take; not offered again. */
	passed: Date[];
	/** Offers they got and did not answer. */
	ignored: number;
	updatedAt: Date;
}

/** The oldest of more are over (I12). */
export const MAX_PASSED = 20;

/** Why an offer of a slot is taken back. */
export type SlotWithdrawal = 'taken' | 'left' | 'closed';

/** One free slot shown to one who waits; its seat is kept meanwhile by the booking. */
export interface SlotOffer extends OfferState<SlotWithdrawal> {
	_id: string;
	org: string;
	waiter: string;
	booking: string;
	client: Client;
	start: Date;
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const client = new Schema<Client>({ org: text, contact: text }, { _id: false });

const waiterSchema = new Schema<Waiter>({
	_id: text,
	org: text,
	branch: text,
	service: text,
	client: { type: client, required: true },
	holder: String,
	name: String,
	from: date,
	to: date,
	since: date,
	status: text,
	offer: String,
	passed: { type: [Date], default: [] },
	ignored: { type: Number, default: 0 },
	updatedAt: date,
});
// Who is next; at most once in one list.
waiterSchema.index({ org: 1, branch: 1, service: 1, status: 1, since: 1 });
waiterSchema.index(
	{ org: 1, branch: 1, service: 1, 'client.org': 1, 'client.contact': 1, holder: 1 },
	{ name: 'org_1_branch_1_service_1_client.org_1_client.contact_1', unique: true, partialFilterExpression: { status: 'waiting' } },
);

// A person's own, wherever they wait.
waiterSchema.index({ 'client.org': 1, 'client.contact': 1 });

const slotOfferSchema = new Schema<SlotOffer>({
	_id: text,
	org: text,
	waiter: text,
	booking: text,
	client: { type: client, required: true },
	start: date,
	...offerFields,
});
// A person's offers, newest first: which one does "oui" answer?
slotOfferSchema.index({ 'client.org': 1, 'client.contact': 1, _id: -1 });

// Every list with somebody on it, for the job.
waiterSchema.index({ status: 1, org: 1, branch: 1, service: 1 }, { partialFilterExpression: { status: 'waiting' } });

export const WaiterModel = defineModel<Waiter>('Waiter', waiterSchema, { collection: 'waiters', tenant: true });
export const SlotOfferModel = defineModel<SlotOffer>('SlotOffer', slotOfferSchema, { collection: 'slot_offers', tenant: true });
