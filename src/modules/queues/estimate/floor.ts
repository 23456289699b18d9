import type { QueueRow } from '../../organisations/index.ts';
import { queuesOfCounter } from '../counter/find-counter.ts';
import { CounterModel, type CounterSession } from '../counter/model.ts';
import { type InLine, lineOf } from '../line/line-of.ts';
import { rulesOf } from '../line/policies.ts';
import type { Line } from '../line/policy.ts';
import { type Place, serviceOf } from '../queue/find-queue.ts';
import type { QueueLife } from '../queue/model.ts';
import { breaksAhead } from '../queue/opening.ts';
import { lifeOf } from '../queue/queue-life.ts';
import type { Within } from '../queue/within.ts';
import { TicketModel } from '../ticket/model.ts';
import type { BookedSlots } from './booked-slots.ts';
import { paceOfAgent, type Sample, type ServiceTime, serviceTime } from './service-time.ts';
import type { CallingCounter, Line as Playing } from './simulate-wait.ts';
import { type Break, withoutBreaks } from './through-breaks.ts';

const MINUTE_MS = 60_000;
/** Services of the last hours tell today's pace; more of them would tell last week's (rule Q6). */
const RECENT_MS = 4 * 3_600_000;
const RECENT_SERVICES = 30;
/** A counter that has called nobody for so long, with people waiting, is not really calling. */
const CALLING_MS = 20 * MINUTE_MS;
/** Appointments further away have no bearing on who waits now. */
const BOOKINGS_MS = 3 * 3_600_000;
/** How far apart calls are taken to be where nothing is known, only to see which appointments fall due meanwhile. */
const USUAL_PACE_MS = 3 * MINUTE_MS;
/** A service that has taken longer than usual is still not over at once. */
const LEAST_LEFT = 0.25;

/** A queue of the floor. `waiting` are those who can be called by any of its counters. */
export interface FloorLine extends Line<InLine> {
	queue: QueueRow;
	life: QueueLife;
	/** Everyone who waits, callable or not, in no order. */
	all: InLine[];
}

/** A counter that is really calling, with the queues it calls from. */
export interface FloorCounter extends CallingCounter {
	id: string;
	pace: number;
	queues: string[];
	/** Places kept at this counter, in the order in which it calls them. */
	kept: InLine[];
}

/**
 * The queues of a branch that share calling counters, directly or through others, with those counters: what happens in one of them
 * decides how fast the others go. Mostly it is one queue and its counters.
 */
export interface Floor {
	lines: FloorLine[];
	counters: FloorCounter[];
	bookings: Playing['bookings'];
	/** The gaps in today's hours that lie ahead. */
	breaks: Break[];
	/** How far apart calls are, in ms. */
	paceMs: number;
	/** What one service takes; null when unknown. */
	timeOf(service: string): ServiceTime | null;
}

/** Reads what the future of a queue depends on: a handful of indexed reads for each queue, bounded by its capacity. */
export async function floorOf(within: Within, place: Place, booked: BookedSlots): Promise<Floor> {
	const { organisation, branch } = place;
	const { now } = within;
	const calling = await callingCounters(within, place);
	const queues = sharing(place, calling);
	const ids = queues.map(({ id }) => id);
	const counters = calling.filter((one) => one.queues.some((queue) => ids.includes(queue)));
	const samples: Sample[] = [];
	const lines: FloorLine[] = [];
	for (const queue of queues) {
		const all = await lineOf(within, queue.id);
		const life = await lifeOf(within, queue.id);
		const rules = rulesOf(queue, organisation.settings);
		const waiting = all.filter(({ callable, lane }) => callable && lane !== 'reserved');
		lines.push({ queue, life, all, waiting, memory: life.memory, rules });
		samples.push(...(await recentServices(within, queue.id)));
	}
	const times = new Map<string, ServiceTime | null>();
	const timeOf = (service: string) => {
		const known = times.get(service);
		if (known !== undefined) return known;
		const queue = queues.find(({ services }) => services.includes(service));
		const planned = serviceOf(organisation, service)?.durationMinutes ?? queue?.averageMinutes ?? null;
		const seconds = samples.filter((one) => one.service === service).map((one) => one.seconds);
		const time = serviceTime(seconds, planned, organisation.settings.queue_min_samples);
		times.set(service, time);
		return time;
	};
	const services = queues.flatMap((queue) => queue.services);
	const paces = counters.map(({ session }) => paceOfAgent(session.agent, samples, timeOf, organisation.settings.queue_min_samples));
	const left = await minutesLeft(within, counters, timeOf);
	const toleranceMs = organisation.settings.appointment_tolerance_minutes * MINUTE_MS;
	const from = new Date(now.getTime() - toleranceMs);
	const slots = await booked.bookedBetween(within, { branch: branch.id, services, from, to: new Date(now.getTime() + BOOKINGS_MS) });
	const everyone = lines.flatMap(({ all }) => all);
	const breaks = breaksAhead(organisation, branch, now).map(({ from, to }) => ({
		at: minutesBetween(now, from),
		minutes: minutesBetween(from, to),
	}));
	return {
		lines,
		counters: counters.map(({ session, queues: served, services: done }, i) => {
			const kept = (session.reserved ?? []).flatMap((id) => everyone.find((one) => one.id === id && one.lane === 'reserved') ?? []);
			const pace = paces[i] ?? 1;
			const free = kept.reduce((sum, { service }) => sum + (timeOf(service)?.minutes ?? 0), left[i] ?? 0) * pace;
			return { id: session.counter, queues: served, services: done, free, pace, kept };
		}),
		bookings: slots.map(({ at, service, minutes }) => ({
			at: withoutBreaks(Math.max(0, minutesBetween(now, at)), breaks),
			service,
			minutes,
		})),
		breaks,
		paceMs: paceOf(
			services.flatMap((service) => timeOf(service)?.minutes ?? []),
			counters.length,
		),
		timeOf,
	};
}

