import type { Language } from '../../../conversation/contacts/contact.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { fold } from '../../../platform/fold.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { closeAtHour } from '../day/close-line.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { forecastOf } from '../estimate/forecast.ts';
import { laneOf, type Priority, type TicketClass } from '../line/lanes.ts';
import { type Place, placeOf, queueFor, serviceOf } from '../queue/find-queue.ts';
import { localDay } from '../queue/opening.ts';
import type { Standing } from '../ticket/facts.ts';
import { type Client, type JoinedBy, type Ticket, TicketModel } from '../ticket/model.ts';
import { idsOf } from '../ticket/transition.ts';
import { blankVisit } from './blank-visit.ts';
import { carriedTicket, useCarried } from './carried-place.ts';
import { closedFor } from './closed-for.ts';
import { limitOf, liveTicketOf } from './join-limits.ts';
import { paperKeyFor } from './paper-key.ts';
import { priceOf } from './price-of.ts';
import type { Refusal } from './refusal.ts';
import { hasRoom } from './room.ts';
import { ticketNumber } from './ticket-number.ts';

const MAX_NAME = 60;

export interface TicketWish {
	branch: string;
	service: string;
	/** When unset, the queue of the branch where people wait for the service. */
	queue?: string | undefined;
	client: Client | null;
	/** For whom, when not for the client: a name. */
	forName?: string | undefined;
	name?: string | null | undefined;
	phone?: string | null | undefined;
	language: Language;
	joinedBy: JoinedBy;
	class: TicketClass;
	priority?: Priority | null | undefined;
	/** Of an appointment: its time, from which it waits (rule Q4). */
	bookedAt?: Date | undefined;
	travelMinutes?: number | null | undefined;
	/** Has shown that they are in the room. */
	here?: boolean | undefined;
	/** The number of a ticket whose place closing took: it stands first again. */
	carry?: string | undefined;
	by: Actor;
}

export type Issued = { outcome: 'joined'; ticket: Ticket; standing: Standing } | { outcome: 'already'; ticket: Ticket } | Refusal;

/**
 * Gives a ticket, or says why not. Whoever comes by chat, by SMS or to the counter gets the next number of the same series and stands in
 * the same order. A person with a live ticket for the service keeps that one (rule Q13). Bought classes are refused until they can be
 * paid (rule Q14). An appointment is neither turned away by capacity nor by the hour (rule Q4).
 */
export async function issueTicket(scene: Scene, booked: BookedSlots, wish: TicketWish): Promise<Issued> {
	const place = await placeFor(scene.org, wish);
	if (place === null) return { outcome: 'not_offered' };
	const unpaid = priceOf(place, wish.class);
	if (unpaid !== null) return unpaid;
	const holder = wish.forName === undefined ? 'self' : fold(wish.forName).slice(0, MAX_NAME) || 'other';
	const staff = wish.joinedBy === 'counter' || wish.joinedBy === 'appointment';
	if (wish.client !== null) {
		const known = await liveTicketOf(scene, wish.client, wish.service, holder);
		if (known !== null) return { outcome: 'already', ticket: known };
		const tooMany = staff ? null : await limitOf(scene, place, wish.client, holder);
		if (tooMany !== null) return tooMany;
	}
	const forecast = await forecastOf(scene, place, booked);
	const lane = laneOf(wish.class, wish.priority ?? null);
	const carried = await carriedTicket(scene, place, wish);
	const effectiveFrom = carried?.effectiveFrom ?? wish.bookedAt ?? scene.now;
	const standing = forecast.joining({ lane, from: effectiveFrom.getTime(), service: wish.service });
	if (wish.class !== 'appointment') {
		const closed = closedFor(scene, place, forecast, { service: wish.service, high: standing.wait?.high ?? 0 });
		if (closed !== null) return closed;
		if (!(await hasRoom(scene, place, forecast.waiting))) return { outcome: 'full', count: forecast.waiting };
	}
	const { organisation, queue, branch } = place;
	const day = localDay(scene.now, organisation.timezone);
	const here = wish.joinedBy === 'counter' || wish.here === true;
	const ticket: Ticket = {
		_id: scene.newId(),
		org: scene.org,
		branch: branch.id,
		queue: queue.id,
		service: wish.service,
		number: await ticketNumber(scene, place),
		day,
		client: wish.client,
		holder,
		name: tidy(wish.forName ?? wish.name),
		phone: wish.phone ?? null,
		paperKey: paperKeyFor(wish.client),
		language: wish.language,
		joinedBy: wish.joinedBy,
		class: wish.class,
		priority: wish.priority ?? null,
		lane,
		bookedAt: wish.bookedAt ?? null,
		joinedAt: scene.now,
		effectiveFrom,
		queuedAt: scene.now,
		status: 'waiting',
		live: true,
		callable: here || wish.joinedBy === 'appointment' || queue.presence === 'none',
		presence: here || wish.joinedBy === 'appointment' ? 'arrived' : 'joined',
		travelMinutes: wish.travelMinutes ?? null,
		...blankVisit(),
		promised: standing.wait === null ? [] : [{ at: scene.now, ...standing.wait }],
		told: { almost: false, ahead: standing.ahead },
		carriedFrom: carried?._id ?? null,
		history: [
			{ from: null, to: 'waiting', actor: { kind: wish.by.kind, id: wish.by.id }, cause: `joined_by_${wish.joinedBy}`, at: scene.now },
		],
		updatedAt: scene.now,
	};
	scene.insert(TicketModel, ticket);
	if (carried !== null) await useCarried(scene, carried, ticket._id);
	// Those who came before have set it.
	if (forecast.waiting === 0) closeAtHour(scene, place);
	scene.emit({
		type: 'ticket.joined',
		subject: { kind: 'ticket', id: ticket._id },
		data: {
			...idsOf(ticket),
			lane,
			joined_by: ticket.joinedBy,
			effective_from: effectiveFrom,
			callable: ticket.callable,
			ahead: standing.ahead,
			wait: standing.wait,
			carried: carried !== null,
		},
	});
	return { outcome: 'joined', ticket, standing };
}

async function placeFor(org: string, wish: TicketWish): Promise<Place | null> {
	const organisation = await getOrganisation(org);
	const queue =
		wish.queue === undefined
			? queueFor(organisation, wish.branch, wish.service)
			: organisation.queues.find(({ id, services }) => id === wish.queue && services.includes(wish.service));
	if (queue === undefined || queue.branch !== wish.branch) return null;
	const ways = serviceOf(organisation, wish.service)?.ways ?? [];
	if (!ways.includes('queue') && wish.class !== 'appointment') return null;
	return placeOf(org, queue.id);
}

function tidy(name: string | null | undefined): string | null {
	const text = name?.trim().slice(0, MAX_NAME);
	return text === undefined || text === '' ? null : text;
}
