import { z } from 'zod';
import { type Branch, type Counter, labelOf, type Organisation } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { forecastAll } from '../estimate/forecast.ts';
import { asideOf, awayOf, type LineEntry, lineEntrySchema, showInLine } from '../line/show-line.ts';
import { dayAround, localDay } from '../queue/opening.ts';
import { queueSchema, showCounterLine, showQueue } from '../queue/show-queue.ts';
import type { Within } from '../queue/within.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { TicketModel } from '../ticket/model.ts';
import { labelSchema, moment, showTicket, staffServiceLabel, staffTicketSchema } from '../ticket/show-ticket.ts';
import { STATUSES } from '../ticket/statuses.ts';
import { type Agent, type Left, mayTakeOver } from './desk.ts';
import { counterPlaceOf, queuesOfCounter, sessionOf } from './find-counter.ts';
import { COUNTER_STATES, CounterModel, type CounterSession, counterKey } from './model.ts';

const named = z.object({ id: z.string(), label: labelSchema });

export const counterSummarySchema = named.extend({
	branch: named,
	state: z.enum(COUNTER_STATES),
	pause_reason: z.string().nullable(),
	agent: z.object({ id: z.string(), name: z.string() }).nullable(),
	mine: z.boolean(),
	can_open: z.boolean().describe('The caller may sit down there: it is closed, or its agent left without closing it'),
	in_hand: z.object({ id: z.string(), number: z.string(), status: z.enum(STATUSES) }).nullable(),
	version: z.int().describe('Grows with each change of the counter: of two answers the lower one is the older'),
});
export type CounterSummary = z.output<typeof counterSummarySchema>;

const statsSchema = z.object({
	served: z.int(),
	no_show: z.int(),
	average_service_seconds: z.int().nullable(),
	waiting: z.int(),
	away: z.int().describe('Of these, who has not come yet and is not called'),
	longest_wait_minutes: z.int().nullable(),
});

/** All that the page of a counter shows. */
export const counterSchema = counterSummarySchema.extend({
	organisation: z.object({ id: z.string(), name: z.string(), kind: z.string(), timezone: z.string() }),
	ticket: staffTicketSchema.nullable(),
	queues: z.array(queueSchema),
	line: z.array(lineEntrySchema).describe('In the order in which they would be called; at most 50'),
	away: z.array(lineEntrySchema).describe('Those of the line who have not come yet; at most 50'),
	held: z.array(lineEntrySchema),
	absent: z.array(lineEntrySchema),
	services: z.array(named.extend({ queue: z.string() })).describe('What can be asked for at this branch'),
	transfers: z
		.array(z.object({ queue: z.string(), label: labelSchema, services: z.array(named) }))
		.describe('Where a person can be sent on to: the queues of this branch'),
	transfer_counters: z.array(named).describe('The other counters that are open here: they can be sent somebody too'),
	bookings: z.string().describe('Another text whenever today’s appointments of the branch have changed'),
	stats: statsSchema,
	settings: z.object({ max_calls: z.int(), recall_seconds: z.int(), no_show_minutes: z.int() }),
	now: moment,
});
export type CounterView = z.output<typeof counterSchema>;

/** The counters of an organisation, or of some branches. */
export async function listCounters(
	within: Within,
	organisation: Organisation,
	agent: Agent,
	mayServe: (branch: string, counter: string) => boolean,
): Promise<CounterSummary[]> {
	const sessions = await CounterModel.find({ org: within.org }).lean();
	const counters = sessions.map(({ counter }) => counter);
	const inHand = await TicketModel.find({ org: within.org, hand: { $in: counters } }, { number: 1, status: 1 }).lean();
	return organisation.branches.flatMap((branch) =>
		branch.counters
			.filter(({ id }) => mayServe(branch.id, id))
			.map((counter) => {
				const session = sessions.find(({ _id }) => _id === counterKey(within.org, counter.id)) ?? null;
				const ticket = inHand.find(({ _id }) => _id === session?.ticket) ?? null;
				return summary({ branch, counter, session, agent, ticket, now: within.now });
			}),
	);
}

/** A counter in short as a press left it: what every press answers with. */
export async function showLeft({ ticket: moved, counter: left }: Left, now: Date): Promise<CounterSummary> {
	const { ticket: id, org } = left.session;
	const ticket = id === null || id === moved?._id ? moved : await findTicket({ org }, id);
	return summary({ ...left, ticket: id === null ? null : ticket, now });
}

