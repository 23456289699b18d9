import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { InboxItem } from '../input.ts';
import { wakeLane } from '../lane/wake.ts';
import { InboxModel } from './model.ts';

export type NewInboxItem = Pick<InboxItem, 'org' | 'contact' | 'source' | 'externalId' | 'input' | 'correlationId'> &
	Partial<Pick<InboxItem, 'route' | 'repliedTo' | 'notBefore'>>;

/** A row fresh for the lane. */
export function inboxItem(id: string, now: Date, item: NewInboxItem): InboxItem {
	return { _id: id, state: 'pending', attempts: 0, notBefore: now, receivedAt: now, ...item };
}

/**
 * Puts an input of an agent, a job or a module in a contact's lane, outside any scene. `externalId` is deterministic, so that the same
 * cause twice is one input. False: it was there already. The caller's lane is woken.
 */
export async function putInInbox(deps: { clock: Clock; newId: NewId }, item: NewInboxItem): Promise<boolean> {
	try {
		await insertRows(InboxModel, [inboxItem(deps.newId(), deps.clock.now(), item)]);
	} catch (error) {
		if (isDuplicate(error)) return false;
		throw error;
	}
	wakeLane(item.org, item.contact);
	return true;
}
