import type { QueueRow } from '../organisations/index.ts';
import type { BookedSlots } from './booked-slots.ts';
import { CounterModel, type CounterSession } from './counter-model.ts';
import { type ServiceTime, serviceTime, simulateWait, type WaitRange } from './estimate.ts';
import { lifeOf, type Place, queuesOfCounter, serviceOf, type Within } from './find-queue.ts';
import { type InLine, lineOf } from './line-of.ts';
import { TicketModel } from './model.ts';
import { rulesOf } from './policies.ts';
import { type Choice, orderQueue } from './policy.ts';

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

/** What can be foreseen of a queue at a moment. */
export interface Forecast {
	/** Those who can be called, in the order in which they would be. */
	ordered: Choice<InLine>[];
	/** Everyone who waits, callable or not, in no order. */
	line: InLine[];
	waiting: number;
	/** Counters that are really calling. */
	counters: number;
	/** Where someone stands and how long it takes; `ahead` counts the people really ahead (rule Q5). Null: not in this line. */
	of(ticket: string): { ahead: number; wait: WaitRange | null } | null;
	/** The same for someone who would join now. */
	joining(newcomer: Pick<InLine, 'lane' | 'from' | 'service'>): { ahead: number; wait: WaitRange | null };
	/** What one service takes; null when unknown. */
	serviceMinutes(service: string): number | null;
}

/** Reads what a queue's future depends on: a handful of indexed reads, bounded by the queue's capacity. */
export async function forecastOf(within: Within, place: Place, booked: BookedSlots): Promise<Forecast> {
	const { organisation, queue } = place;
	const { now } = within;
	const line = await lineOf(within, queue.id);
	const { memory } = await lifeOf(within, queue.id);
	const sessions = await callingSessions(within, place);
	const recent = await recentServices(within, queue.id);
	const times = new Map(queue.services.map((service) => [service, timeOf(service)]));
	const busy = await minutesLeft();
	const bookings = await upcoming();
	const rules = rulesOf(queue, organisation.settings);
	const pace = paceOf();
	const inOrder = (tickets: readonly InLine[]) => orderQueue(tickets, memory, rules, now.getTime(), pace);
	const ordered = inOrder(line.filter(({ callable }) => callable));

	function timeOf(service: string): ServiceTime | null {
		const planned = serviceOf(organisation, service)?.durationMinutes ?? queue.averageMinutes ?? null;
		const seconds = recent.filter((one) => one.service === service).map((one) => one.seconds);
		return serviceTime(seconds, planned, organisation.settings.queue_min_samples);
	}

	function paceOf(): number {
		const known = [...times.values()].flatMap((time) => (time === null ? [] : [time.minutes]));
		if (known.length === 0 || sessions.length === 0) return USUAL_PACE_MS;
		return Math.max(1000, ((known.reduce((sum, one) => sum + one, 0) / known.length) * MINUTE_MS) / sessions.length);
	}

	/** For each calling counter, until it is free. */
	async function minutesLeft(): Promise<number[]> {
		const counters = sessions.map(({ counter }) => counter);
		const inHand = await TicketModel.find(
			{ org: within.org, hand: { $in: counters } },
			{ hand: 1, service: 1, startedAt: 1, calledAt: 1, queue: 1 },
		)
			.session(within.db ?? null)
			.lean();
		return counters.map((counter) => {
			const ticket = inHand.find(({ hand }) => hand === counter);
			if (ticket === undefined) return 0;
			const minutes = (times.get(ticket.service) ?? timeOf(ticket.service))?.minutes ?? 0;
			const spent = (now.getTime() - (ticket.startedAt ?? now).getTime()) / MINUTE_MS;
			return Math.max(minutes - spent, minutes * LEAST_LEFT);
		});
	}

	async function upcoming(): Promise<{ at: number; minutes: number }[]> {
		const from = new Date(now.getTime() - rulesOf(queue, organisation.settings).toleranceMs);
		const to = new Date(now.getTime() + BOOKINGS_MS);
		const slots = await booked.bookedBetween(within, { branch: queue.branch, services: queue.services, from, to });
		return slots.map(({ at, minutes }) => ({ at: Math.max(0, (at.getTime() - now.getTime()) / MINUTE_MS), minutes }));
	}

	function waitBehind(tickets: readonly Choice<InLine>[]): WaitRange | null {
		const ahead: ServiceTime[] = [];
		for (const { ticket } of tickets) {
			const time = times.get(ticket.service) ?? timeOf(ticket.service);
			if (time === null) return null;
			ahead.push(time);
		}
		return simulateWait({ ahead, counters: busy, bookings });
	}

	function placed(tickets: readonly Choice<InLine>[], id: string): { ahead: number; wait: WaitRange | null } | null {
		const ahead = tickets.findIndex(({ ticket }) => ticket.id === id);
		return ahead === -1 ? null : { ahead, wait: waitBehind(tickets.slice(0, ahead)) };
	}

	return {
		ordered,
		line,
		waiting: line.length,
		counters: sessions.length,
		of(id) {
			const one = line.find((ticket) => ticket.id === id);
			if (one === undefined) return null;
			// Someone who is not here yet stands where they would stand if they were.
			return placed(one.callable ? ordered : inOrder([...line.filter(({ callable }) => callable), one]), id);
		},
		joining(newcomer) {
			const one: InLine = { ...newcomer, id: '~', queue: queue.id, callable: true, queuedAt: now.getTime() };
			const tickets = inOrder([...line.filter(({ callable }) => callable), one]);
			return placed(tickets, one.id) ?? { ahead: tickets.length, wait: null };
		},
		serviceMinutes: (service) => timeOf(service)?.minutes ?? null,
	};
}

/** The counters that call from this queue and are really at it. */
async function callingSessions(within: Within, { organisation, branch, queue }: Place): Promise<CounterSession[]> {
	const open = await CounterModel.find({ org: within.org, branch: branch.id })
		.session(within.db ?? null)
		.lean();
	const since = within.now.getTime() - CALLING_MS;
	return open.filter((session) => {
		const counter = branch.counters.find(({ id }) => id === session.counter);
		if (session.state !== 'open' || counter === undefined) return false;
		if (!queuesOfCounter(organisation, branch, counter, null).some((one) => one.queue.id === queue.id)) return false;
		const lastAct = session.lastCallAt ?? session.openedAt;
		return session.ticket !== null || (lastAct !== null && lastAct.getTime() >= since);
	});
}

async function recentServices(within: Within, queue: QueueRow['id']): Promise<{ service: string; seconds: number }[]> {
	const rows = await TicketModel.find(
		{ org: within.org, queue, servedAt: { $gte: new Date(within.now.getTime() - RECENT_MS) } },
		{ service: 1, startedAt: 1, servedAt: 1 },
	)
		.sort({ servedAt: -1 })
		.limit(RECENT_SERVICES)
		.session(within.db ?? null)
		.lean();
	return rows.flatMap(({ service, startedAt, servedAt }) =>
		startedAt === null || servedAt === null ? [] : [{ service, seconds: (servedAt.getTime() - startedAt.getTime()) / 1000 }],
	);
}