interface Calling {
	session: CounterSession;
	queues: string[];
	services: string[];
}

/** The counters of a branch that are really at it. */
async function callingCounters(within: Within, { organisation, branch }: Place): Promise<Calling[]> {
	const sessions = await CounterModel.find({ org: within.org, branch: branch.id, state: 'open' })
		.session(within.db ?? null)
		.lean();
	const open = sessions.flatMap((session): Calling[] => {
		const counter = branch.counters.find(({ id }) => id === session.counter);
		if (counter === undefined) return [];
		const served = queuesOfCounter(organisation, branch, counter, null);
		return [{ session, queues: served.map(({ queue }) => queue.id), services: served.flatMap(({ services }) => services) }];
	});
	const since = new Date(within.now.getTime() - CALLING_MS);
	const idle = open.filter(({ session }) => session.ticket === null && lastAct(session) < since.getTime());
	const left = await leftWaiting(within, idle, since);
	return open.filter(
		(one) => !idle.includes(one) || !left.some((of) => one.queues.includes(of.queue) && one.services.includes(of.service)),
	);
}

function lastAct({ lastCallAt, openedAt }: CounterSession): number {
	return Math.max(lastCallAt?.getTime() ?? 0, openedAt?.getTime() ?? 0);
}

/** The queues and services of which somebody has waited ever since: a counter that could call them and does not is not at it. */
async function leftWaiting(
	{ org, db }: Within,
	idle: readonly Calling[],
	since: Date,
): Promise<{ queue: QueueRow['id']; service: string }[]> {
	if (idle.length === 0) return [];
	const queue = { $in: idle.flatMap(({ queues }) => queues) };
	return TicketModel.aggregate<{ queue: QueueRow['id']; service: string }>([
		{ $match: { org, queue, live: true, status: 'waiting', callable: true, queuedAt: { $lt: since } } },
		{ $group: { _id: { queue: '$queue', service: '$service' } } },
		{ $replaceRoot: { newRoot: '$_id' } },
	])
		.hint('line')
		.session(db ?? null);
}

/** The queue, and those that counters join to it. */
function sharing({ organisation, queue }: Place, calling: readonly Calling[]): QueueRow[] {
	const joined = new Set([queue.id]);
	for (const one of joined) {
		for (const { queues } of calling) if (queues.includes(one)) for (const other of queues) joined.add(other);
	}
	return [queue, ...organisation.queues.filter(({ id }) => id !== queue.id && joined.has(id))];
}

/** For each counter, until it has served whoever it has in hand. */
async function minutesLeft(
	within: Within,
	counters: readonly Calling[],
	timeOf: (service: string) => ServiceTime | null,
): Promise<number[]> {
	const ids = counters.map(({ session }) => session.counter);
	const inHand = await TicketModel.find({ org: within.org, hand: { $in: ids } }, { hand: 1, service: 1, startedAt: 1 })
		.session(within.db ?? null)
		.lean();
	return ids.map((counter) => {
		const ticket = inHand.find(({ hand }) => hand === counter);
		if (ticket === undefined) return 0;
		const minutes = timeOf(ticket.service)?.minutes ?? 0;
		const spent = minutesBetween(ticket.startedAt ?? within.now, within.now);
		return Math.max(minutes - spent, minutes * LEAST_LEFT);
	});
}

async function recentServices(within: Within, queue: QueueRow['id']): Promise<Sample[]> {
	const rows = await TicketModel.find(
		{ org: within.org, queue, servedAt: { $gte: new Date(within.now.getTime() - RECENT_MS) } },
		{ service: 1, agent: 1, startedAt: 1, servedAt: 1 },
	)
		.sort({ servedAt: -1 })
		.limit(RECENT_SERVICES)
		.session(within.db ?? null)
		.lean();
	return rows.flatMap(({ service, agent, startedAt, servedAt }) =>
		startedAt === null || servedAt === null ? [] : [{ service, agent, seconds: (servedAt.getTime() - startedAt.getTime()) / 1000 }],
	);
}

function paceOf(minutes: readonly number[], counters: number): number {
	if (minutes.length === 0 || counters === 0) return USUAL_PACE_MS;
	return Math.max(1000, ((minutes.reduce((sum, one) => sum + one, 0) / minutes.length) * MINUTE_MS) / counters);
}

function minutesBetween(from: Date, to: Date): number {
	return (to.getTime() - from.getTime()) / MINUTE_MS;
}
