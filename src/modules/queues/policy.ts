import type { Lane } from './lanes.ts';

/**
 * Who is next (rule Q3): a pure function of the line, of what was called before, of the policy and of the time. Times are in ms.
 *
 * What every policy promises, and `test/unit/queues/policy.test.ts` tries to refute:
 * - within a lane, first come first served;
 * - of every `ratio` calls at least one goes to whoever has waited longest, so nobody starves;
 * - legal priority passes others at most once in `ratio` calls, and so do paid places;
 * - a paid place never passes a legal priority, and nobody is passed by paid places more than `maxPassed` times;
 * - an appointment is called by its time plus the tolerance, or the call says that it is an overrun.
 */
export interface Rules {
	ratio: number;
	maxPassed: number;
	/** Whoever waited so long is next; unset: no such bound. */
	maxWaitMs?: number;
	/** `arrival`: in the order of its time · `before`: before those without one · `first`: before legal priority as well. */
	booked: 'arrival' | 'before' | 'first';
	/** Whether bought places pass others. */
	paid: boolean;
	/** How late an appointment may be called. */
	toleranceMs: number;
}

/** Someone who could be called now. */
export interface Waiting {
	id: string;
	lane: Lane;
	/** Since when they wait, for the order: the arrival, or the booked time (rule Q4). May lie ahead. */
	from: number;
	/** When they came into this queue: earlier calls have not passed them. */
	queuedAt: number;
}

/** What the policy remembers of the calls so far. */
export interface Memory {
	/** Calls in a row that passed someone who had waited longer. */
	streak: number;
	/** Calls since the last legal priority, and since the last paid place, that passed someone. */
	sinceLegal: number;
	sincePaid: number;
	/** The last paid places that passed someone: their `from`, and when. */
	passes: readonly { from: number; at: number }[];
}

/** Why this one: `turn` is the longest wait, `owed` the bound on waiting, `early` an appointment before its time when nobody else waits. */
export type Why = 'front' | 'emergency' | 'legal' | 'booked' | 'paid' | 'owed' | 'turn' | 'early';

export interface Choice<T extends Waiting> {
	ticket: T;
	why: Why;
	/** Someone who has waited longer is passed. */
	passing: boolean;
	/** An appointment that comes later than promised. */
	overrun: boolean;
}

export const NO_MEMORY: Memory = { streak: 0, sinceLegal: Number.MAX_SAFE_INTEGER, sincePaid: Number.MAX_SAFE_INTEGER, passes: [] };
/** Far above `maxPassed`: whoever still waits has been passed by no more than these. */
const PASSES_KEPT = 64;

/** Who is called next, or null when nobody can be. `pace` is how long the call after this one will take to come. */
export function nextOf<T extends Waiting>(
	waiting: readonly T[],
	memory: Memory,
	rules: Rules,
	now: number,
	pace: number,
): Choice<T> | null {
	return chooseAmong(headsOf(waiting), memory, rules, now, pace);
}

/** What is remembered after a call. */
export function remember(memory: Memory, { ticket, passing, why }: Choice<Waiting>, now: number): Memory {
	// They stand above every promise, and take nothing from anyone's share.
	if (why === 'front' || why === 'emergency') return memory;
	const { streak, sinceLegal, sincePaid, passes } = memory;
	const paid = passing && why === 'paid';
	return {
		streak: passing ? streak + 1 : 0,
		sinceLegal: passing && why === 'legal' ? 0 : oneMore(sinceLegal),
		sincePaid: paid ? 0 : oneMore(sincePaid),
		passes: paid ? [...passes, { from: ticket.from, at: now }].slice(-PASSES_KEPT) : passes,
	};
}

/**
 * The whole line in the order in which it would be called from now on, one every `pace`, if nobody came or left. What a person is told
 * of their place comes from here (rule Q5).
 */
