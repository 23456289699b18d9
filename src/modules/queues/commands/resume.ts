import type { Command } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { resumeTicket } from '../visit/return-ticket.ts';
import { commandOnOne } from './on-one.ts';

/** `queues.resume`: back into the line before the pause is over. */
export function resumeCommand(booked: BookedSlots): Command {
	return commandOnOne(booked, 'queues.resume', ['resumed', 'not_now'], async (visited, ticket, by) =>
		ticket.status === 'on_hold'
			? { outcome: 'resumed', ticket: await resumeTicket(visited, ticket, { by, cause: 'resumed' }) }
			: { outcome: 'not_now', ticket },
	);
}
