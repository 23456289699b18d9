import { z } from 'zod';
import { labelOf, type Organisation, type QueueRow } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { type Forecast, forecastOf } from '../estimate/forecast.ts';
import type { InLine } from '../line/line-of.ts';
import { orderLines, type Why } from '../line/policy.ts';
import { type LineEntry, lineEntrySchema, MOST_SHOWN, showInLine } from '../line/show-line.ts';
import { ticketsById } from '../ticket/find-ticket.ts';
import { labelSchema } from '../ticket/show-ticket.ts';
import type { Place } from './find-queue.ts';
import { QUEUE_STATUSES } from './model.ts';
import { statusOf } from './queue-life.ts';
import type { Within } from './within.ts';

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
export function showQueue(within: Within, organisation: Organisation, forecast: Forecast): QueueView {
	const { queue, rules, life } = forecast.line;
	const { status, reason } = statusOf(life, organisation, within.now);
	return {
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
}

/** The queue that a place is about, alone. */
export async function showQueueAt(within: Within, place: Place, booked: BookedSlots): Promise<{ view: QueueView; forecast: Forecast }> {
	const forecast = await forecastOf(within, place, booked);
	return { view: showQueue(within, place.organisation, forecast), forecast };
}

/** The first of a queue, in the order in which they would be called; before them those whose place is kept at a counter. */
export function showLine(within: Within, organisation: Organisation, { kept, ordered }: Forecast): Promise<LineEntry[]> {
	return showInOrder(within, organisation, [...kept.map(asKept), ...ordered]);
}

/**
 * The first of whom a counter would call, from all its queues, in that order: those whose place is kept here, then its queues as one
 * merged line. `queues`: what it calls from, and the services it does there.
 */
export function showCounterLine(
	within: Within,
	organisation: Organisation,
	counter: { kept: readonly string[]; queues: readonly { queue: QueueRow; services: readonly string[] }[] },
	forecasts: readonly Forecast[],
): Promise<LineEntry[]> {
	const lines = counter.queues.flatMap(({ queue, services }) => {
		const line = forecasts.find((one) => one.line.queue.id === queue.id)?.line;
		return line === undefined ? [] : [{ ...line, waiting: line.waiting.filter(({ service }) => services.includes(service)) }];
	});
	const paceMs = Math.min(...forecasts.map((forecast) => forecast.paceMs));
	const everyone = forecasts.flatMap(({ kept }) => kept);
	const kept = counter.kept.flatMap((id) => everyone.find((one) => one.id === id) ?? []);
	return showInOrder(within, organisation, [...kept.map(asKept), ...orderLines(lines, within.now.getTime(), paceMs)]);
}

function asKept(ticket: InLine): { ticket: InLine; why: Why } {
	return { ticket, why: 'reserved' };
}

async function showInOrder(
	within: Within,
	organisation: Organisation,
	order: readonly { ticket: InLine; why: Why }[],
): Promise<LineEntry[]> {
	const first = order.slice(0, MOST_SHOWN);
	const tickets = await ticketsById(
		within,
		first.map(({ ticket }) => ticket.id),
	);
	return tickets.map((ticket) =>
		showInLine(organisation, ticket, first.find((one) => one.ticket.id === ticket._id)?.why ?? null, within.now),
	);
}
