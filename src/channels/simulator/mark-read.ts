import type { NewId } from '../../platform/ids.ts';
import type { ChannelName, StatusUpdate } from '../message.ts';
import { advanceStatus } from './advance-status.ts';
import { SimulatorMessageModel } from './model.ts';

/** More unread bubbles than a screen holds: the rest follow at the next call. */
const MAX_AT_ONCE = 200;

/** A phone is displayed: its messages up to `upTo` are read, and the program is told. Gives how many were news. */
export async function markRead(
	deps: { newId: NewId; applyStatus(update: StatusUpdate, correlationId: string): Promise<unknown> },
	phone: { org: string; channel: ChannelName; address: string; upTo: string },
): Promise<number> {
	const unread = await SimulatorMessageModel.find({
		org: phone.org,
		channel: phone.channel,
		address: phone.address,
		_id: { $lte: phone.upTo },
		direction: 'out',
		status: { $ne: 'read' },
	})
		.sort({ _id: 1 })
		.limit(MAX_AT_ONCE)
		.lean();
	const correlationId = deps.newId();
	let news = 0;
	for (const message of unread) {
		if (!(await advanceStatus(phone.org, message._id, 'read'))) continue;
		news += 1;
		// An SMS tells nobody that it was read: only that it arrived.
		const status = phone.channel === 'sms' ? 'delivered' : 'read';
		await deps.applyStatus({ carrier: 'simulator', outboxId: message.outboxId, providerId: message._id, status }, correlationId);
	}
	return news;
}
