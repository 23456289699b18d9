import type { CommandResult } from '../../../conversation/command.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { forecastOf } from '../estimate/forecast.ts';
import { findPlace } from '../queue/find-queue.ts';
import { type Standing, ticketFacts } from '../ticket/facts.ts';
import { MAX_PROMISES, type Ticket } from '../ticket/model.ts';
import { updateTicket } from '../ticket/transition.ts';

/** An outcome about a ticket, with its facts. They are remembered as told: news are of what changes after that (rule Q5). */
export async function told(visited: Scene, booked: BookedSlots, outcome: string, ticket: Ticket): Promise<CommandResult> {
	const standing = await standingOf(visited, booked, ticket);
	return { outcome, data: await ticketFacts(visited, await remember(visited, ticket, standing), standing) };
}

async function standingOf(visited: Scene, booked: BookedSlots, ticket: Ticket): Promise<Standing | null> {
	if (ticket.status !== 'waiting') return null;
	const place = await findPlace(visited.org, ticket.queue);
	// The queue has been taken away, and the ticket is about to end.
	if (place === null) return null;
	return (await forecastOf(visited, place, booked)).of(ticket._id);
}

/** Keeps what is said now: the range, to see afterwards whether it was right (rule Q6). */
async function remember(visited: Scene, ticket: Ticket, standing: Standing | null): Promise<Ticket> {
	if (standing === null) return ticket;
	const { wait, ahead } = standing;
	const promised =
		wait === null || ticket.promised.length >= MAX_PROMISES ? ticket.promised : [...ticket.promised, { at: visited.now, ...wait }];
	return updateTicket(visited, ticket, { promised, told: { ...ticket.told, ahead } });
}