export function orderQueue<T extends Waiting>(waiting: readonly T[], memory: Memory, rules: Rules, now: number, pace: number): Choice<T>[] {
	const lanes = new Map<Lane, T[]>();
	for (const ticket of [...waiting].sort(byFrom).reverse()) {
		const lane = lanes.get(ticket.lane);
		if (lane === undefined) lanes.set(ticket.lane, [ticket]);
		else lane.push(ticket);
	}
	const ordered: Choice<T>[] = [];
	let remembered = memory;
	for (let at = now; ; at += pace) {
		const choice = chooseAmong(lastOf(lanes), remembered, rules, at, pace);
		if (choice === null) return ordered;
		ordered.push(choice);
		remembered = remember(remembered, choice, at);
		lanes.get(choice.ticket.lane)?.pop();
	}
}

type Heads<T> = ReadonlyMap<Lane, T>;

function chooseAmong<T extends Waiting>(heads: Heads<T>, memory: Memory, rules: Rules, now: number, pace: number): Choice<T> | null {
	const [front, emergency, legal, booking, vip, express, normal] = [
		heads.get('front'),
		heads.get('emergency'),
		heads.get('legal'),
		heads.get('booked'),
		heads.get('vip'),
		heads.get('express'),
		heads.get('normal'),
	];
	if (front !== undefined) return { ticket: front, why: 'front', passing: false, overrun: false };
	if (emergency !== undefined) return { ticket: emergency, why: 'emergency', passing: false, overrun: false };
	const booked = booking !== undefined && booking.from <= now ? booking : undefined;
	const [oldest] = [legal, booked, vip, express, normal].filter((one) => one !== undefined).sort(byFrom);
	if (oldest === undefined) return booking === undefined ? null : { ticket: booking, why: 'early', passing: false, overrun: false };
	const chosen = (ticket: T, why: Why): Choice<T> => ({
		ticket,
		why,
		passing: ticket.id !== oldest.id,
		overrun: ticket.lane === 'booked' && ticket.from + rules.toleranceMs < now,
	});
	if (memory.streak >= rules.ratio - 1) return chosen(oldest, 'turn');
	// One call more and it would be late: nothing but the longest wait's own share comes before.
	const urgent = booked !== undefined && booked.from + rules.toleranceMs < now + pace;
	if (booked !== undefined && (urgent || rules.booked === 'first')) return chosen(booked, 'booked');
	if (rules.maxWaitMs !== undefined && oldest.from + rules.maxWaitMs <= now) return chosen(oldest, 'owed');
	if (legal !== undefined && memory.sinceLegal >= rules.ratio - 1) return chosen(legal, 'legal');
	if (booked !== undefined && rules.booked === 'before') return chosen(booked, 'booked');
	const paid = vip ?? express;
	if (paid !== undefined && legal === undefined && rules.paid && mayBuy(memory, rules, normal)) return chosen(paid, 'paid');
	return chosen(oldest, 'turn');
}

function mayBuy(memory: Memory, rules: Rules, normal: Waiting | undefined): boolean {
	if (memory.sincePaid < rules.ratio - 1) return false;
	if (normal === undefined) return true;
	const passed = memory.passes.filter(({ from, at }) => from > normal.from && at >= normal.queuedAt);
	return passed.length < rules.maxPassed;
}

function headsOf<T extends Waiting>(waiting: readonly T[]): Heads<T> {
	const heads = new Map<Lane, T>();
	for (const ticket of waiting) {
		const head = heads.get(ticket.lane);
		if (head === undefined || byFrom(ticket, head) < 0) heads.set(ticket.lane, ticket);
	}
	return heads;
}

function lastOf<T>(lanes: ReadonlyMap<Lane, readonly T[]>): Heads<T> {
	const heads = new Map<Lane, T>();
	for (const [lane, left] of lanes) {
		const head = left.at(-1);
		if (head !== undefined) heads.set(lane, head);
	}
	return heads;
}

/** First come first served; of two at the same moment, the one whose ticket was made first. */
function byFrom(a: Waiting, b: Waiting): number {
	return a.from - b.from || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function oneMore(count: number): number {
	return Math.min(count + 1, Number.MAX_SAFE_INTEGER);
}
