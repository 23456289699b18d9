import { z } from 'zod';
import { labelOf } from '../organisations/index.ts';
import type { BookedSlots } from './booked-slots.ts';
import { lifeOf, type Place, statusOf, type Within } from './find-queue.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import { rulesOf } from './policies.ts';
import { QUEUE_STATUSES } from './queue-model.ts';
import { type LineEntry, lineEntrySchema, MOST_SHOWN, showInLine, ticketsById } from './show-line.ts';
import { labelSchema } from './show-ticket.ts';

export const waitSchema = z.object({ low: z.int(), high: z.int() }).nullable().describe('Minutes; null while unknown');

export const queueSchema = z.object({
	id: z.string(),
	label: labelSchema,
	branch: z.string(),
	prefix: z.string(),
	status: z.enum(QUEUE_STATUSES),
	reason: z.string().nullable(),
	waiting: z.int(),
	counters: z.int().describe('Counters that are really calling'),
	capacity: z.int(),
	policy: z.enum(['arrival', 'balanced', 'appointments_first']),
	policy_bounds: z
		.object({ ratio: z.int(), max_passed: z.int() })
		.describe('What the words of the policy (`queues.policy_…`) are filled with'),
	wait: waitSchema.describe('For someone who joins now'),
});
export type QueueView = z.output<typeof queueSchema>;

export const queueDetailSchema = queueSchema.extend({ line: z.array(lineEntrySchema) });

/** A queue as the staff see it. */
export async function showQueue(within: Within, place: Place, booked: BookedSlots): Promise<{ view: QueueView; forecast: Forecast }> {
	const { organisation, queue } = place;
	const forecast = await forecastOf(within, place, booked);
	const rules = rulesOf(queue, organisation.settings);
	const { status, reason } = statusOf(await lifeOf(within, queue.id), organisation, within.now);
	const view: QueueView = {
		id: queue.id,
		label: labelOf(queue.names),
		branch: queue.branch,
		prefix: queue.prefix,
		status,
		reason,
		waiting: forecast.waiting,
		counters: forecast.counters,
		capacity: queue.capacity,
		policy: queue.policy,
		policy_bounds: { ratio: rules.ratio, max_passed: rules.maxPassed },
		wait: forecast.joining({ lane: 'normal', from: within.now.getTime(), service: queue.services[0] ?? '' }).wait,
	};
	return { view, forecast };
}

/** The first of a line, in the order in which they would be called. */
export async function showLine(within: Within, { organisation }: Place, forecast: Forecast): Promise<LineEntry[]> {
	const first = forecast.ordered.slice(0, MOST_SHOWN);
	const tickets = await ticketsById(
		within,
		first.map(({ ticket }) => ticket.id),
	);
	return tickets.map((ticket) =>
		showInLine(organisation, ticket, first.find((one) => one.ticket.id === ticket._id)?.why ?? null, within.now),
	);
}
