import type { CarrierName } from '../message.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';

/** The message a person replied to, by the carrier's id; null when it is not ours or forgotten. Binds a reply to what it is about. */
export async function findMessageByProviderId(org: string, carrier: CarrierName, providerId: string): Promise<OutboxMessage | null> {
	return OutboxModel.findOne({ org, providerId, 'route.carrier': carrier }).lean();
}
