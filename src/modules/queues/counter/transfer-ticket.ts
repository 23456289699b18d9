import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { type Counter, labelOf, type QueueRow } from '../../organisations/index.ts';
import { closeAtHour } from '../day/close-line.ts';
import { blankVisit } from '../join/blank-visit.ts';
import { paperKeyFor } from '../join/paper-key.ts';
import { ticketNumber } from '../join/ticket-number.ts';
import { inOwnLane, watchKept } from '../line/keep-place.ts';
import { tellClient } from '../notices/tell-client.ts';
import { placeOf, queueFor, required } from '../queue/find-queue.ts';
import { localDay } from '../queue/opening.ts';
import { type Ticket, TicketModel } from '../ticket/model.ts';
import { SENT_ON } from '../ticket/statuses.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus, idsOf, type TicketChanges } from '../ticket/transition.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';
import { queuesOfCounter, sessionOf } from './find-counter.ts';
import { CounterModel, type CounterSession } from './model.ts';

/** Sent from counter to counter more often, a person needs a manager, not another queue (rule Q12). */
const MOST_TRANSFERS = 4;

export interface Target {
	queue?: string | undefined;
	service?: string | undefined;
	/** The counter that keeps the place: open, in the same branch. */
	counter?: string | undefined;
}

/**
 * Sends the person in hand to another queue, service or counter. They keep since when they wait, their class and their priority, so that
 * they stand where they would stand had they joined there at once (rule Q12). A paid class is kept: it was paid. A named counter calls
 * them next; until it closes, pauses or falls silent their place is kept there.
 */
export async function transferTicket(scene: Scene, desk: Desk, target: Target): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	if (ticket.transfers >= MOST_TRANSFERS) return { outcome: 'loop', ticket };
	const keeper = target.counter === undefined ? null : await keeperOf(scene, desk, target.counter);
	if (keeper !== null && keeper.session.state !== 'open') return { outcome: 'not_open', ticket };
	const to = keeper === null ? queueOf(desk, ticket, target) : serviceAt(keeper, ticket, target);
	scene.cancelTimers(ticketTimers(ticket._id));
	desk.session.ticket = null;
	const stays = to.queue.id === ticket.queue && to.service === ticket.service;
	if (stays && keeper === null) throw new AppError('invalid_input', 'the ticket is in that queue already', { field: 'queue' });
	const place = keeper === null ? inOwnLane(ticket) : { lane: 'reserved' as const, reservedFor: keeper.counter.id };
	const next = stays ? await sendOn(scene, desk, ticket, place) : await rewrite(scene, desk, ticket, to, place);
	if (keeper !== null) {
		watchKept(scene, desk.organisation, next._id, keeper.counter.id);
		keep(scene, keeper.session, next._id);
	}
	const counter = keeper === null ? {} : { counter_label: labelOf(keeper.counter.names) };
	return {
		outcome: 'transferred',
		ticket: await tellClient(scene, next, 'ticket.transferred', {
			former_number: ticket.number,
			number_kept: stays,
			...counter,
		}),
	};
}

interface Keeper {
	counter: Counter;
	session: CounterSession;
	queues: Desk['queues'];
}

/** The counter that a person is sent to. Throws `not_found`, or `invalid_input` when it is this one. */
async function keeperOf(scene: Scene, { organisation, branch, counter: own }: Desk, id: string): Promise<Keeper> {
	const counter = required(
		branch.counters.find((one) => one.id === id),
		'counter in this branch',
		'counter',
	);
	if (id === own.id) throw new AppError('invalid_input', 'the person is at that counter already', { field: 'counter' });
	const session = await sessionOf({ ...scene.reads, now: scene.now }, branch.id, id);
	return { counter, session, queues: queuesOfCounter(organisation, branch, counter, null) };
}

interface Place {
	queue: QueueRow;
	service: string;
}

/** Where a person goes who is sent to a queue or a service. */
function queueOf({ organisation, branch }: Desk, ticket: Ticket, target: Target): Place {
	const queue = required(
		target.queue === undefined
			? queueFor(organisation, branch.id, target.service ?? ticket.service)
			: organisation.queues.find(({ id }) => id === target.queue),
		'queue',
		'queue',
	);
	const service = target.service ?? (queue.services.includes(ticket.service) ? ticket.service : queue.services[0]);
	if (service === undefined || !queue.services.includes(service))
		throw new AppError('not_found', 'no such service there', { field: 'service' });
	return { queue, service };
}

/** What a person is sent to a counter for: the same as now when it does that, else the first thing it does. */
function serviceAt({ queues }: Keeper, ticket: Ticket, target: Target): Place {
	const places = queues
		.filter(({ queue }) => target.queue === undefined || queue.id === target.queue)
		.flatMap(({ queue, services }) => services.map((service) => ({ queue, service })))
		.filter(({ service }) => target.service === undefined || service === target.service);
	return required(places.find(({ service }) => service === ticket.service) ?? places[0], 'service at that counter', 'service');
}

/** The same ticket, for the same service at another counter: the number stays. */
function sendOn(scene: Scene, { by }: Desk, ticket: Ticket, place: TicketChanges): Promise<Ticket> {
	return changeStatus(scene, ticket, {
		to: 'waiting',
		by,
		cause: SENT_ON,
		set: { ...place, ...ARRIVED, transfers: ticket.transfers + 1, startedAt: null },
	});
}

const ARRIVED = { callable: true, presence: 'arrived', told: { almost: false, ahead: null } } as const;

/** A ticket of the other queue, with a number of its series; this one is over. */
async function rewrite(
	scene: Scene,
	desk: Desk,
	ticket: Ticket,
	{ queue, service }: Place,
	place: Pick<Ticket, 'lane' | 'reservedFor'>,
): Promise<Ticket> {
	const { organisation, by } = desk;
	const left = await changeStatus(scene, ticket, { to: 'transferred', by, cause: 'transferred' });
	const there = await placeOf(scene.org, queue.id);
	const next: Ticket = {
		...left,
		...blankVisit(),
		...ARRIVED,
		...place,
		_id: scene.newId(),
		branch: queue.branch,
		queue: queue.id,
		service,
		number: await ticketNumber(scene, there),
		day: localDay(scene.now, organisation.timezone),
		queuedAt: scene.now,
		status: 'waiting',
		live: true,
		notices: left.notices,
		promised: [],
		transfers: left.transfers + 1,
		transferredFrom: left._id,
		carriedFrom: null,
		paperKey: paperKeyFor(left.client),
		history: [{ from: null, to: 'waiting', actor: { kind: by.kind, id: by.id }, cause: 'transferred', at: scene.now }],
		updatedAt: scene.now,
	};
	scene.insert(TicketModel, next);
	// Nobody may have come there by themselves today.
	closeAtHour(scene, there);
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
	return next;
}

/** Written on the condition that the other counter is as it was read: it may be closing at this moment. */
function keep(scene: Scene, { _id, org, version, reserved = [] }: CounterSession, ticket: string): void {
	scene.change(CounterModel, {
		filter: { _id, org, version },
		update: { $set: { reserved: [...reserved.filter((one) => one !== ticket), ticket], version: version + 1 } },
	});
}
