import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { markPresence } from '../visit/arrive.ts';
import type { Desk, Pressed } from './desk.ts';

/** The staff sees someone of the line standing there who has not said so on their phone: no proof is asked of the staff (rule Q9). */
export async function markArrived(scene: Scene, desk: Desk, id: string): Promise<Pressed> {
	const ticket = await findTicket(scene.reads, id);
	if (ticket === null || ticket.branch !== desk.branch.id) throw new AppError('not_found', 'no such ticket', { field: 'ticket' });
	if (ticket.status !== 'waiting') throw new AppError('conflict', `the ticket is ${ticket.status}`, { field: 'ticket' });
	return { outcome: 'arrived', ticket: await markPresence(scene, ticket, 'arrived') };
}
