import type { InboxItem } from '../input.ts';

export type NewInboxItem = Pick<InboxItem, 'org' | 'contact' | 'source' | 'externalId' | 'input' | 'correlationId'> &
	Partial<Pick<InboxItem, 'route' | 'repliedTo' | 'notBefore'>>;

/** A row fresh for the lane. */
export function inboxItem(id: string, now: Date, item: NewInboxItem): InboxItem {
	return { _id: id, state: 'pending', attempts: 0, notBefore: now, receivedAt: now, ...item };
}
