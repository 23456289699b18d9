import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import type { Organisation } from '../../organisations/index.ts';
import type { CounterSession } from '../counter/model.ts';
import { ticketsById } from '../ticket/find-ticket.ts';
import type { Ticket } from '../ticket/model.ts';
import { KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { idsOf, type TicketChanges, updateTicket } from '../ticket/transition.ts';
import { laneOf } from './lanes.ts';
import type { InLine } from './line-of.ts';

/*
 * A place that is kept at one counter (rule Q12): that counter calls it next, no other does. When the counter closes, pauses or is silent
 * the ticket stands in its line again, where the wait it earned puts it.
 */

/** What a ticket is whose place is kept nowhere any more. */
export function inOwnLane({ class: ticketClass, priority }: Pick<Ticket, 'class' | 'priority'>): Pick<Ticket, 'lane'> & TicketChanges {
	return { lane: laneOf(ticketClass, priority), reservedFor: null };
}

/** Looks after a kept place once it has been given: nobody waits for a counter that is not there. */
export function watchKept(scene: Scene, { settings }: Organisation, ticket: string, counter: string): void {
	scene.setTimer({
		key: `${ticketTimers(ticket)}kept`,
		kind: KINDS.keptOver,
		fireAt: minutesAfter(scene.now, settings.queue_called_lease_minutes),
		data: { ticket, counter },
	});
}

/** The tickets whose place is kept at a counter, those on hold too; its row may name some that have gone. */
export async function keptTickets(scene: Scene, { counter, reserved = [] }: CounterSession): Promise<Ticket[]> {
	if (reserved.length === 0) return [];
	const tickets = await ticketsById(scene.reads, [...new Set(reserved)]);
	return tickets.filter(
		({ status, lane, reservedFor }) => lane === 'reserved' && reservedFor === counter && (status === 'waiting' || status === 'on_hold'),
	);
}

/** Whoever a counter calls before all others, as it stands in its line; null: nobody. */
export function firstKept(tickets: readonly Ticket[]): InLine | null {
	const ticket = tickets.find(({ status }) => status === 'waiting');
	if (ticket === undefined) return null;
	const { _id: id, queue, service, lane, callable, effectiveFrom, queuedAt } = ticket;
	return { id, queue, service, lane, callable, from: effectiveFrom.getTime(), queuedAt: queuedAt.getTime() };
}

/** Lets all the places go that a counter keeps. `session` is changed, as it will be stored. */
export async function letKeptGo(scene: Scene, session: CounterSession): Promise<void> {
	for (const ticket of await keptTickets(scene, session)) await letGo(scene, ticket);
	session.reserved = [];
}

/** Puts a ticket whose place was kept into its line, where its wait puts it. */
export async function letGo(scene: Scene, ticket: Ticket): Promise<void> {
	const next = await updateTicket(scene, ticket, inOwnLane(ticket));
	scene.emit({
		type: 'ticket.moved',
		subject: { kind: 'ticket', id: ticket._id },
		data: { ...idsOf(next), cause: 'counter_away', lane: next.lane },
	});
}
