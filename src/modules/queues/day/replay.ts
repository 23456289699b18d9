import { isDeepStrictEqual } from 'node:util';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { StoredEvent } from '../../../platform/events/event.ts';
import { EventModel } from '../../../platform/events/model.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { CLASSES, PRIORITIES } from '../line/lanes.ts';
import { MAX_CALLS_KEPT, type Ticket, TicketModel } from '../ticket/model.ts';
import { SENT_ON, STATUSES } from '../ticket/statuses.ts';

/** What the events tell of a ticket. */
export type Replayed = Pick<
	Ticket,
	| 'number'
	| 'class'
	| 'priority'
	| 'status'
	| 'live'
	| 'effectiveFrom'
	| 'queuedAt'
	| 'calledAt'
	| 'startedAt'
	| 'servedAt'
	| 'endedAt'
	| 'counter'
	| 'agent'
> & { calls: number };

export interface Difference {
	number: string;
	field: string;
	events: unknown;
	stored: unknown;
}

const TYPES = ['ticket.joined', 'ticket.status_changed', 'ticket.recalled', 'ticket.moved'];
/** The night ends a day's tickets after midnight. */
const DAYS_READ = 2;

const joined = z.object({ number: z.string(), class: z.enum(CLASSES), priority: z.enum(PRIORITIES).nullable(), effective_from: z.date() });
const moved = z.object({
	to: z.enum(STATUSES),
	cause: z.string(),
	live: z.boolean(),
	counter: z.string().nullable(),
	agent: z.string().nullable(),
});
const shifted = z.object({ live: z.boolean().optional(), effective_from: z.date().optional() });

/** Rebuilds a queue's local day from the event log alone and compares it with the tickets as they are stored. */
export async function replayDay(
	org: string,
	queue: string,
	day: string,
): Promise<{ events: number; tickets: number; differences: Difference[] }> {
	const { timezone } = await getOrganisation(org);
	const from = DateTime.fromISO(day, { zone: timezone }).startOf('day');
	const events = await EventModel.find({
		org,
		type: { $in: TYPES },
		at: { $gte: from.toJSDate(), $lt: from.plus({ days: DAYS_READ }).toJSDate() },
		'data.queue': queue,
		'data.day': day,
	})
		.sort({ at: 1, _id: 1 })
		.lean();
	const rebuilt = rebuild(events);
	const stored = await TicketModel.find({ org, queue, day }).lean();
	return { events: events.length, tickets: stored.length, differences: compare(rebuilt, stored) };
}

/** The tickets that these events, in order, make; by id. */
function rebuild(events: readonly StoredEvent[]): Map<string, Replayed> {
	const tickets = new Map<string, Replayed>();
	for (const event of events) {
		const known = tickets.get(event.subject.id);
		if (event.type === 'ticket.joined') tickets.set(event.subject.id, begin(event));
		else if (known !== undefined) Object.assign(known, changeOf(event, known));
	}
	return tickets;
}

function begin({ at, data }: StoredEvent): Replayed {
	const { number, priority, effective_from: effectiveFrom, class: ticketClass } = joined.parse(data);
	const nothingYet = { calledAt: null, startedAt: null, servedAt: null, endedAt: null, counter: null, agent: null, calls: 0 };
	return { number, class: ticketClass, priority, status: 'waiting', live: true, effectiveFrom, queuedAt: at, ...nothingYet };
}

function changeOf({ type, at, data }: StoredEvent, ticket: Replayed): Partial<Replayed> {
	if (type === 'ticket.recalled') return { calls: oneMore(ticket.calls) };
	if (type === 'ticket.moved') {
		const { live, effective_from: effectiveFrom } = shifted.parse(data);
		return { ...(live === undefined ? {} : { live }), ...(effectiveFrom === undefined ? {} : { effectiveFrom }) };
	}
	const { to, cause, live, counter, agent } = moved.parse(data);
	const open = ['waiting', 'called', 'serving', 'on_hold'].includes(to);
	return {
		status: to,
		live,
		counter,
		agent,
		calls: oneMore(ticket.calls, to === 'called'),
		endedAt: open ? null : at,
		...(to === 'called' ? { calledAt: ticket.calledAt ?? at } : {}),
		...(to === 'serving' ? { startedAt: at } : {}),
		...(cause === SENT_ON ? { startedAt: null } : {}),
		...(to === 'served' && cause !== 'forgotten' ? { servedAt: at } : {}),
	};
}

/** A ticket keeps its last calls only. */
function oneMore(calls: number, called = true): number {
	return Math.min(calls + (called ? 1 : 0), MAX_CALLS_KEPT);
}

function compare(rebuilt: ReadonlyMap<string, Replayed>, stored: readonly Ticket[]): Difference[] {
	const differences: Difference[] = [];
	for (const ticket of stored) {
		const replayed = rebuilt.get(ticket._id);
		if (replayed === undefined) differences.push({ number: ticket.number, field: 'ticket', events: null, stored: ticket._id });
		else {
			for (const [field, events] of Object.entries(replayed)) {
				const value = field === 'calls' ? ticket.calls.length : Reflect.get(ticket, field);
				if (!isDeepStrictEqual(events, value)) differences.push({ number: ticket.number, field, events, stored: value });
			}
		}
	}
	const known = new Set(stored.map(({ _id }) => _id));
	for (const [id, { number }] of rebuilt) if (!known.has(id)) differences.push({ number, field: 'ticket', events: id, stored: null });
	return differences;
}
