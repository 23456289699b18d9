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

/**
 * Why this one: `turn` is the longest wait, `owed` the bound on waiting, `reserved` a place kept at this counter, `early` an appointment
 * before its time when nobody else waits.
 */
export type Why = 'emergency' | 'reserved' | 'front' | 'legal' | 'booked' | 'paid' | 'owed' | 'turn' | 'early';

/** A line that a counter calls from: who could be called, what was called from it before, and its policy. */
export interface Line<T extends Waiting> {
	waiting: readonly T[];
	memory: Memory;
	rules: Rules;
}

export interface Choice<T extends Waiting> {
	ticket: T;
	/** The line it is from, by its place among the lines. */
	line: number;
	why: Why;
	/** Someone who has waited longer is passed, in whichever line. */
	passing: boolean;
	/** An appointment that comes later than promised. */
	overrun: boolean;
}

export const NO_MEMORY: Memory = { streak: 0, sinceLegal: Number.MAX_SAFE_INTEGER, sincePaid: Number.MAX_SAFE_INTEGER, passes: [] };
/** Far above `maxPassed`: whoever still waits has been passed by no more than these. */
const PASSES_KEPT = 64;

/** They stand above every promise, and take nothing from anyone's share. */
const ABOVE = ['emergency', 'reserved', 'front'] as const satisfies readonly Lane[];
/** Those between whom the policy decides. */
const IN_TURN = ['legal', 'booked', 'vip', 'express', 'normal'] as const satisfies readonly Lane[];

/** Who of one line is called next, or null when nobody can be. `pace` is how long the call after this one will take to come. */
export function nextOf<T extends Waiting>(
	waiting: readonly T[],
	memory: Memory,
	rules: Rules,
	now: number,
	pace: number,
): Choice<T> | null {
	return nextAmong([{ waiting, memory, rules }], now, pace);
}

/**
 * Who is called next by a counter that calls from several lines: one merged order, not line by line. What speaks for somebody is the
 * policy of their own line; whoever would be passed is protected by the policy of theirs:
 * - nobody is passed out of turn unless their own line's ratio, its share of legal and of paid places, and its policy about appointments
 *   and money allow it; an appointment that would be late is the exception, as within one line;
 * - a paid place passes nobody while a legal priority waits in any of the lines;
 * - where no policy speaks for anyone, whoever has waited longest in all the lines is next.
 */
export function nextAmong<T extends Waiting>(lines: readonly Line<T>[], now: number, pace: number): Choice<T> | null {
	return chooseAmong(lines.map(standingOf), now, pace);
}

/**
 * What each line remembers after a call from one of them: the call was one of every line in which somebody waited for it. The same object
 * where nothing has to be remembered.
 */
export function memoriesAfter<T extends Waiting>(lines: readonly Line<T>[], choice: Choice<T>, now: number): Memory[] {
	return rememberAll(lines.map(standingOf), choice, now);
}

/** What a line remembers after a call. `passing`: of somebody in this line. */
export function remember(
	memory: Memory,
	{ ticket, passing, why }: Pick<Choice<Waiting>, 'ticket' | 'passing' | 'why'>,
	now: number,
): Memory {
	if (ABOVE.some((one) => one === why)) return memory;
	const { streak, sinceLegal, sincePaid, passes } = memory;
	const paid = passing && why === 'paid';
	return {
		streak: passing ? streak + 1 : 0,
		sinceLegal: passing && why === 'legal' ? 0 : oneMore(sinceLegal),
		sincePaid: paid ? 0 : oneMore(sincePaid),
		passes: paid ? [...passes, { from: ticket.from, at: now }].slice(-PASSES_KEPT) : passes,
	};
}

/** One whole line, as `orderLines`. */
export function orderQueue<T extends Waiting>(waiting: readonly T[], memory: Memory, rules: Rules, now: number, pace: number): Choice<T>[] {
	return orderLines([{ waiting, memory, rules }], now, pace);
}

/**
 * The whole lines in the order in which they would be called together from now on, one every `pace`, if nobody came or left. What a
 * person is told of their place comes from here (rule Q5).
 */
export function orderLines<T extends Waiting>(lines: readonly Line<T>[], now: number, pace: number): Choice<T>[] {
	const lanes = lines.map(({ waiting }) => Map.groupBy([...waiting].sort(byFrom).reverse(), ({ lane }) => lane));
	const left = lines.map(standingOf);
	const ordered: Choice<T>[] = [];
	for (let at = now; ; at += pace) {
		const choice = chooseAmong(left, at, pace);
		if (choice === null) return ordered;
		ordered.push(choice);
		for (const [i, memory] of rememberAll(left, choice, at).entries()) Object.assign(left[i] ?? {}, { memory });
		const others = lanes[choice.line]?.get(choice.ticket.lane);
		others?.pop();
		const next = others?.at(-1);
		if (next === undefined) left[choice.line]?.heads.delete(choice.ticket.lane);
		else left[choice.line]?.heads.set(choice.ticket.lane, next);
	}
}

/** A line, as far as the next call is concerned: the first of each lane. */
interface Standing<T extends Waiting> {
	heads: Map<Lane, T>;
	memory: Memory;
	rules: Rules;
}

function standingOf<T extends Waiting>({ waiting, memory, rules }: Line<T>): Standing<T> {
	const heads = new Map<Lane, T>();
	for (const ticket of waiting) {
		const head = heads.get(ticket.lane);
		if (head === undefined || byFrom(ticket, head) < 0) heads.set(ticket.lane, ticket);
	}
	return { heads, memory, rules };
}

type Candidate<T> = Pick<Choice<T & Waiting>, 'ticket' | 'line'>;

