import { randomBytes } from 'node:crypto';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { insertRows } from '../../../platform/mongo/insert-rows.ts';
import { type OpenSlot, openSlotAt } from '../slots/free-slots.ts';
import type { BookingPlace } from '../slots/place.ts';
import { occupied } from '../slots/seats.ts';
import { type Booking, BookingModel, type Client } from './model.ts';
import { type BookingStatus, LIVE } from './statuses.ts';
import { historyLine } from './transition.ts';

/** 128 bits: nobody guesses the name of a calendar file. */
const SECRET_BYTES = 16;

export interface Seating {
	start: Date;
	status: Extract<BookingStatus, 'held' | 'offered' | 'confirmed'>;
	client: Client | null;
	bookedBy: Booking['bookedBy'];
	by: Actor;
	cause: string;
	holder?: string | undefined;
	name?: string | undefined;
	phone?: string | undefined;
	heldUntil?: Date | undefined;
	/** The booking that it takes the place of. */
	instead?: Booking | undefined;
	press?: string | undefined;
}

export type Seated = { outcome: 'seated'; booking: Booking } | { outcome: 'taken'; slot: OpenSlot } | { outcome: 'no_slot' };

/**
 * Takes a free seat of a slot. Of all who want the last one at the same moment exactly one gets it: the seat's keys are unique in the
 * database (rule Q16), the others' transactions conflict, run again, and find the slot full. Which of several free seats is taken depends
 * on the booking's id, so that many at once do not all fight for the first.
 */
export async function takeSeat(scene: Scene, place: BookingPlace, wish: Seating): Promise<Seated> {
	const slot = await openSlotAt(scene, place, wish.start);
	if (slot === null) return { outcome: 'no_slot' };
	const _id = scene.newId();
	const seat = slot.free[spread(_id, slot.free.length)];
	if (seat === undefined) return { outcome: 'taken', slot };
	const { start, end } = slot;
	const { status, client, bookedBy, holder, name, phone, heldUntil, instead, press } = wish;
	const booking: Booking = {
		_id,
		org: scene.org,
		...place.resource,
		start,
		end,
		seat,
		occupies: occupied(place.resource, seat, slot),
		status,
		...(LIVE.includes(status) ? { live: true } : {}),
		client,
		...(holder === undefined ? {} : { holder }),
		...(name === undefined ? {} : { name }),
		...(phone === undefined ? {} : { phone }),
		bookedBy,
		...(heldUntil === undefined ? {} : { heldUntil }),
		...(press === undefined ? {} : { press }),
		...(status === 'confirmed' ? { confirmedAt: scene.now } : {}),
		reminded: [],
		calendar: instead?.calendar ?? randomBytes(SECRET_BYTES).toString('base64url'),
		...(instead === undefined ? {} : { movedFrom: instead._id }),
		history: [historyLine(null, { to: status, by: wish.by, cause: wish.cause }, scene.now)],
		version: 0,
		createdAt: scene.now,
		updatedAt: scene.now,
	};
	// At once: the next query of this scene must see the seat taken.
	await insertRows(BookingModel, [booking], scene.db);
	scene.emit({
		type: 'appointment.status_changed',
		subject: { kind: 'booking', id: _id },
		data: { from: null, to: status, cause: wish.cause, branch: booking.branch, start: start.toISOString() },
	});
	return { outcome: 'seated', booking };
}

/** A number below `count` that follows from an id and differs between neighbours. */
function spread(id: string, count: number): number {
	let hash = 0;
	for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
	return count === 0 ? 0 : hash % count;
}
