import { z } from 'zod';
import type { Place } from '../queue/find-queue.ts';
import type { Within } from '../queue/within.ts';
import { type Ticket, TicketModel } from '../ticket/model.ts';
import { classOf, type Figures, figuresOf, hourOf, passesOf, type Visit } from './figures.ts';

const MINUTE_MS = 60_000;

const spreadSchema = z.object({ mean: z.int().nullable(), p50: z.int().nullable(), p90: z.int().nullable() });
const figuresSchema = z.object({
	joined: z.int(),
	served: z.int(),
	no_show: z.int(),
	abandoned: z.int(),
	expired: z.int(),
	transferred: z.int(),
	passed_over: z.int(),
	wait_seconds: spreadSchema.describe('Waits that were given up are counted as lasting at least so long (Kaplan–Meier)'),
	service_seconds: spreadSchema,
	total_seconds: spreadSchema,
	under_target_percent: z.int().nullable(),
}) satisfies z.ZodType<Figures>;

export const metricsSchema = z.object({
	queue: z.string(),
	from: z.string(),
	to: z.string(),
	target_minutes: z.int(),
	total: figuresSchema,
	by_class: z.record(z.string(), figuresSchema),
	by_hour: z.array(figuresSchema.extend({ hour: z.int() })),
	calibration: z
		.object({ promises: z.int(), inside: z.int(), inside_percent: z.int().nullable(), mean_error_minutes: z.number().nullable() })
		.describe('How often the range that was told was right'),
});
export type Metrics = z.output<typeof metricsSchema>;

/** A queue between two local days, both included: who came, how long they waited, and whether what we told them was right (rule Q18). */
export async function getMetrics(within: Within, { organisation, queue }: Place, days: { from: string; to: string }): Promise<Metrics> {
	const tickets = await TicketModel.find(
		{ org: within.org, queue: queue.id, day: { $gte: days.from, $lte: days.to } },
		{ history: 0, calls: 0 },
	).lean();
	const passes = passesOf(tickets);
	const figures = (some: readonly Visit[]) => figuresOf(some, queue.targetWaitMinutes, passes);
	const classes = Map.groupBy(tickets, classOf);
	const hours = [...Map.groupBy(tickets, (ticket) => hourOf(ticket, organisation.timezone))].sort(([a], [b]) => a - b);
	return {
		queue: queue.id,
		...days,
		target_minutes: queue.targetWaitMinutes,
		total: figures(tickets),
		by_class: Object.fromEntries([...classes].map(([name, some]) => [name, figures(some)])),
		by_hour: hours.map(([hour, some]) => ({ hour, ...figures(some) })),
		calibration: calibrationOf(tickets),
	};
}

/**
 * Each range that was told, beside the wait that came of it. A promise to someone who left cannot be judged, nor one of a place that its
 * owner gave up for a later one (`newPlace`).
 */
export function calibrationOf(tickets: readonly Pick<Ticket, 'promised' | 'calledAt'>[]): Metrics['calibration'] {
	const judged = tickets.flatMap(({ promised, calledAt }) =>
		calledAt === null
			? []
			: promised
					.filter(({ at }) => at <= calledAt)
					.map(({ at, low, high }) => ({ low, high, real: (calledAt.getTime() - at.getTime()) / MINUTE_MS })),
	);
	const inside = judged.filter(({ low, high, real }) => real >= low && real <= high).length;
	const errors = judged.map(({ low, high, real }) => Math.abs(real - (low + high) / 2));
	const mean = errors.reduce((sum, one) => sum + one, 0) / errors.length;
	return {
		promises: judged.length,
		inside,
		inside_percent: judged.length === 0 ? null : Math.round((100 * inside) / judged.length),
		mean_error_minutes: judged.length === 0 ? null : Math.round(mean * 10) / 10,
	};
}
