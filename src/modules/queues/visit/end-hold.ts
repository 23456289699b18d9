import type { Scene } from '../../../conversation/scene/scene.ts';
import { TIMER } from '../actors.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { resumeTicket } from './return-ticket.ts';

/** Whoever stepped aside is in the line again, where the hold put them. */
export async function endHold(scene: Scene, { ticket: id }: { ticket: string }): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.status !== 'on_hold') return;
	await resumeTicket(scene, ticket, { by: TIMER, cause: 'hold_over' });
}
