import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { type OfferState, offerFields } from '../offers/index.ts';
import type { Chosen, LeftOut } from './candidates.ts';

/** Why an offer is taken back. */
export type WithdrawReason = 'taken' | 'client_cancelled' | 'client_changed' | 'busy' | 'stopped';

/** One request shown to one provider: the ground truth of "was he asked" (rule R1). */
export interface Offer extends OfferState<WithdrawReason> {
	_id: string;
	org: string;
	request: string;
	search: string;
	provider: string;
	/** The provider's contact. */
	contact: string;
	batch: number;
	distanceMetres?: number;
}

export type SearchState = 'open' | 'won' | 'stopped' | 'exhausted';

/** One bounded search for a provider (rule R8). At most one is open for a request. */
export interface Search {
	_id: string;
	org: string;
	request: string;
	state: SearchState;
	cause: string;
	/** Beyond the zone, by the client's wish. */
	wide: boolean;
	/** Batches sent so far. */
	batch: number;
	/** Providers asked so far. */
	asked: number;
	startedAt: Date;
	deadlineAt: Date;
	endedAt?: Date;
	/** Grows with every change, so that two scenes that end its last offers at once cannot overlook each other. */
	version: number;
}

/** Who was chosen for a batch and who was not, and why: "why not me" is answered from here. */
export interface Round {
	_id: string;
	org: string;
	search: string;
	request: string;
	batch: number;
	at: Date;
	wide: boolean;
	chosen: Chosen[];
	leftOut: LeftOut[];
}

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;

const offerSchema = new Schema<Offer>({
	_id: text,
	org: text,
	request: text,
	search: text,
	provider: text,
	contact: text,
	batch: { type: Number, required: true },
	...offerFields,
	distanceMetres: Number,
});
offerSchema.index({ org: 1, request: 1, status: 1 });
// A provider's offers, newest first: which one does "oui" answer?
offerSchema.index({ org: 1, provider: 1, status: 1, _id: -1 });

const searchSchema = new Schema<Search>({
	_id: text,
	org: text,
	request: text,
	state: text,
	cause: text,
	wide: { type: Boolean, required: true },
	batch: { type: Number, required: true },
	asked: { type: Number, required: true },
	startedAt: date,
	deadlineAt: date,
	endedAt: Date,
	version: { type: Number, required: true },
});
searchSchema.index({ org: 1, request: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });

const roundSchema = new Schema<Round>({
	_id: text,
	org: text,
	search: text,
	request: text,
	batch: { type: Number, required: true },
	at: date,
	wide: { type: Boolean, required: true },
	chosen: { type: Schema.Types.Mixed, default: () => [] },
	leftOut: { type: Schema.Types.Mixed, default: () => [] },
});
roundSchema.index({ org: 1, request: 1, _id: 1 });

export const OfferModel = defineModel<Offer>('Offer', offerSchema, { collection: 'offers', tenant: true });
export const SearchModel = defineModel<Search>('Search', searchSchema, { collection: 'searches', tenant: true });
export const RoundModel = defineModel<Round>('SearchRound', roundSchema, { collection: 'search_rounds', tenant: true });
