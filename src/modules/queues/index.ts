import { defineModule, type Module } from '../module.ts';
import { queueCommands } from './commands.ts';
import { queueJobs } from './jobs.ts';
import { type QueuesContext, queueModuleRoutes } from './routes.ts';
import { queueSubscribers } from './subscribers.ts';
import { timers } from './timers.ts';

export { NO_BOOKINGS } from './estimate/booked-slots.ts';
export { issueTicket, type TicketWish } from './join/issue-ticket.ts';
export type { Client, Ticket } from './ticket/model.ts';
export { runReplay } from './day/replay-cli.ts';

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
