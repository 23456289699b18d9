import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../channels/message.ts';
import { ContactModel } from './model.ts';

/** STOP (`at` is now) or START (`at` is null) on one channel. Only this field of `reach` is touched: the outbox changes others meanwhile. */
export async function setOptedOut(org: string, contact: string, channel: ChannelName, at: Date | null, db?: ClientSession): Promise<void> {
	const change = at === null ? { $unset: { 'reach.$.optedOutAt': true } } : { $set: { 'reach.$.optedOutAt': at } };
	await ContactModel.updateOne({ _id: contact, org, 'reach.channel': channel }, change, { session: db });
}
