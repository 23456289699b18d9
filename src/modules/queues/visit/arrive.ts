import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { branchOf } from '../queue/find-queue.ts';
import type { Ticket } from '../ticket/model.ts';
import { idsOf, updateTicket } from '../ticket/transition.ts';
import { comeBack, mayComeBack, resumeTicket } from './return-ticket.ts';

export type Arrival = { outcome: 'arrived' | 'back' | 'already' | 'proof_needed' | 'too_late'; ticket: Ticket };

/**
 * "I am here" (rule Q9). Where the queue asks for the poster's code, the word alone is no proof. An absent person who is back in time is
 * next (`back`, rule Q8); after that a new ticket is needed (`too_late`).
 */
export async function arrive(scene: Scene, ticket: Ticket, options: { by: Actor; arrivalKey?: string | undefined }): Promise<Arrival> {
	const { by, arrivalKey } = options;
	const organisation = await getOrganisation(scene.org);
	const queue = organisation.queues.find(({ id }) => id === ticket.queue);
	const proven = arrivalKey !== undefined && arrivalKey.toUpperCase() === branchOf(organisation, ticket.branch).arrivalKey;
	if (queue?.presence === 'qr' && !proven && ticket.presence !== 'arrived') return { outcome: 'proof_needed', ticket };
	if (ticket.status === 'no_show') {
		if (!(await mayComeBack(scene, ticket))) return { outcome: 'too_late', ticket };
		return { outcome: 'back', ticket: await comeBack(scene, ticket, { by, cause: 'came_back', presence: 'arrived', callable: true }) };
	}
	if (!ticket.live) return { outcome: 'too_late', ticket };
	const present = await markPresence(scene, ticket, 'arrived');
	if (ticket.status === 'on_hold' && by.kind === 'client') {
		return { outcome: 'back', ticket: await resumeTicket(scene, present, { by, cause: 'arrived' }) };
	}
	return { outcome: ticket.presence === 'arrived' ? 'already' : 'arrived', ticket: present };
}

/** "I am on my way": told to the counter, and nothing else changes. */
export async function markPresence(scene: Scene, ticket: Ticket, presence: 'on_the_way' | 'arrived'): Promise<Ticket> {
	if (ticket.presence === presence || ticket.presence === 'arrived') return ticket;
	const callable = ticket.callable || presence === 'arrived';
	scene.emit({ type: 'ticket.moved', subject: { kind: 'ticket', id: ticket._id }, data: { ...idsOf(ticket), cause: presence, callable } });
	return updateTicket(scene, ticket, {
		presence,
		callable,
		...(callable && !ticket.callable ? { promised: stillFair(ticket, scene.now) } : {}),
	});
}

/** Whoever was not there when their turn could have come made the wait longer themselves: such a promise is not judged (rules Q6, Q9). */
function stillFair({ promised }: Ticket, now: Date): Ticket['promised'] {
	return promised.filter(({ at, low }) => now <= minutesAfter(at, low));
}
