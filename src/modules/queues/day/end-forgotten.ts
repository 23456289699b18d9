import type { Scene } from '../../../conversation/scene/scene.ts';
import { QUEUES } from '../actors.ts';
import { freeCounter } from '../counter/desk.ts';
import type { Ticket } from '../ticket/model.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';

/** Ends a ticket that nobody will end any more: who was being served has been served, when nobody knows. */
export async function endForgotten(scene: Scene, ticket: Ticket, cause = 'forgotten'): Promise<Ticket> {
	scene.cancelTimers(ticketTimers(ticket._id));
	await freeCounter(scene, ticket.hand, ticket._id);
	if (ticket.status === 'serving') return changeStatus(scene, ticket, { to: 'served', by: QUEUES, cause: 'forgotten' });
	return changeStatus(scene, ticket, { to: 'expired', by: QUEUES, cause });
}
