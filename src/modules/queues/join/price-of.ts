import type { TicketClass } from '../line/lanes.ts';
import type { Place } from '../queue/find-queue.ts';
import type { Refusal } from './refusal.ts';

/** Until bought places can be paid they are refused, never given away; a class without a price is an ordinary one (rule Q14). */
export function priceOf({ organisation, queue }: Place, ticketClass: TicketClass): Refusal | null {
	if (ticketClass !== 'vip' && ticketClass !== 'express') return null;
	const price = queue.classes[ticketClass]?.price;
	if (price === undefined || !organisation.settings.paid_priority) return { outcome: 'not_offered' };
	return { outcome: 'payment_needed', price };
}
