import type { QueueRow } from '../../organisations/index.ts';
import type { InLine } from '../line/line-of.ts';
import { type Choice, orderLines } from '../line/policy.ts';
import type { Place } from '../queue/find-queue.ts';
import type { Within } from '../queue/within.ts';
import type { BookedSlots } from './booked-slots.ts';
import { type Floor, type FloorLine, floorOf } from './floor.ts';
import { type Ahead, simulateWait, type WaitRange } from './simulate-wait.ts';
import { throughBreaks } from './through-breaks.ts';

/** Where someone stands and how long it takes. */
interface Standing {
	/** The people of the same line who are really ahead (rule Q5); whom shared counters call from other lines is in the wait. */
	ahead: number;
	wait: WaitRange | null;
}

/** What can be foreseen of a queue at a moment. */
export interface Forecast {
	/** The queue as it stands. */
	line: FloorLine;
	/** Those who can be called, in the order in which they would be, among those of the queues that share its counters. */
	ordered: Choice<InLine>[];
	/** Those whose place is kept at one counter: they stand in no line. */
	kept: InLine[];
	waiting: number;
	/** Counters that are really calling. */
	counters: number;
	/** How far apart calls are, in ms. */
	paceMs: number;
	/** Null: not in this line. */
	of(ticket: string): Standing | null;
	/** The same for someone who would join now. */
	joining(newcomer: Pick<InLine, 'lane' | 'from' | 'service'>): Standing;
	/** What one service takes; null when unknown. */
	serviceMinutes(service: string): number | null;
}

/** Foresees one queue. */
export async function forecastOf(within: Within, place: Place, booked: BookedSlots): Promise<Forecast> {
	const [forecast] = forecastsOf(await floorOf(within, place, booked), within.now);
	if (forecast === undefined) throw new TypeError('a floor without its queue');
	return forecast;
}

/** Foresees some queues of a branch, in their order. */
export async function forecastAll(
	within: Within,
	{ organisation, branch }: Omit<Place, 'queue'>,
	queues: readonly QueueRow[],
	booked: BookedSlots,
): Promise<Forecast[]> {
	const known = new Map<string, Forecast>();
	for (const queue of queues) {
		if (known.has(queue.id)) continue;
		const floor = await floorOf(within, { organisation, branch, queue }, booked);
		for (const forecast of forecastsOf(floor, within.now)) known.set(forecast.line.queue.id, forecast);
	}
	return queues.flatMap(({ id }) => known.get(id) ?? []);
}

/** Foresees all the queues of a floor, in its order. */
export function forecastsOf(floor: Floor, now: Date): Forecast[] {
	const { lines, counters, bookings, breaks, paceMs } = floor;
	const together = inOrder(lines);

	/** The lines in their common order, with somebody more in one of them. */
	function inOrder(queued: readonly FloorLine[]): Choice<InLine>[] {
		return orderLines(queued, now.getTime(), paceMs);
	}

	function withOneMore(line: FloorLine, one: InLine): Choice<InLine>[] {
		return inOrder(lines.map((other) => (other === line ? { ...other, waiting: [...other.waiting, one] } : other)));
	}

	function waitBehind(tickets: readonly InLine[], service: string, by = counters): WaitRange | null {
		const ahead: Ahead[] = [];
		for (const ticket of tickets) {
			const time = floor.timeOf(ticket.service);
			if (time === null) return null;
			ahead.push({ service: ticket.service, time });
		}
		const wait = simulateWait({ service, ahead, counters: by, bookings });
		return wait === null ? null : throughBreaks(wait, breaks);
	}

	function placed(order: readonly Choice<InLine>[], id: string): Standing | null {
		const place = order.findIndex(({ ticket }) => ticket.id === id);
		const own = order[place]?.ticket;
		if (own === undefined) return null;
		const before = order.slice(0, place).map(({ ticket }) => ticket);
		return { ahead: before.filter(({ queue }) => queue === own.queue).length, wait: waitBehind(before, own.service) };
	}

	/** Whoever waits for one counter: behind those for whom it keeps a place too. */
	function keptFor(one: InLine): Standing {
		const counter = counters.find(({ kept }) => kept.includes(one));
		const ahead = counter?.kept.indexOf(one) ?? 0;
		if (counter === undefined) return { ahead, wait: null };
		const behind = counter.kept.slice(ahead).reduce((sum, { service }) => sum + (floor.timeOf(service)?.minutes ?? 0), 0);
		return { ahead, wait: waitBehind([], one.service, [{ ...counter, free: counter.free - behind * counter.pace }]) };
	}

	return lines.map((line) => ({
		line,
		ordered: together.filter(({ ticket }) => ticket.queue === line.queue.id),
		kept: line.all.filter(({ lane }) => lane === 'reserved'),
		waiting: line.all.length,
		counters: counters.filter(({ queues }) => queues.includes(line.queue.id)).length,
		paceMs,
		of(id) {
			const one = line.all.find((ticket) => ticket.id === id);
			if (one === undefined) return null;
			if (one.lane === 'reserved') return keptFor(one);
			// Someone who is not here yet stands where they would stand if they were.
			return placed(one.callable ? together : withOneMore(line, one), id);
		},
		joining(newcomer) {
			const one: InLine = { ...newcomer, id: '~', queue: line.queue.id, callable: true, queuedAt: now.getTime() };
			const order = withOneMore(line, one);
			return placed(order, one.id) ?? { ahead: line.waiting.length, wait: null };
		},
		serviceMinutes: (service) => floor.timeOf(service)?.minutes ?? null,
	}));
}
