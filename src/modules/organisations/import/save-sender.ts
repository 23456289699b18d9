import type { ClientSession } from 'mongoose';
import type { ChannelName } from '../../../channels/message.ts';
import { SenderModel } from '../../../channels/senders/model.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import type { ImportContext } from './context.ts';
import { isDemo } from './end-demo.ts';

/** Gives an address to an organisation. `taken`: it already belongs to another one, and nothing was written; a demo's is given up. */
export async function saveSender(
	{ newId }: ImportContext,
	{ org, channel, address }: { org: string; channel: ChannelName; address: string },
	db: ClientSession,
): Promise<'created' | 'unchanged' | 'taken'> {
	const owner = await SenderModel.findOne({ channel, address }, null, { ...ACROSS_ORGANISATIONS, session: db }).lean();
	if (owner?.org === org) return 'unchanged';
	if (owner !== null) {
		if (!(await isDemo(owner.org, db))) return 'taken';
		await SenderModel.updateOne({ _id: owner._id, org: owner.org }, { $set: { org } }, { session: db });
		return 'created';
	}
	await SenderModel.insertMany([{ _id: newId(), org, channel, address }], { session: db });
	return 'created';
}
