import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { ChannelName } from '../message.ts';

/** An address an organisation speaks from. */
export interface Sender {
	_id: string;
	org: string;
	channel: ChannelName;
	/** E.164, without the `whatsapp:` prefix. */
	address: string;
}

const schema = new Schema<Sender>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	channel: { type: String, enum: ['whatsapp', 'sms'], required: true },
	address: { type: String, required: true },
});
// A message must find one organisation.
schema.index({ channel: 1, address: 1 }, { unique: true });
schema.index({ org: 1, channel: 1 });

export const SenderModel = defineModel<Sender>('Sender', schema, { collection: 'senders', tenant: true });
