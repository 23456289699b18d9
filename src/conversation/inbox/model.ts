import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { InboxItem } from '../input.ts';

/**
 * Done and dead rows are the conversation's history for the desk and the proof of dedupe: carriers redeliver within minutes, Meta for up
 * to seven days, a dispute over a job is raised within a month or two. After that the words of people have no reason to stay.
 */
const KEPT_SECONDS = 90 * 24 * 3600;

const schema = new Schema<InboxItem>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	contact: { type: String, required: true },
	source: { type: String, required: true },
	externalId: { type: String, required: true },
	route: { type: Schema.Types.Mixed },
	repliedTo: String,
	input: { type: Schema.Types.Mixed, required: true },
	state: { type: String, enum: ['pending', 'done', 'dead', 'dropped'], required: true },
	attempts: { type: Number, required: true },
	crashes: Number,
	notBefore: { type: Date, required: true },
	receivedAt: { type: Date, required: true },
	doneAt: Date,
	heard: String,
	lastError: String,
	correlationId: { type: String, required: true },
});
// The dedupe (rule X1): a duplicate key is a redelivery.
schema.index({ source: 1, externalId: 1 }, { unique: true });
// What waits in one lane, in order. Only pending rows are in it, so it stays small.
schema.index({ org: 1, contact: 1, _id: 1 }, { name: 'lane', partialFilterExpression: { state: 'pending' } });
// Which lanes have work due.
schema.index({ notBefore: 1 }, { name: 'due', partialFilterExpression: { state: 'pending' } });
// What was parked, for the operator: of one organisation, and counted over all.
schema.index({ state: 1, org: 1, _id: 1 }, { name: 'dead', partialFilterExpression: { state: 'dead' } });
// The conversation's history.
schema.index({ org: 1, contact: 1, receivedAt: 1, _id: 1 });
schema.index({ doneAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const InboxModel = defineModel<InboxItem>('InboxItem', schema, { collection: 'inbox', tenant: true });
