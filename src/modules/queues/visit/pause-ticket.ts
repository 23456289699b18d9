import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { freeCounter } from '../counter/desk.ts';
import { holdTicket } from '../ticket/hold-ticket.ts';
import type { Ticket } from '../ticket/model.ts';
import { newPlace } from '../ticket/new-place.ts';

/** The owner of a ticket steps aside for a while; the place is kept, others go first. */
export async function pauseTicket(scene: Scene, ticket: Ticket, options: { by: Actor; minutes: number }): Promise<Ticket> {
	await freeCounter(scene, ticket.hand, ticket._id);
	return holdTicket(scene, ticket, { ...options, cause: 'paused', lane: ticket.lane, set: newPlace(ticket) });
}
