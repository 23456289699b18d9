import type { Scene } from '../../../conversation/scene/scene.ts';
import { holdTicket } from '../ticket/hold-ticket.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';

/** Long enough to fetch a copy or to have a form stamped next door. */
const HOLD_MINUTES = 15;

/** Sets the ticket in hand aside: the person fetches a paper, and is next when the time is over or the counter takes them again. */
export async function holdInHand(scene: Scene, desk: Desk, minutes: number = HOLD_MINUTES): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	desk.session.ticket = null;
	return { outcome: 'held', ticket: await holdTicket(scene, ticket, { by: desk.by, cause: 'held', minutes, lane: 'front' }) };
}