/** A counter with its ticket, its lines and its day. */
export async function showCounter(within: Within, id: string, agent: Agent, booked: BookedSlots): Promise<CounterView> {
	const { organisation, branch, counter } = await counterPlaceOf(within.org, id);
	const session = await sessionOf(within, branch.id, id);
	const ticket = session.ticket === null ? null : await findTicket(within, session.ticket);
	const { settings } = organisation;
	const queues = queuesOfCounter(organisation, branch, counter, agent.skills);
	const forecasts = await forecastAll(
		within,
		{ organisation, branch },
		queues.map(({ queue }) => queue),
		booked,
	);
	const line = await showCounterLine(within, organisation, { kept: session.reserved ?? [], queues }, forecasts);
	const ids = queues.map(({ queue }) => queue.id);
	const aside = async (status: 'on_hold' | 'no_show') =>
		(await asideOf(within, ids, status)).map((one) => showInLine(organisation, one, null, within.now));
	const away = await awayOf(within, ids);
	const ofBranch = organisation.queues.filter((queue) => queue.branch === branch.id);
	const service = (one: string) => ({ id: one, label: staffServiceLabel(organisation, one) });
	return {
		...summary({ branch, counter, session, agent, ticket, now: within.now }),
		organisation: { id: organisation.slug, name: organisation.name, kind: organisation.kind, timezone: organisation.timezone },
		ticket: ticket === null ? null : showTicket(organisation, ticket, within.now),
		queues: forecasts.map((forecast) => showQueue(within, organisation, forecast)),
		line,
		away: away.first.map((one) => showInLine(organisation, one, null, within.now)),
		held: await aside('on_hold'),
		absent: await aside('no_show'),
		services: ofBranch.flatMap((queue) => queue.services.map((one) => ({ ...service(one), queue: queue.id }))),
		transfers: ofBranch.map((queue) => ({
			queue: queue.id,
			label: labelOf(queue.names),
			services: queue.services.map(service),
		})),
		transfer_counters: await openBeside(within, branch, id),
		bookings: await booked.stateOf(within, { branch: branch.id, ...dayAround(within.now, organisation.timezone) }),
		stats: await statsOf(within, organisation, {
			counter: id,
			waiting: forecasts.reduce((sum, forecast) => sum + forecast.waiting, 0),
			away: away.count,
			line,
		}),
		settings: {
			max_calls: settings.queue_max_calls,
			recall_seconds: settings.queue_recall_seconds,
			no_show_minutes: settings.queue_no_show_minutes,
		},
		now: within.now.toISOString(),
	};
}

/** The open counters of a branch, but for one. */
async function openBeside(within: Within, branch: Branch, own: string): Promise<z.output<typeof named>[]> {
	const open = await CounterModel.find({ org: within.org, branch: branch.id, state: 'open' }, { counter: 1 }).lean();
	const ids = new Set(open.map(({ counter }) => counter));
	return branch.counters.filter(({ id }) => id !== own && ids.has(id)).map(({ id, names }) => ({ id, label: labelOf(names) }));
}

/** What the counter did today, and how its lines stand. */
async function statsOf(
	within: Within,
	{ timezone }: Organisation,
	{ counter, waiting, away, line }: { counter: string; waiting: number; away: number; line: readonly LineEntry[] },
): Promise<z.output<typeof statsSchema>> {
	const done = await TicketModel.find(
		{ org: within.org, counter, day: localDay(within.now, timezone), status: { $in: ['served', 'no_show'] } },
		{ status: 1, startedAt: 1, servedAt: 1 },
	).lean();
	const seconds = done.flatMap(({ startedAt, servedAt }) =>
		startedAt === null || servedAt === null ? [] : [(servedAt.getTime() - startedAt.getTime()) / 1000],
	);
	return {
		served: done.filter(({ status }) => status === 'served').length,
		no_show: done.filter(({ status }) => status === 'no_show').length,
		average_service_seconds: seconds.length === 0 ? null : Math.round(seconds.reduce((sum, one) => sum + one, 0) / seconds.length),
		waiting,
		away,
		// Whoever has waited longest is among the first whatever the policy: one call in a few is theirs.
		longest_wait_minutes: line.length === 0 ? null : Math.max(...line.map(({ waiting_minutes }) => waiting_minutes)),
	};
}

function summary(shown: {
	branch: Branch;
	counter: Counter;
	session: CounterSession | null;
	agent: Agent;
	ticket: { _id: string; number: string; status: (typeof STATUSES)[number] } | null;
	now: Date;
}): CounterSummary {
	const { branch, counter, session, agent, ticket, now } = shown;
	return {
		id: counter.id,
		label: labelOf(counter.names),
		branch: { id: branch.id, label: labelOf(branch.names) },
		state: session?.state ?? 'closed',
		pause_reason: session?.pauseReason ?? null,
		agent: session?.agent == null ? null : { id: session.agent, name: session.agentName ?? session.agent },
		mine: session?.agent === agent.id,
		can_open: session === null || (session.agent !== agent.id && mayTakeOver(session, agent, now)),
		in_hand: ticket === null ? null : { id: ticket._id, number: ticket.number, status: ticket.status },
		version: session?.version ?? 0,
	};
}
