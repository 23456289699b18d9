import type { Scene } from '../../../conversation/scene/scene.ts';
import { secondsAfter } from '../../../platform/later.ts';
import { tellClient } from '../notices/tell-client.ts';
import { MAX_CALLS_KEPT, type Ticket } from '../ticket/model.ts';
import { idsOf, updateTicket } from '../ticket/transition.ts';
import { callFacts, watchCall } from './call-next.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';

/** Calls the ticket in hand once more: after `queue_recall_seconds`, at most `queue_max_calls` times in all (rule Q8). */
export async function recall(scene: Scene, desk: Desk): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	const { settings } = desk.organisation;
	if (ticket.status !== 'called') return { outcome: 'no_more_calls', ticket };
	if (callsHere(ticket) >= settings.queue_max_calls) return { outcome: 'no_more_calls', ticket };
	const last = ticket.calls.at(-1);
	if (last !== undefined && scene.now < secondsAfter(last.at, settings.queue_recall_seconds)) return { outcome: 'too_soon', ticket };
	const again = { at: scene.now, counter: desk.counter.id, agent: desk.agent.id, deliveredAt: null };
	const next = await updateTicket(scene, ticket, { calls: [...ticket.calls, again].slice(-MAX_CALLS_KEPT) });
	const nth = callsHere(next);
	scene.emit({ type: 'ticket.recalled', subject: { kind: 'ticket', id: next._id }, data: { ...idsOf(next), counter: next.counter, nth } });
	watchCall(scene, desk, next);
	return { outcome: 'recalled', ticket: await tellClient(scene, next, 'ticket.recalled', { ...callFacts(desk, scene.now), nth }) };
}

/** The calls since the ticket last came out of the line. */
export function callsHere(ticket: Ticket): number {
	const since = ticket.history.findLast(({ to }) => to === 'called')?.at ?? new Date(0);
	return ticket.calls.filter(({ at }) => at >= since).length;
}
