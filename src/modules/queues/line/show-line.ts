import { z } from 'zod';
import type { Organisation } from '../../organisations/index.ts';
import type { Within } from '../queue/within.ts';
import { PRESENCES, type Ticket, TicketModel } from '../ticket/model.ts';
import { iso, labelSchema, minutesWaited, moment, staffServiceLabel } from '../ticket/show-ticket.ts';
import { STATUSES } from '../ticket/statuses.ts';
import { CLASSES, LANES, PRIORITIES } from './lanes.ts';
import type { Why } from './policy.ts';

/** A screen shows no more, and nobody reads further. */
export const MOST_SHOWN = 50;

const WHYS = ['emergency', 'reserved', 'front', 'legal', 'booked', 'paid', 'owed', 'turn', 'early'] as const satisfies readonly Why[];

/** One who waits, as the staff see them. */
export const lineEntrySchema = z.object({
	ticket: z.string(),
	number: z.string(),
	initials: z.string().nullable(),
	name: z.string().nullable(),
	queue: z.string(),
	class: z.enum(CLASSES),
	priority: z.enum(PRIORITIES).nullable(),
	lane: z.enum(LANES),
	why: z.enum(WHYS).nullable().describe('Why they come at this place; null for who is not in the line now'),
	status: z.enum(STATUSES),
	service: z.string(),
	service_label: labelSchema,
	waiting_minutes: z.int(),
	booked_at: moment,
	presence: z.enum(PRESENCES),
	callable: z.boolean(),
	return_by: moment,
	held_until: moment,
});
export type LineEntry = z.output<typeof lineEntrySchema>;

/** A ticket as it stands in the line of a counter, with why it stands there. */
export function showInLine(organisation: Organisation, ticket: Ticket, why: Why | null, now: Date): LineEntry {
	return {
		ticket: ticket._id,
		number: ticket.number,
		initials: initialsOf(ticket.name),
		name: ticket.name,
		queue: ticket.queue,
		class: ticket.class,
		priority: ticket.priority,
		lane: ticket.lane,
		why,
		status: ticket.status,
		service: ticket.service,
		service_label: staffServiceLabel(organisation, ticket.service),
		waiting_minutes: minutesWaited(ticket, now),
		booked_at: iso(ticket.bookedAt),
		presence: ticket.presence,
		callable: ticket.callable,
		return_by: iso(ticket.returnBy),
		held_until: iso(ticket.heldUntil),
	};
}

/** Live tickets of these queues that are out of the line for a moment: on hold, or absent with time to come back. */
export async function asideOf(within: Within, queues: readonly string[], status: 'on_hold' | 'no_show'): Promise<Ticket[]> {
	return TicketModel.find({ org: within.org, queue: { $in: [...queues] }, live: true, status })
		.limit(MOST_SHOWN)
		.session(within.db ?? null)
		.lean();
}

/** Who has a ticket of these queues and is not there yet, the first to join first: where presence is asked for, nobody calls them. */
export async function awayOf(within: Within, queues: readonly string[]): Promise<{ first: Ticket[]; count: number }> {
	const away = { org: within.org, queue: { $in: [...queues] }, live: true, status: 'waiting', callable: false } as const;
	const [first, count] = await Promise.all([
		TicketModel.find(away).sort({ effectiveFrom: 1, _id: 1 }).limit(MOST_SHOWN).lean(),
		TicketModel.countDocuments(away).hint('line'),
	]);
	return { first, count };
}

/** `A. D.`: enough to recognise oneself, not enough for a neighbour. */
function initialsOf(name: string | null): string | null {
	const letters = name?.match(/(?<=^|\s|-)\p{L}/gu)?.slice(0, 2) ?? [];
	return letters.length === 0 ? null : letters.map((letter) => `${letter.toUpperCase()}.`).join(' ');
}
