import type { ChannelName } from '../../channels/message.ts';
import { SimulatorMessageModel } from '../../channels/simulator/model.ts';
import type { SimulatorDeps, SimulatorProvider } from './deps.ts';

/** A phone that has talked: its last bubble, and how many it has not seen. */
interface PhoneSummary {
	channel: ChannelName;
	address: string;
	lastText: string;
	lastAt: Date;
	unread: number;
}

const MAX_PHONES = 100;

/** Whom a phone can be opened for: the organisation's providers, and the numbers that already have a chat, the latest first. */
export async function directory(deps: SimulatorDeps, org: string): Promise<{ providers: SimulatorProvider[]; phones: PhoneSummary[] }> {
	const [providers, phones] = await Promise.all([deps.providers(org), phonesThatTalked(org)]);
	return { providers, phones };
}

function phonesThatTalked(org: string): Promise<PhoneSummary[]> {
	const unread = { $and: [{ $eq: ['$direction', 'out'] }, { $ne: ['$status', 'read'] }] };
	return SimulatorMessageModel.aggregate<PhoneSummary>([
		{ $match: { org } },
		{ $sort: { _id: -1 } },
		{
			$group: {
				_id: { channel: '$channel', address: '$address' },
				lastText: { $first: '$text' },
				lastAt: { $first: '$at' },
				unread: { $sum: { $cond: [unread, 1, 0] } },
			},
		},
		{ $sort: { lastAt: -1 } },
		{ $limit: MAX_PHONES },
		{ $project: { _id: 0, channel: '$_id.channel', address: '$_id.address', lastText: 1, lastAt: 1, unread: 1 } },
	]);
}
