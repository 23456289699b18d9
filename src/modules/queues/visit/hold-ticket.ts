import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../counter/call-next.ts';
import { type Desk, freeCounter, type Pressed, requireInHand } from '../counter/desk.ts';
import type { Ticket } from '../ticket/model.ts';
import { KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';

/** Long enough to fetch a copy or to have a form stamped next door. */
const HOLD_MINUTES = 15;

/** Sets the ticket in hand aside: the person fetches a paper, and is next when the time is over or the counter takes them again. */
export async function holdInHand(scene: Scene, desk: Desk, minutes: number = HOLD_MINUTES): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	desk.session.ticket = null;
	return { outcome: 'held', ticket: await hold(scene, ticket, { by: desk.by, cause: 'held', minutes, lane: 'front' }) };
}

/** The owner of a ticket steps aside for a while; the place is kept, others go first. */
export async function pauseTicket(scene: Scene, ticket: Ticket, options: { by: Actor; minutes: number }): Promise<Ticket> {
	await freeCounter(scene, ticket.hand, ticket._id);
	return hold(scene, ticket, { ...options, cause: 'paused', lane: ticket.lane });
}

async function hold(
	scene: Scene,
	ticket: Ticket,
	{ by, cause, minutes, lane }: { by: Actor; cause: string; minutes: number; lane: Ticket['lane'] },
): Promise<Ticket> {
	const heldUntil = minutesAfter(scene.now, minutes);
	scene.cancelTimers(ticketTimers(ticket._id));
	scene.setTimer({ key: `${ticketTimers(ticket._id)}hold`, kind: KINDS.holdOver, fireAt: heldUntil, data: { ticket: ticket._id } });
	return changeStatus(scene, ticket, { to: 'on_hold', by, cause, set: { heldUntil, lane } });
}
