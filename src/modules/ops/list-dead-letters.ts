import { InboxModel } from '../../conversation/inbox/model.ts';
import { TimerModel } from '../../conversation/timers/model.ts';
import { ParkedEventModel } from '../../platform/events/model.ts';
import { type DeadLetter, ofEvent, ofInput, ofTimer } from './dead-letter.ts';

/** An organisation's parked inputs, timers and events, the newest first: at most `limit`, older than `before`. */
export async function listDeadLetters(org: string, page: { limit: number; before?: string | undefined }): Promise<DeadLetter[]> {
	const older = page.before === undefined ? {} : { _id: { $lt: page.before } };
	const [inputs, timers, events] = await Promise.all([
		InboxModel.find({ state: 'dead', org, ...older })
			.sort({ _id: -1 })
			.limit(page.limit)
			.lean(),
		TimerModel.find({ state: 'parked', org, ...older })
			.sort({ _id: -1 })
			.limit(page.limit)
			.lean(),
		ParkedEventModel.find({ org, ...older })
			.sort({ _id: -1 })
			.limit(page.limit)
			.lean(),
	]);
	const letters = [...inputs.map(ofInput), ...timers.map(ofTimer), ...events.map(ofEvent)];
	return letters.sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, page.limit);
}
