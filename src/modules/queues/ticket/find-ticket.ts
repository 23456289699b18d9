import type { ClientSession } from 'mongoose';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { rowById } from '../../../platform/mongo/row-by-id.ts';
import { rowsOf } from '../../../platform/mongo/rows-of.ts';
import { type Client, type Ticket, TicketModel } from './model.ts';

/** Choices a person is offered at once: WhatsApp's longest list. */
const MAX_ITEMS = 10;
/** A person's last tickets, live or rated, are among so many (rule Q13 bounds a day to fewer). */
const LATEST = 30;

const ticketRows = rowsOf(TicketModel);

/** The organisation's ticket with this id, or null. */
export const findTicket = rowById<Ticket>((filter, options) => ticketRows().find(filter, options).toArray());

/** These tickets, in the order of the ids. */
export async function ticketsById(within: { org: string; db?: ClientSession }, ids: readonly string[]): Promise<Ticket[]> {
	const rows = await TicketModel.find({ org: within.org, _id: { $in: [...ids] } })
		.session(within.db ?? null)
		.lean();
	const byId = new Map(rows.map((row) => [row._id, row]));
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** A person's latest tickets at everything the number serves, newest first. */
export async function ticketsOf(client: Client, db?: ClientSession): Promise<Ticket[]> {
	return TicketModel.find({ 'client.org': client.org, 'client.contact': client.contact })
		.setOptions(ACROSS_ORGANISATIONS)
		.sort({ _id: -1 })
		.limit(LATEST)
		.session(db ?? null)
		.lean();
}

/** Their own ticket by its id or by its number (`A045`), else null. */
function named(tickets: readonly Ticket[], reference: string): Ticket | null {
	const text = reference.trim();
	return tickets.find(({ _id, number }) => _id === text || number === text.toUpperCase().replace(/\s+/g, '')) ?? null;
}

export type Picked = { kind: 'one'; ticket: Ticket } | { kind: 'none' } | { kind: 'several'; tickets: Ticket[] };

/** Which of a person's tickets is meant: the one named, when it is theirs; else the only one that fits. */
export function pick(tickets: readonly Ticket[], reference: string | null | undefined, fits: (ticket: Ticket) => boolean): Picked {
	if (reference != null && reference !== '') {
		const ticket = named(tickets, reference);
		return ticket === null ? { kind: 'none' } : { kind: 'one', ticket };
	}
	const fitting = tickets.filter(fits).slice(0, MAX_ITEMS);
	const [only] = fitting;
	if (only === undefined) return { kind: 'none' };
	return fitting.length === 1 ? { kind: 'one', ticket: only } : { kind: 'several', tickets: fitting };
}
