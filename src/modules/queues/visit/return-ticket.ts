import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { lifeOf } from '../queue/queue-life.ts';
import type { Ticket } from '../ticket/model.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus, type TicketChanges } from '../ticket/transition.ts';

/** Whether an absent person is back in time to be next: within the minutes or within the calls, whichever lasts longer (rule Q8). */
export async function mayComeBack(scene: Scene, ticket: Ticket): Promise<boolean> {
	if (ticket.status !== 'no_show' || !ticket.live) return false;
	if (ticket.returnBy !== null && scene.now <= ticket.returnBy) return true;
	return ticket.returnUntilCall !== null && (await lifeOf(scene, ticket.queue)).calls <= ticket.returnUntilCall;
}

/** Puts a ticket at the front of its line: a counter let it go, or its owner came back in time. */
export async function comeBack(
	scene: Scene,
	ticket: Ticket,
	options: { by: Actor; cause: string } & Pick<TicketChanges, 'absences' | 'putBack' | 'presence' | 'callable'>,
): Promise<Ticket> {
	const { by, cause, ...set } = options;
	scene.cancelTimers(ticketTimers(ticket._id));
	return changeStatus(scene, ticket, {
		to: 'waiting',
		by,
		cause,
		set: { ...set, lane: 'front', live: true, endedAt: null, heldUntil: null, returnBy: null, returnUntilCall: null },
	});
}

/** Puts a ticket back where it stood: it had stepped aside of its own accord. */
export async function resumeTicket(scene: Scene, ticket: Ticket, options: { by: Actor; cause: string }): Promise<Ticket> {
	scene.cancelTimers(ticketTimers(ticket._id));
	return changeStatus(scene, ticket, { to: 'waiting', ...options, set: { heldUntil: null } });
}
