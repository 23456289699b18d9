import { AppError } from '../../platform/errors.ts';
import { EventModel, ParkedEventModel } from '../../platform/events/model.ts';
import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import type { Subscriber } from '../module.ts';

/**
 * Has a subscriber handle an event that was parked for it, here and now: subscribers are idempotent, and what came after was handled long
 * ago. The row is left to the caller. False: there is no such event. Throws `conflict` when it cannot be handled this time either.
 */
export async function retryEvent(subscribers: readonly Subscriber[], org: string, id: string): Promise<boolean> {
	const parked = await ParkedEventModel.findOne({ _id: id, org }).lean();
	if (parked === null) return false;
	const event = await EventModel.findOne({ _id: parked.event, org }).lean();
	const subscriber = subscribers.find(({ name }) => name === parked.subscriber);
	if (event === null || subscriber === undefined) throw new AppError('conflict', 'nobody is left to handle it: drop it');
	try {
		await subscriber.run(event);
		return true;
	} catch (cause) {
		log.warn('parked event not handled', { event: event._id, subscriber: subscriber.name, cause });
		await ParkedEventModel.updateOne({ _id: id, org }, { $set: { error: failureCode(cause) }, $inc: { attempts: 1 } });
		throw new AppError('conflict', 'it failed again', { cause });
	}
}
