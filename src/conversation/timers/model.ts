import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { type Lease, leaseSchema } from '../../platform/mongo/lease.ts';
import type { NewTimer } from '../scene/scene.ts';

/** A timer waiting to fire. The row goes away in the transaction of what it does. */
export interface Timer extends NewTimer {
	_id: string;
	org: string;
	/** Changes whenever the key is set again: a pump that holds an earlier setting finds it gone. */
	setting: string;
	correlationId: string;
	lease: Lease;
	/** Failed attempts of its handler. */
	attempts: number;
	/** `parked`: given up, kept for an operator. */
	state: 'waiting' | 'parked';
	lastError?: string;
}

const schema = new Schema<Timer>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	key: { type: String, required: true },
	kind: { type: String, required: true },
	fireAt: { type: Date, required: true },
	contact: String,
	position: String,
	data: { type: Schema.Types.Mixed, default: () => ({}) },
	setting: { type: String, required: true },
	correlationId: { type: String, required: true },
	lease: { type: leaseSchema, required: true },
	attempts: { type: Number, default: 0 },
	state: { type: String, enum: ['waiting', 'parked'], default: 'waiting' },
	lastError: String,
});
// One timer per key; also the range of a prefix.
schema.index({ org: 1, key: 1 }, { unique: true });
schema.index({ fireAt: 1 }, { name: 'due', partialFilterExpression: { state: 'waiting' } });
// What was parked, for the operator.
schema.index({ state: 1, org: 1, _id: 1 }, { name: 'parked', partialFilterExpression: { state: 'parked' } });

export const TimerModel = defineModel<Timer>('Timer', schema, { collection: 'timers', tenant: true });
