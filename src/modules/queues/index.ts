import { defineModule, type Module } from '../module.ts';
import { queueCommands } from './commands.ts';
import { queueJobs } from './jobs.ts';
import { type QueuesContext, queueModuleRoutes } from './routes.ts';
import { queueSubscribers } from './subscribers.ts';
import { counterData } from './ticket/counter-data.ts';
import { personalData } from './ticket/personal-data.ts';
import { timers } from './timers.ts';

export { runReplay } from './day/replay-cli.ts';
export { NO_BOOKINGS } from './estimate/booked-slots.ts';
export { issueTicket, type TicketWish } from './join/issue-ticket.ts';
export type { Client, Ticket } from './ticket/model.ts';

/**
 * Lines at branches: tickets, who is next, counters, and what people hear of their turn. Beside the rooms of every module:
 *
 * | folder | holds |
 * | --- | --- |
 * | `ticket` | a ticket, its statuses and what is told of it |
 * | `join` | how one is given: limits, capacity, number, carried places, paper |
 * | `visit` | what its owner does meanwhile: comes, steps aside, slides back, leaves, rates |
 * | `line` | lanes and policies: who is next |
 * | `queue` | a queue's life, its hours, and how it stands |
 * | `counter` | the keys of a counter and what it shows |
 * | `estimate` | how long a wait is, by playing the line |
 * | `notices` | what is told, and when |
 * | `display` | the board in the room |
 * | `day` | closing, the night, figures and the replay |
 */
export function queuesModule(context: QueuesContext): Module {
	return defineModule({
		name: 'queues',
		commands: queueCommands(context.booked),
		routes: queueModuleRoutes(context),
		timers,
		jobs: queueJobs(context),
		subscribers: queueSubscribers(context),
		personalData,
		counterData,
	});
}
