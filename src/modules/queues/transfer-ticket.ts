import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { closeAtHour } from './close-line.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';
import { placeOf, queueFor, required } from './find-queue.ts';
import { blankVisit, paperKeyFor } from './issue-ticket.ts';
import { laneOf } from './lanes.ts';
import { type Ticket, TicketModel } from './model.ts';
import { nextTicketNumber } from './next-number.ts';
import { localDay } from './opening.ts';
import { tellClient } from './tell-client.ts';
import { ticketTimers } from './timer-keys.ts';
import { changeStatus, idsOf } from './transition.ts';

/** Sent from counter to counter more often, a person needs a manager, not another queue (rule Q12). */
const MOST_TRANSFERS = 4;

export interface Target {
	queue?: string | undefined;
	service?: string | undefined;
}

/**
 * Sends the person in hand to another queue or service. The new ticket keeps since when they wait, their class and their priority, so that
 * they stand where they would stand had they joined there at once (rule Q12). A paid class is kept: it was paid.
 */
export async function transferTicket(scene: Scene, desk: Desk, target: Target): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	const { organisation, branch } = desk;
	if (ticket.transfers >= MOST_TRANSFERS) return { outcome: 'loop', ticket };
	const queue = required(
		target.queue === undefined
			? queueFor(organisation, branch.id, target.service ?? ticket.service)
			: organisation.queues.find(({ id }) => id === target.queue && organisation.slug === scene.org),
		'queue',
		'queue',
	);
	const service = target.service ?? (queue.services.includes(ticket.service) ? ticket.service : queue.services[0]);
	if (service === undefined || !queue.services.includes(service))
		throw new AppError('not_found', 'no such service there', { field: 'service' });
	if (queue.id === ticket.queue && service === ticket.service) {
		throw new AppError('invalid_input', 'the ticket is in that queue already', { field: 'queue' });
	}
	scene.cancelTimers(ticketTimers(ticket._id));
	const left = await changeStatus(scene, ticket, { to: 'transferred', by: desk.by, cause: 'transferred' });
	desk.session.ticket = null;
	const day = localDay(scene.now, organisation.timezone);
	const next: Ticket = {
		...left,
		...blankVisit(),
		_id: scene.newId(),
		branch: queue.branch,
		queue: queue.id,
		service,
		number: await nextTicketNumber({ org: scene.org, branch: queue.branch, prefix: queue.prefix, day, now: scene.now }),
		day,
		lane: laneOf(left.class, left.priority),
		queuedAt: scene.now,
		status: 'waiting',
		live: true,
		callable: true,
		presence: 'arrived',
		notices: left.notices,
		told: { almost: false, ahead: null },
		promised: [],
		transfers: left.transfers + 1,
		transferredFrom: left._id,
		carriedFrom: null,
		paperKey: paperKeyFor(left.client),
		history: [{ from: null, to: 'waiting', actor: { kind: desk.by.kind, id: desk.by.id }, cause: 'transferred', at: scene.now }],
		updatedAt: scene.now,
	};
	scene.insert(TicketModel, next);
	// Nobody may have come there by themselves today.
	closeAtHour(scene, await placeOf(scene.org, queue.id));
	scene.emit({
		type: 'ticket.joined',
		subject: { kind: 'ticket', id: next._id },
		data: {
			...idsOf(next),
			lane: next.lane,
			joined_by: 'transfer',
			effective_from: next.effectiveFrom,
			callable: true,
			from_ticket: left._id,
		},
	});
	return { outcome: 'transferred', ticket: await tellClient(scene, next, 'ticket.transferred', { former_number: left.number }) };
}
