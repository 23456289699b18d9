import type { Clock } from '../../platform/clock.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { SharedLoads } from '../../platform/shared-loads.ts';
import type { ChannelName } from '../message.ts';
import { type Sender, SenderModel } from './model.ts';

/** Whose address it is; null when nobody's. */
export type FindSender = (channel: ChannelName, address: string) => Promise<Sender | null>;

/** An import that moves an address to another organisation is seen after so long at most. Absence is never remembered. */
const FRESH_MS = 5_000;
const MOST_REMEMBERED = 1_000;

/** Asked for every inbound message and hardly ever changing: remembered for a few seconds. */
export function createFindSender(clock: Clock): FindSender {
	const known = new Map<string, { sender: Sender; at: number }>();
	const loads = new SharedLoads<Sender | null>();
	return async (channel, address) => {
		const key = `${channel} ${address}`;
		const now = clock.now().getTime();
		const remembered = known.get(key);
		if (remembered !== undefined && Math.abs(now - remembered.at) < FRESH_MS) return remembered.sender;
		const load = async () => SenderModel.findOne({ channel, address }, null, ACROSS_ORGANISATIONS).lean();
		const sender = await loads.of(key, load);
		if (known.size >= MOST_REMEMBERED) known.clear();
		if (sender === null) known.delete(key);
		else known.set(key, { sender, at: now });
		return sender;
	};
}

/** The address an organisation writes from on a channel, if it has one: the first imported. */
export type FindSenderOf = (org: string, channel: ChannelName) => Promise<Sender | null>;

/** Finds the number an organisation writes from on a channel, remembered for a while; null when it has none. */
export function createFindSenderOf(clock: Clock): FindSenderOf {
	const known = new Map<string, { sender: Sender | null; at: number }>();
	const loads = new SharedLoads<Sender | null>();
	return async (org, channel) => {
		const key = `${org} ${channel}`;
		const now = clock.now().getTime();
		const remembered = known.get(key);
		if (remembered !== undefined && Math.abs(now - remembered.at) < FRESH_MS) return remembered.sender;
		const load = async () => SenderModel.findOne({ org, channel }).sort({ _id: 1 }).lean();
		const sender = await loads.of(key, load);
		if (known.size >= MOST_REMEMBERED) known.clear();
		known.set(key, { sender, at: now });
		return sender;
	};
}
