import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { ChannelName, Delivery, OutgoingChoice } from '../message.ts';

/** In the order of a message's life; `failed` is a person's message that the program could not take in. */
export const SIMULATOR_STATUSES = ['queued', 'sent', 'delivered', 'read', 'failed'] as const;
export type SimulatorStatus = (typeof SIMULATOR_STATUSES)[number];

/** A pin a person sent. */
export interface SimulatorLocation {
	latitude: number;
	longitude: number;
	label?: string;
	address?: string;
}

/** One bubble of one simulated phone. Its id is the carrier's message id, in both directions. */
export interface SimulatorMessage {
	_id: string;
	org: string;
	channel: ChannelName;
	/** Our address: E.164. */
	sender: string;
	/** The phone's number, or a WhatsApp user id. */
	address: string;
	/** `in`: from the person to us. */
	direction: 'in' | 'out';
	kind: 'text' | 'choice' | 'media' | 'location';
	text: string;
	form: Delivery['form'];
	choices: OutgoingChoice[];
	listButton: string;
	media: { file: string; contentType: string }[];
	location?: SimulatorLocation;
	/** The choice that was tapped. */
	payload?: string;
	status: SimulatorStatus;
	at: Date;
	outboxId?: string;
	/** The id of the message this one answers. */
	repliedTo?: string;
	/** When the program last showed "typing…" for this message. */
	typingAt?: Date;
}

/** Development data: a month is plenty, and keeps the collection bounded (I12). */
const KEPT_SECONDS = 30 * 24 * 3600;

const choice = new Schema<OutgoingChoice>(
	{ payload: { type: String, required: true }, label: { type: String, required: true }, description: String },
	{ _id: false },
);
const medium = new Schema<SimulatorMessage['media'][number]>(
	{ file: { type: String, required: true }, contentType: { type: String, required: true } },
	{ _id: false },
);
const location = new Schema<SimulatorLocation>(
	{ latitude: { type: Number, required: true }, longitude: { type: Number, required: true }, label: String, address: String },
	{ _id: false },
);

const schema = new Schema<SimulatorMessage>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	channel: { type: String, required: true },
	sender: { type: String, required: true },
	address: { type: String, required: true },
	direction: { type: String, required: true },
	kind: { type: String, required: true },
	text: { type: String, default: '' },
	form: { type: String, default: 'none' },
	choices: [choice],
	listButton: { type: String, default: '' },
	media: [medium],
	location,
	payload: String,
	status: { type: String, enum: SIMULATOR_STATUSES, required: true },
	at: { type: Date, required: true },
	outboxId: String,
	repliedTo: String,
	typingAt: Date,
});
schema.index({ org: 1, channel: 1, address: 1, _id: 1 });
// One bubble per outbox row, however often it is sent.
schema.index({ org: 1, outboxId: 1 }, { unique: true, partialFilterExpression: { outboxId: { $type: 'string' } } });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const SimulatorMessageModel = defineModel<SimulatorMessage>('SimulatorMessage', schema, {
	collection: 'simulator_messages',
	tenant: true,
});

/** A photo sent from a simulated phone: what a carrier would keep on its own servers. */
export interface SimulatorFile {
	_id: string;
	org: string;
	bytes: Buffer;
	contentType: string;
	at: Date;
}

const fileSchema = new Schema<SimulatorFile>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	bytes: { type: Buffer, required: true },
	contentType: { type: String, required: true },
	at: { type: Date, required: true },
});
fileSchema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const SimulatorFileModel = defineModel<SimulatorFile>('SimulatorFile', fileSchema, { collection: 'simulator_files', tenant: true });
