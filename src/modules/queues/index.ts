import { defineModule, type Module } from '../module.ts';
import { queueCommands } from './commands.ts';
import { queueJobs } from './jobs.ts';
import { type QueuesContext, queueModuleRoutes } from './routes.ts';
import { queueSubscribers } from './subscribers.ts';
import { timers } from './timers.ts';

export { type BookedSlot, type BookedSlots, NO_BOOKINGS } from './booked-slots.ts';
export { findTicket } from './find-ticket.ts';
export { type Issued, issueTicket, type TicketWish } from './issue-ticket.ts';
export { CLASSES, PRIORITIES, type Priority, type TicketClass } from './lanes.ts';
export { leaveQueue } from './leave-queue.ts';
export type { Client, Ticket } from './model.ts';
export { closesAt, isBranchOpen, localDay, opensAt, type Span, spansOf } from './opening.ts';
export { runReplay } from './replay-cli.ts';
export { STATUSES, type Status } from './statuses.ts';

/** Lines at branches: tickets, who is next, counters, and what people hear of their turn. */
export function queuesModule(context: QueuesContext): Module {
	return defineModule({
		name: 'queues',
		commands: queueCommands(context.booked),
		routes: queueModuleRoutes(context),
		timers,
		jobs: queueJobs(context),
		subscribers: queueSubscribers(context),
	});
}
