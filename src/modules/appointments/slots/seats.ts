import type { Slot } from './slots.ts';

/**
 * A place in a slot is a seat from 1 to the capacity. A booking occupies its seat for each quantum of its time, and a unique index on
 * these keys makes it impossible that two bookings have one seat at overlapping times, even when the length of the slots has changed
 * between them (rule Q16: an exclusion constraint on resource and time range).
 */
const QUANTUM_MS = 5 * 60_000;

/** What is booked: one service of one branch. */
export interface Resource {
	branch: string;
	service: string;
}

/** The keys that a seat is taken by: `<branch>:<service>:<seat>:<quantum>`. */
export function occupied(resource: Resource, seat: number, { start, end }: Slot): string[] {
	const keys: string[] = [];
	for (let at = Math.floor(start.getTime() / QUANTUM_MS); at * QUANTUM_MS < end.getTime(); at++)
		keys.push(`${resource.branch}:${resource.service}:${seat}:${at}`);
	return keys;
}

/**
 * The seats still free in a slot of which these are taken. Seats above the capacity, from before it was lowered, count too: as many of
 * the upper regular ones stay empty for them. Which ones depends on the taken seats alone, so that two people at once cannot choose
 * different ones and go over the capacity together.
 */
export function freeSeats(capacity: number, taken: ReadonlySet<number>): number[] {
	let last = capacity;
	while (last > 0 && last + [...taken].filter((seat) => seat > last).length > capacity) last--;
	return Array.from({ length: last }, (_, index) => index + 1).filter((seat) => !taken.has(seat));
}

/** Do two slots share a moment? Their ends are exclusive. */
export function overlaps(a: Slot, b: Slot): boolean {
	return a.start < b.end && b.start < a.end;
}
