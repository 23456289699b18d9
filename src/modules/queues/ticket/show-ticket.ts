import { z } from 'zod';
import { secondsAfter } from '../../../platform/later.ts';
import { labelOf, type Organisation } from '../../organisations/index.ts';
import { noShowAt } from '../counter/mark-no-show.ts';
import { callsHere } from '../counter/recall.ts';
import { CLASSES, LANES, PRIORITIES } from '../line/lanes.ts';
import { serviceOf } from '../queue/find-queue.ts';
import { JOINED_BY, PRESENCES, type Ticket } from './model.ts';
import { IN_HAND, STATUSES } from './statuses.ts';

export const labelSchema = z.object({ fr: z.string(), en: z.string(), wo: z.string() });
export const moment = z.string().nullable();

const MINUTE_MS = 60_000;

/** A ticket as the staff see it. */
export const staffTicketSchema = z.object({
	id: z.string(),
	number: z.string(),
	status: z.enum(STATUSES),
	class: z.enum(CLASSES),
	priority: z.enum(PRIORITIES).nullable(),
	lane: z.enum(LANES),
	queue: z.string(),
	service: z.string(),
	service_label: labelSchema,
	name: z.string().nullable().describe('Asked for at the counter, so that a number cannot be sold'),
	phone: z.string().nullable().describe('Only of the ticket in hand'),
	language: z.enum(['fr', 'en', 'wo']).describe('What the person reads, or said at the counter'),
	joined_by: z.enum(JOINED_BY),
	joined_at: z.string(),
	waiting_since: z.string(),
	waited_minutes: z.int(),
	booked_at: moment,
	called_at: moment,
	started_at: moment,
	ended_at: moment,
	presence: z.enum(PRESENCES),
	calls: z.array(z.object({ at: z.string(), counter: z.string(), agent: z.string(), delivered: z.boolean().nullable() })),
	can: z.object({
		recall: z.boolean(),
		recall_at: moment,
		no_show: z.boolean(),
		no_show_at: moment,
		start: z.boolean(),
		served: z.boolean(),
		hold: z.boolean(),
		transfer: z.boolean(),
	}),
	for_proxy: z.boolean(),
	transferred_from: z.string().nullable(),
	reserved_for: z.string().nullable().describe('The counter that calls it next; no other does'),
	carried: z.boolean(),
	return_by: moment,
	version: z.int(),
});
export type StaffTicket = z.output<typeof staffTicketSchema>;

/** A ticket as the staff's API shows it. */
export function showTicket(organisation: Organisation, ticket: Ticket, now: Date): StaffTicket {
	return {
		id: ticket._id,
		number: ticket.number,
		status: ticket.status,
		class: ticket.class,
		priority: ticket.priority,
		lane: ticket.lane,
		queue: ticket.queue,
		service: ticket.service,
		service_label: staffServiceLabel(organisation, ticket.service),
		name: ticket.name,
		phone: IN_HAND.includes(ticket.status) ? ticket.phone : null,
		language: ticket.language,
		joined_by: ticket.joinedBy,
		joined_at: ticket.joinedAt.toISOString(),
		waiting_since: ticket.effectiveFrom.toISOString(),
		waited_minutes: minutesWaited(ticket, now),
		booked_at: iso(ticket.bookedAt),
		called_at: iso(ticket.calledAt),
		started_at: iso(ticket.startedAt),
		ended_at: iso(ticket.endedAt),
		presence: ticket.presence,
		calls: ticket.calls.map(({ at, counter, agent, deliveredAt }) => ({
			at: at.toISOString(),
			counter,
			agent,
			delivered: ticket.client === null ? null : deliveredAt !== null,
		})),
		can: allowed(organisation, ticket, now),
		for_proxy: ticket.joinedBy === 'proxy',
		transferred_from: ticket.transferredFrom,
		reserved_for: ticket.reservedFor ?? null,
		carried: ticket.carriedFrom !== null,
		return_by: iso(ticket.returnBy),
		version: ticket.version,
	};
}

/** The staff need it to do their work; it never leaves their screen (rule Q15). */
export function staffServiceLabel(organisation: Organisation, id: string): z.output<typeof labelSchema> {
	const service = serviceOf(organisation, id);
	return service === undefined ? { fr: id, en: id, wo: id } : labelOf(service.names);
}

/** Minutes of wait so far, or until the first call. An appointment waits from its time. */
export function minutesWaited(ticket: Pick<Ticket, 'effectiveFrom' | 'joinedAt' | 'calledAt' | 'bookedAt'>, now: Date): number {
	const from = ticket.bookedAt ?? ticket.joinedAt;
	return Math.max(0, Math.floor(((ticket.calledAt ?? now).getTime() - from.getTime()) / MINUTE_MS));
}

function allowed(organisation: Organisation, ticket: Ticket, now: Date): StaffTicket['can'] {
	const { settings } = organisation;
	const called = ticket.status === 'called';
	const inHand = IN_HAND.includes(ticket.status);
	const last = ticket.calls.at(-1);
	const more = called && callsHere(ticket) < settings.queue_max_calls && last !== undefined;
	const recallAt = more ? secondsAfter(last.at, settings.queue_recall_seconds) : null;
	const absentAt = called ? noShowAt(ticket, organisation) : null;
	return {
		recall: recallAt !== null && recallAt <= now,
		recall_at: iso(recallAt),
		no_show: absentAt !== null && absentAt <= now,
		no_show_at: iso(absentAt),
		start: called,
		served: inHand,
		hold: inHand,
		transfer: inHand,
	};
}

/** A moment of the API, or null. */
export function iso(at: Date | null): string | null {
	return at === null ? null : at.toISOString();
}
