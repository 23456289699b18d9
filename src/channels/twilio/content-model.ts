import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';

/** A rich content stored at Twilio, shared by every organisation of the Twilio account: one row per shape. */
export interface TwilioContentRow {
	/** The shape's key. */
	_id: string;
	accountSid: string;
	kind: 'buttons' | 'list';
	/** `HX…` once it was created. */
	sid?: string;
	/** Until then only the claimer creates it; after a failure, nobody tries before. */
	claimedUntil: Date;
	/** When the last attempt failed. */
	failedAt?: Date;
	createdAt: Date;
}

const schema = new Schema<TwilioContentRow>({
	_id: { type: String, required: true },
	accountSid: { type: String, required: true },
	kind: { type: String, required: true, enum: ['buttons', 'list'] },
	sid: { type: String },
	claimedUntil: { type: Date, required: true },
	failedAt: { type: Date },
	createdAt: { type: Date, required: true },
});

export const TwilioContentModel = defineModel<TwilioContentRow>('TwilioContent', schema, { collection: 'twilio_contents', tenant: false });
