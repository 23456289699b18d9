import type { Scene } from '../../../conversation/scene/scene.ts';
import { tellClient } from '../notices/tell-client.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';

/** The person has been served. Without a `start` nobody knows how long it took: the ticket then counts in no service time (rule Q7). */
export async function endService(scene: Scene, desk: Desk): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	scene.cancelTimers(ticketTimers(ticket._id));
	const served = await changeStatus(scene, ticket, {
		to: 'served',
		by: desk.by,
		cause: 'served',
		set: { servedAt: scene.now, presence: 'arrived' },
	});
	desk.session.ticket = null;
	return { outcome: 'served', ticket: await tellClient(scene, served, 'ticket.served') };
}
