import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { type HistoryLine, requireTransition } from '../../transitions.ts';
import { MAX_HISTORY, type Ticket, TicketModel } from './model.ts';
import { findTransition, IN_HAND, type Status } from './statuses.ts';

/** What may be written together with a change of status. */
export type TicketChanges = Partial<
	Omit<Ticket, '_id' | 'org' | 'branch' | 'queue' | 'number' | 'day' | 'status' | 'history' | 'version' | 'joinedAt'>
>;

export interface Transition {
	to: Status;
	by: Actor;
	/** A code for the history. */
	cause: string;
	set?: TicketChanges;
}

/** Ends after which nothing of a ticket can come back; an absence decides for itself. */
const FINAL: readonly Status[] = ['served', 'cancelled', 'expired', 'transferred'];

/**
 * Moves a ticket along the table of `statuses.ts`, in one conditional write on its status and version: of two counters that call it, and
 * of a call and a cancellation at once, exactly one passes (rule Q1). It is written at once when the scene's own transaction has begun,
 * for what the scene reads there next; else with what the scene gathers. Throws `conflict` when the table has no such transition or the
 * ticket has moved on, `not_allowed` when this actor may not cause it.
 */
export async function changeStatus(scene: Scene, ticket: Ticket, change: Transition): Promise<Ticket> {
	const { to, by, cause } = change;
	requireTransition(findTransition(ticket.status, to), { what: 'ticket', from: ticket.status, to, by: by.kind });
	const ends = FINAL.includes(to);
	const set: TicketChanges = {
		...(ends ? { live: false, endedAt: scene.now } : {}),
		...(IN_HAND.includes(to) ? {} : { hand: null }),
		...change.set,
	};
	const line: HistoryLine<Status> = { from: ticket.status, to, actor: { kind: by.kind, id: by.id }, cause, at: scene.now };
	const next = await write(scene, ticket, { ...set, status: to }, line);
	scene.emit({
		type: 'ticket.status_changed',
		subject: { kind: 'ticket', id: ticket._id },
		data: {
			from: ticket.status,
			to,
			cause,
			...idsOf(next),
			live: next.live,
			counter: next.counter,
			agent: next.agent,
			lane: next.lane,
		},
	});
	return next;
}

/** Writes fields without moving the status. Throws `conflict` when the ticket has moved on. */
export function updateTicket(scene: Scene, ticket: Ticket, set: TicketChanges): Promise<Ticket> {
	return write(scene, ticket, set, null);
}

/** What every event about a ticket says of it: never the service, the name or the client (rule Q15, I8). */
export function idsOf(ticket: Ticket): Record<string, unknown> {
	const { queue, branch, number, day, priority } = ticket;
	return { queue, branch, number, day, class: ticket.class, priority };
}

async function write(
	scene: Scene,
	ticket: Ticket,
	set: TicketChanges & { status?: Status },
	line: HistoryLine<Status> | null,
): Promise<Ticket> {
	const history = line === null ? ticket.history : [...ticket.history, line].slice(-MAX_HISTORY);
	const $set = { ...set, ...(line === null ? {} : { history }), updatedAt: scene.now, version: ticket.version + 1 };
	const next: Ticket = { ...ticket, ...$set };
	const asRead = { _id: ticket._id, org: scene.org, status: ticket.status, version: ticket.version };
	if (scene.isNew(TicketModel, ticket._id)) scene.insert(TicketModel, next);
	else if (scene.reads.db === undefined || scene.isChanged(TicketModel, ticket._id))
		scene.change(TicketModel, { filter: asRead, update: { $set } });
	else {
		const { matchedCount } = await TicketModel.updateOne(asRead, { $set }, { session: scene.db });
		if (matchedCount === 0) throw new AppError('conflict', 'the ticket has just changed', { field: 'status' });
	}
	return next;
}
