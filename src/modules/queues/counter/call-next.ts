import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { OutOfDate } from '../../../platform/mongo/row-changes.ts';
import { chooseNext, rememberCall } from '../line/choose-next.ts';
import { inOwnLane } from '../line/keep-place.ts';
import { tellClient } from '../notices/tell-client.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { MAX_CALLS_KEPT, type Ticket } from '../ticket/model.ts';
import { KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';
import { type Desk, type Pressed, requireOpen } from './desk.ts';
import { endService } from './end-service.ts';

/**
 * Calls whoever is next to a counter (rule Q1). The ticket's row is claimed on the condition that it still waits, the queue's on the
 * condition that nobody called meanwhile, the counter's on the condition that its hands are empty: two counters never get one ticket,
 * and a counter never has two. `finish`: the one in hand is served first, by the same press. `ticket`: this one, out of its turn; it
 * costs nobody's share and stands in the log.
 */
export async function callNext(
	scene: Scene,
	desk: Desk,
	options: { finish?: boolean | undefined; ticket?: string | undefined },
): Promise<Pressed> {
	requireOpen(desk);
	if (desk.session.ticket !== null) {
		if (options.finish !== true) throw new AppError('conflict', 'a ticket is in hand', { field: 'ticket' });
		await endService(scene, desk);
	}
	if (options.ticket !== undefined) return { outcome: 'called', ticket: await callNamed(scene, desk, options.ticket) };
	const chosen = await chooseNext(scene, desk);
	if (chosen === null) return { outcome: 'none_waiting', ticket: null };
	const { choice } = chosen;
	const ticket = await findTicket(scene.reads, choice.ticket.id);
	if (ticket?.status !== 'waiting') throw new OutOfDate('the ticket has just gone');
	rememberCall(scene, chosen);
	if (choice.overrun) {
		scene.emit({
			type: 'queue.overrun',
			subject: { kind: 'queue', id: ticket.queue },
			data: { branch: ticket.branch, number: ticket.number, booked_at: ticket.bookedAt },
		});
	}
	return { outcome: 'called', ticket: await call(scene, desk, ticket, choice.why) };
}

async function callNamed(scene: Scene, desk: Desk, id: string): Promise<Ticket> {
	const ticket = await findTicket(scene.reads, id);
	const serves =
		ticket !== null && desk.queues.some(({ queue, services }) => queue.id === ticket.queue && services.includes(ticket.service));
	if (ticket === null || !serves) throw new AppError('not_found', 'no such ticket at this counter', { field: 'ticket' });
	if (!ticket.live) throw new AppError('conflict', `the ticket is ${ticket.status}`, { field: 'ticket' });
	return call(scene, desk, ticket, 'by_hand');
}

async function call(scene: Scene, desk: Desk, ticket: Ticket, cause: string): Promise<Ticket> {
	const { counter, agent, session } = desk;
	const kept = ticket.lane === 'reserved';
	const called = await changeStatus(scene, ticket, {
		to: 'called',
		by: desk.by,
		cause,
		set: {
			...(kept ? inOwnLane(ticket) : {}),
			hand: counter.id,
			counter: counter.id,
			agent: agent.id,
			calls: [...ticket.calls, { at: scene.now, counter: counter.id, agent: agent.id, deliveredAt: null }].slice(-MAX_CALLS_KEPT),
			calledAt: ticket.calledAt ?? scene.now,
			live: true,
			endedAt: null,
			heldUntil: null,
			returnBy: null,
			returnUntilCall: null,
		},
	});
	session.ticket = called._id;
	session.lastCallAt = scene.now;
	if (session.reserved?.includes(called._id)) session.reserved = session.reserved.filter((one) => one !== called._id);
	// Nobody who waits has a timer, but who waits for one counter.
	if (ticket.status !== 'waiting' || kept) scene.cancelTimers(ticketTimers(called._id));
	watchCall(scene, desk, called);
	return tellClient(scene, called, 'ticket.called', callFacts(desk, scene.now));
}

/** When a call is useless: the notice and its buttons go with it. */
export function callFacts({ organisation }: Desk, now: Date): Record<string, unknown> {
	return { until: minutesAfter(now, organisation.settings.queue_called_lease_minutes).toISOString() };
}

/** A counter that gives no more sign of life loses the ticket it called (rule Q11). */
export function watchCall(scene: Scene, { organisation, counter }: Pick<Desk, 'organisation' | 'counter'>, ticket: Ticket): void {
	scene.setTimer({
		key: `${ticketTimers(ticket._id)}lease`,
		kind: KINDS.calledLease,
		fireAt: minutesAfter(scene.now, organisation.settings.queue_called_lease_minutes),
		data: { ticket: ticket._id, counter: counter.id },
	});
}
