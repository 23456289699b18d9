import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import type { Ticket } from './model.ts';
import { KINDS, ticketTimers } from './timer-keys.ts';
import { changeStatus, type TicketChanges } from './transition.ts';

/** Sets a ticket aside for some minutes; it comes back into the lane it is given by itself. */
export async function holdTicket(
	scene: Scene,
	ticket: Ticket,
	{ by, cause, minutes, lane, set }: { by: Actor; cause: string; minutes: number; lane: Ticket['lane']; set?: TicketChanges },
): Promise<Ticket> {
	const heldUntil = minutesAfter(scene.now, minutes);
	scene.cancelTimers(ticketTimers(ticket._id));
	scene.setTimer({ key: `${ticketTimers(ticket._id)}hold`, kind: KINDS.holdOver, fireAt: heldUntil, data: { ticket: ticket._id } });
	return changeStatus(scene, ticket, { to: 'on_hold', by, cause, set: { ...set, heldUntil, lane } });
}
