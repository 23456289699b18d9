import { Schema } from 'mongoose';
import { defineModel } from '../mongo/define-model.ts';
import type { StoredEvent } from './event.ts';

/** What history, analytics and the replay of a day are made from (rule X9); two years let one season be compared with the last. */
const KEPT_SECONDS = 730 * 24 * 3600;

const schema = new Schema<StoredEvent>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	type: { type: String, required: true },
	at: { type: Date, required: true },
	subject: { type: new Schema({ kind: String, id: String }, { _id: false }), required: true },
	data: { type: Schema.Types.Mixed, default: () => ({}) },
	actor: { type: new Schema({ kind: String, id: String, source: String }, { _id: false }), required: true },
	correlationId: { type: String, required: true },
});
// The history of one thing.
schema.index({ org: 1, 'subject.kind': 1, 'subject.id': 1, _id: 1 });
// Reports over a type and a time, and a subscriber's way back when its place in the change stream is gone.
schema.index({ org: 1, type: 1, at: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** The append-only log: rows are inserted by scenes and never changed. */
export const EventModel = defineModel<StoredEvent>('Event', schema, { collection: 'events', tenant: true });

interface Checkpoint {
	/** The subscriber's name. */
	_id: string;
	/** The change stream's place after the last event it has handled. */
	token: unknown;
	/** When that event happened: the way back when the server no longer has that place. */
	at: Date;
}

const checkpoint = new Schema<Checkpoint>({
	_id: { type: String, required: true },
	token: { type: Schema.Types.Mixed, required: true },
	at: { type: Date, required: true },
});

export const CheckpointModel = defineModel<Checkpoint>('Checkpoint', checkpoint, { collection: 'checkpoints', tenant: false });

/** An event that a subscriber could not handle: given up, kept for an operator. */
export interface ParkedEvent {
	/** `<event id>:<subscriber>`: like the events, they sort by time. */
	_id: string;
	org: string;
	subscriber: string;
	event: string;
	type: string;
	/** Failed attempts. */
	attempts: number;
	/** The code of the last error. */
	error: string;
	/** When the event happened, and when it was parked. */
	happenedAt: Date;
	at: Date;
	correlationId: string;
}

const parked = new Schema<ParkedEvent>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	subscriber: { type: String, required: true },
	event: { type: String, required: true },
	type: { type: String, required: true },
	attempts: { type: Number, required: true },
	error: { type: String, required: true },
	happenedAt: { type: Date, required: true },
	at: { type: Date, required: true },
	correlationId: { type: String, required: true },
});
parked.index({ org: 1, _id: 1 });
parked.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const ParkedEventModel = defineModel<ParkedEvent>('ParkedEvent', parked, { collection: 'parked_events', tenant: true });
