import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { liveTicketOf } from '../join/join-limits.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { MAX_CALLS_KEPT, type Ticket } from '../ticket/model.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';
import { comeBack } from '../visit/return-ticket.ts';
import { watchCall } from './call-next.ts';
import { type Desk, type Pressed, requireOpen } from './desk.ts';

/**
 * Takes an absence back: the person was there after all. In hand again when the counter's hands are empty, else next. The absence is not
 * counted; the history keeps both lines (rule Q8).
 */
export async function undoNoShow(scene: Scene, desk: Desk, id: string): Promise<Pressed> {
	requireOpen(desk);
	const ticket = await findTicket(scene.reads, id);
	if (ticket === null || ticket.branch !== desk.branch.id) throw new AppError('not_found', 'no such ticket', { field: 'ticket' });
	if (ticket.status !== 'no_show') throw new AppError('conflict', `the ticket is ${ticket.status}`, { field: 'ticket' });
	await requireNoOther(scene, ticket);
	const absences = Math.max(0, ticket.absences - 1);
	if (desk.session.ticket !== null) {
		return { outcome: 'undone', ticket: await comeBack(scene, ticket, { by: desk.by, cause: 'absence_undone', absences }) };
	}
	scene.cancelTimers(ticketTimers(ticket._id));
	const back = await changeStatus(scene, ticket, {
		to: 'called',
		by: desk.by,
		cause: 'absence_undone',
		set: {
			absences,
			live: true,
			hand: desk.counter.id,
			counter: desk.counter.id,
			agent: desk.agent.id,
			calls: [...ticket.calls, { at: scene.now, counter: desk.counter.id, agent: desk.agent.id, deliveredAt: null }].slice(-MAX_CALLS_KEPT),
			endedAt: null,
			returnBy: null,
			returnUntilCall: null,
			presence: 'arrived',
			callable: true,
		},
	});
	desk.session.ticket = back._id;
	watchCall(scene, desk, back);
	return { outcome: 'undone', ticket: back };
}

/** Whoever has taken another ticket since stands in the line with that one (rule Q13). Throws `conflict`. */
async function requireNoOther(scene: Scene, { live, client, service, holder }: Ticket): Promise<void> {
	const other = live || client === null ? null : await liveTicketOf(scene, client, service, holder);
	if (other !== null) throw new AppError('conflict', `the person has ticket ${other.number} now`, { field: 'ticket' });
}
