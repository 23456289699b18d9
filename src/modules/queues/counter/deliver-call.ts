import type { Scene } from '../../../conversation/scene/scene.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { idsOf, updateTicket } from '../ticket/transition.ts';

/** The message of a call reached the client's phone at `at`: from now on it counts as a call (rule Q8). */
export async function deliverCall(scene: Scene, id: string, at: Date): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.status !== 'called') return;
	const calls = ticket.calls.map((call) => (call.deliveredAt === null && call.at <= at ? { ...call, deliveredAt: at } : call));
	if (calls.every((call, i) => call.deliveredAt === ticket.calls[i]?.deliveredAt)) return;
	const next = await updateTicket(scene, ticket, { calls });
	scene.emit({ type: 'ticket.reached', subject: { kind: 'ticket', id }, data: { ...idsOf(next), counter: next.counter } });
}
