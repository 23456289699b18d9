import { Schema } from 'mongoose';
import type { Actor } from '../../conversation/scene/scene.ts';
import type { DayPart } from '../../platform/day-parts.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { Urgency } from '../../understanding/reading.ts';
import type { ActorKind, HistoryLine } from '../transitions.ts';
import type { Status } from './statuses.ts';

/** Where the work is. `zone` is one of the organisation's; the pin wins over it for distances. */
export interface Place {
	zone: string;
	/** The person's own words for the quarter. */
	label?: string;
	landmark?: string;
	lat?: number;
	lon?: number;
}

/** When the person wants it. `at` is set unless `kind` is `now`; with precision `day` it is some moment of that local day. */
export interface When {
	kind: 'now' | 'today' | 'date';
	at?: Date;
	precision: 'now' | 'hour' | 'day';
	/** The part of that day, when one was said: `at` is an hour of it. */
	part?: DayPart;
}

/** Minutes from `statedAt`: a range with an age (rule R14). `basis` says whether a person said it or we estimated it. */
export interface Eta {
	minMinutes: number;
	maxMinutes: number;
	statedAt: Date;
	basis: 'stated' | 'estimated';
}

export interface Assigned {
	provider: string;
	/** The provider's contact, whom the news are told to. */
	contact: string;
	/** The offer that won; absent when a manager assigned the job. */
	offer?: string;
	at: Date;
	eta?: Eta;
	/** The client changed the job and the provider has not said yes yet (rule R15). */
	mustConfirm?: { since: Date; changes: string[] };
	/** The provider confirmed a booked job (rule R13). */
	confirmedAt?: Date;
}

/** Whole francs (I9). */
export interface Price {
	proposed: number;
	at: Date;
	by: string;
	confirmedAt?: Date;
	disputedAt?: Date;
	disputeReason?: string;
}

export interface Rating {
	/** 1 to 5. */
	score: number;
	comment?: string;
	at: Date;
}

export interface RequestLine extends HistoryLine<Status> {
	source: string;
	/** How sure the report is: high (button, API, operator), medium (words), low (timer, inference). */
	confidence: 'high' | 'medium' | 'low';
}

/** Why a provider is never offered this request again (rule R7). */
export interface Exclusion {
	provider: string;
	reason: 'pulled_out' | 'silent' | 'refused_change' | 'removed';
	at: Date;
}

/** A client's wish for a service at a place, from the first word to the rating. */
export interface ServiceRequest {
	_id: string;
	org: string;
	/** What people say aloud: 1042. Unique in the organisation. */
	number: number;
	/** The client's contact. */
	client: string;
	service: string;
	problem: string;
	place: Place;
	when: When;
	/** Ids of stored media. */
	photos: string[];
	urgency: Urgency;
	danger: boolean;
	status: Status;
	assigned: Assigned | null;
	excluded: Exclusion[];
	/** How often an accepted provider was lost. */
	reallocations: number;
	price: Price | null;
	rating: Rating | null;
	cancelled: { by: ActorKind; reason?: string } | null;
	history: RequestLine[];
	/** Grows with every write. */
	version: number;
	createdAt: Date;
	updatedAt: Date;
	/** When it was completed or cancelled; the client's contact is hidden some days later. */
	closedAt: Date | null;
}

/** Far above what a bounded search and a few corrections can write; the event log keeps everything (I12). */
export const MAX_HISTORY = 200;

const schema = new Schema<ServiceRequest>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	number: { type: Number, required: true },
	client: { type: String, required: true },
	service: { type: String, required: true },
	problem: { type: String, default: '' },
	place: { type: Schema.Types.Mixed, required: true },
	when: { type: Schema.Types.Mixed, required: true },
	photos: { type: [String], default: [] },
	urgency: { type: String, required: true },
	danger: { type: Boolean, required: true },
	status: { type: String, required: true },
	assigned: { type: Schema.Types.Mixed, default: null },
	excluded: { type: Schema.Types.Mixed, default: () => [] },
	reallocations: { type: Number, default: 0 },
	price: { type: Schema.Types.Mixed, default: null },
	rating: { type: Schema.Types.Mixed, default: null },
	cancelled: { type: Schema.Types.Mixed, default: null },
	history: { type: Schema.Types.Mixed, default: () => [] },
	version: { type: Number, default: 0 },
	createdAt: { type: Date, required: true },
	updatedAt: { type: Date, required: true },
	closedAt: { type: Date, default: null },
});
schema.index({ org: 1, number: 1 }, { unique: true });
// A client's requests, newest first.
schema.index({ org: 1, client: 1, _id: -1 });
// A provider's jobs in hand, newest first.
schema.index({ org: 1, 'assigned.provider': 1, status: 1, _id: -1 });
// The operators' lists, and the sample that predictions learn from.
schema.index({ org: 1, status: 1, service: 1, _id: -1 });

export const RequestModel = defineModel<ServiceRequest>('Request', schema, { collection: 'requests', tenant: true });

/** Filters a request by its id or by the number people say ("1042", "#1042", "n° 1042"). */
export function byIdOrNumber(reference: string): { number: number } | { _id: string } {
	const digits = /^\D{0,4}(\d{4,9})$/.exec(reference.trim())?.[1];
	return digits === undefined ? { _id: reference.trim() } : { number: Number(digits) };
}

/** Who did it, as a history line tells it. */
export function actorOf(actor: Actor): { kind: ActorKind; id: string } {
	return { kind: actor.kind, id: actor.id };
}
