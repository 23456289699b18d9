import type { Scene } from '../../../conversation/scene/scene.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';

/** The person is at the counter: the service begins, and the time it takes is counted from here. Pressed again, it is the same. */
export async function startService(scene: Scene, desk: Desk): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	if (ticket.status === 'serving') return { outcome: 'started', ticket };
	scene.cancelTimers(ticketTimers(ticket._id));
	const next = await changeStatus(scene, ticket, {
		to: 'serving',
		by: desk.by,
		cause: 'started',
		set: { startedAt: scene.now, presence: 'arrived', callable: true },
	});
	return { outcome: 'started', ticket: next };
}
