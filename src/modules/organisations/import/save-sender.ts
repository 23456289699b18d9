import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../../channels/message.ts';
import { SenderModel } from '../../../channels/senders/model.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import type { ImportContext } from './context.ts';

/** Gives an address to an organisation. `taken`: it already belongs to another one, and nothing was written. */
export async function saveSender(
	{ newId }: ImportContext,
	{ org, channel, address }: { org: string; channel: ChannelName; address: string },
	db: ClientSession,
): Promise<'created' | 'unchanged' | 'taken'> {
	const owner = await SenderModel.findOne({ channel, address }, null, { ...ACROSS_ORGANISATIONS, session: db }).lean();
	if (owner !== null) return owner.org === org ? 'unchanged' : 'taken';
	await SenderModel.insertMany([{ _id: newId(), org, channel, address }], { session: db });
	return 'created';
}
