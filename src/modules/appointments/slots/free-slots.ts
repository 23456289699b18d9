import { DateTime } from 'luxon';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { BookingModel } from '../booking/model.ts';
import type { BookingPlace } from './place.ts';
import { freeSeats, overlaps } from './seats.ts';
import { datesBetween, type Slot, slotAt, slotsOn } from './slots.ts';

/** Where to look: the organisation, the moment, and the transaction when there is one. A scene fits. */
export type Within = Pick<Scene, 'org' | 'now'> & { db?: Scene['db'] };

/** A slot and the seats still free in it. */
export interface OpenSlot extends Slot {
	free: number[];
}

/** The first moment and the last local date that can be booked now. */
export function bookable({ rules, grid }: BookingPlace, now: Date): { from: Date; to: Date } {
	const from = minutesAfter(now, rules.leadMinutes);
	const last = DateTime.fromJSDate(now, { zone: grid.timezone }).plus({ days: rules.horizonDays });
	return { from, to: last.endOf('day').toJSDate() };
}

/** Every slot that begins from `from` to `to` and may be booked now, full ones included. */
export async function slotsBetween(within: Within, place: BookingPlace, from: Date, to: Date): Promise<OpenSlot[]> {
	const bounds = bookable(place, within.now);
	const first = from > bounds.from ? from : bounds.from;
	const last = to < bounds.to ? to : bounds.to;
	if (first > last) return [];
	const dates = datesBetween(new Date(first.getTime() - DAY_MS), last, place.grid.timezone);
	const slots = dates.flatMap((date) => slotsOn(place.grid, date)).filter(({ start }) => start >= first && start <= last);
	return withSeats(within, place, slots);
}

/** The slot that begins at this moment, or null when there is none or it can not be booked now. */
export async function openSlotAt(within: Within, place: BookingPlace, start: Date): Promise<OpenSlot | null> {
	const { from, to } = bookable(place, within.now);
	const slot = start < from || start > to ? null : slotAt(place.grid, start);
	if (slot === null) return null;
	const [open] = await withSeats(within, place, [slot]);
	return open ?? null;
}

/** An opening past midnight begins on the day before. */
const DAY_MS = 86_400_000;

async function withSeats(within: Within, place: BookingPlace, slots: Slot[]): Promise<OpenSlot[]> {
	const first = slots[0];
	const last = slots.at(-1);
	if (first === undefined || last === undefined) return [];
	const { branch, service } = place.resource;
	const taken = await BookingModel.find(
		{
			org: within.org,
			branch,
			service,
			// The longest slot there is: what began before it is over.
			start: { $gt: new Date(first.start.getTime() - DAY_MS), $lt: last.end },
			occupies: { $exists: true },
		},
		{ start: 1, end: 1, seat: 1 },
	)
		.session(within.db ?? null)
		.lean();
	return slots.map((slot) => {
		const seats = new Set(taken.filter((booking) => overlaps(booking, slot)).map(({ seat }) => seat));
		return { ...slot, free: freeSeats(place.rules.capacity, seats) };
	});
}