function chooseAmong<T extends Waiting>(lines: readonly Standing<T>[], now: number, pace: number): Choice<T> | null {
	const head = (lane: Lane, fits: (line: Standing<T>, ticket: T) => boolean = () => true) =>
		oldestOf(lines, (line) => {
			const ticket = line.heads.get(lane);
			return ticket !== undefined && fits(line, ticket) ? ticket : undefined;
		});
	for (const lane of ABOVE) {
		const first = head(lane);
		if (first !== undefined) return { ...first, why: lane, passing: false, overrun: false };
	}
	const longest = lines.map((line) => longestWait(line, now));
	const oldest = oldestOf(lines, (_, i) => longest[i]);
	if (oldest === undefined) {
		const early = head('booked');
		return early === undefined ? null : { ...early, why: 'early', passing: false, overrun: false };
	}
	const passes = (ticket: T, i: number) => isPassed(longest[i], ticket);
	const chosen = ({ ticket, line }: Candidate<T>, why: Why): Choice<T> => ({
		ticket,
		line,
		why,
		passing: lines.some((_, i) => passes(ticket, i)),
		overrun: ticket.lane === 'booked' && ticket.from + toleranceOf(lines[line]) < now,
	});
	/** The longest wait has its own share of every line; `allowed` is what else a line asks for before somebody in it is passed. */
	const may = ({ ticket, line: own }: Candidate<T>, allowed: (line: Standing<T>) => boolean) =>
		lines.every((line, i) => (i !== own && !passes(ticket, i)) || (line.memory.streak < line.rules.ratio - 1 && allowed(line)));
	const due = ({ from }: T) => from <= now;

	// One call more and it would be late: nothing but the longest wait's own share comes before.
	const urgent = head('booked', (line, ticket) => due(ticket) && ticket.from + line.rules.toleranceMs < now + pace);
	if (urgent !== undefined && may(urgent, () => true)) return chosen(urgent, 'booked');
	const foremost = head('booked', ({ rules }, ticket) => due(ticket) && rules.booked === 'first');
	if (foremost !== undefined && may(foremost, givesWayToBooked)) return chosen(foremost, 'booked');
	const owed = oldestOf(lines, ({ rules: { maxWaitMs } }, i) => {
		const one = longest[i];
		return one !== undefined && maxWaitMs !== undefined && one.from + maxWaitMs <= now ? one : undefined;
	});
	if (owed !== undefined && may(owed, () => true)) return chosen(owed, 'owed');
	const legal = head('legal');
	if (legal !== undefined && may(legal, ({ memory, rules }) => memory.sinceLegal >= rules.ratio - 1)) return chosen(legal, 'legal');
	const booked = head('booked', (line, ticket) => due(ticket) && givesWayToBooked(line));
	if (booked !== undefined && may(booked, givesWayToBooked)) return chosen(booked, 'booked');
	const sells = ({ rules }: Standing<T>) => rules.paid;
	const paid = head('vip', sells) ?? head('express', sells);
	if (paid !== undefined && legal === undefined && may(paid, mayBuy)) return chosen(paid, 'paid');
	return chosen(oldest, 'turn');
}

/** The first of what each line offers; undefined: none does. */
function oldestOf<T extends Waiting>(
	lines: readonly Standing<T>[],
	offer: (line: Standing<T>, i: number) => T | undefined,
): Candidate<T> | undefined {
	let oldest: Candidate<T> | undefined;
	for (let line = 0; line < lines.length; line++) {
		const one = lines[line];
		const ticket = one === undefined ? undefined : offer(one, line);
		if (ticket !== undefined && (oldest === undefined || byFrom(ticket, oldest.ticket) < 0)) oldest = { ticket, line };
	}
	return oldest;
}

/** Who of a line has waited longest; an appointment waits from its time. */
function longestWait<T extends Waiting>({ heads }: Standing<T>, now: number): T | undefined {
	let longest: T | undefined;
	for (const lane of IN_TURN) {
		const one = heads.get(lane);
		if (one === undefined || (lane === 'booked' && one.from > now)) continue;
		if (longest === undefined || byFrom(one, longest) < 0) longest = one;
	}
	return longest;
}

function isPassed(longest: Waiting | undefined, ticket: Waiting): boolean {
	return longest !== undefined && byFrom(longest, ticket) < 0;
}

function rememberAll<T extends Waiting>(lines: readonly Standing<T>[], { ticket, line: own, why }: Choice<T>, now: number): Memory[] {
	return lines.map((line, i) => {
		const longest = longestWait(line, now);
		if (i !== own && longest === undefined) return line.memory;
		return remember(line.memory, { ticket, why, passing: isPassed(longest, ticket) }, now);
	});
}

function givesWayToBooked({ rules }: { rules: Rules }): boolean {
	return rules.booked !== 'arrival';
}

function toleranceOf(line: { rules: Rules } | undefined): number {
	return line?.rules.toleranceMs ?? 0;
}

function mayBuy<T extends Waiting>({ memory, rules, heads }: Standing<T>): boolean {
	if (!rules.paid || memory.sincePaid < rules.ratio - 1) return false;
	const normal = heads.get('normal');
	if (normal === undefined) return true;
	const passed = memory.passes.filter(({ from, at }) => from > normal.from && at >= normal.queuedAt);
	return passed.length < rules.maxPassed;
}

/** First come first served; of two at the same moment, the one whose ticket was made first. */
function byFrom(a: Waiting, b: Waiting): number {
	return a.from - b.from || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

function oneMore(count: number): number {
	return Math.min(count + 1, Number.MAX_SAFE_INTEGER);
}
