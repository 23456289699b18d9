import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { freeCounter } from '../counter/desk.ts';
import { tellClient } from '../notices/tell-client.ts';
import type { Ticket } from '../ticket/model.ts';
import { findTransition } from '../ticket/statuses.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';

/**
 * Gives up a place. The same conditional write decides between this and a call (rule Q1); a counter that had called it has its hands
 * free at once. `too_late`: the person is being served, or the visit is over.
 */
export async function leaveQueue(
	scene: Scene,
	ticket: Ticket,
	options: { by: Actor; cause?: string },
): Promise<{ outcome: 'left' | 'already' | 'too_late'; ticket: Ticket }> {
	if (ticket.status === 'cancelled') return { outcome: 'already', ticket };
	const { by, cause = 'left' } = options;
	const rule = findTransition(ticket.status, 'cancelled');
	if (rule === undefined || !rule.by.includes(by.kind) || !ticket.live) return { outcome: 'too_late', ticket };
	scene.cancelTimers(ticketTimers(ticket._id));
	await freeCounter(scene, ticket.hand, ticket._id);
	const left = await changeStatus(scene, ticket, { to: 'cancelled', by, cause });
	return { outcome: 'left', ticket: by.kind === 'client' ? left : await tellClient(scene, left, 'ticket.cancelled') };
}
