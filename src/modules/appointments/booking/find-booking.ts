import type { Scene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import type { Within } from '../slots/free-slots.ts';
import type { Holder } from './holder.ts';
import { type Booking, BookingModel, type Client } from './model.ts';
import { type BookingStatus, LIVE } from './statuses.ts';

/** Choices a person is offered at once: WhatsApp's longest list. */
const MAX_ITEMS = 10;
/** "My appointment" is still this one for so long after it began: people come late, or say so. */
export const STILL_MINE_MS = 12 * 3_600_000;

/** The organisation's booking with this id, or null. */
export function findBooking(within: Pick<Within, 'org' | 'db'>, id: string): Promise<Booking | null> {
	return BookingModel.findOne({ _id: id, org: within.org })
		.session(within.db ?? null)
		.lean();
}

/** The live booking of a client for a service, for themselves (`whom` null) or for somebody else; or null. */
export function liveBookingOf(scene: Scene, client: Client, service: string, whom: Holder | null): Promise<Booking | null> {
	return BookingModel.findOne({
		org: scene.org,
		service,
		'client.org': client.org,
		'client.contact': client.contact,
		holder: whom?.holder ?? null,
		live: true,
	})
		.session(scene.db)
		.lean();
}

/** A client's live bookings in this organisation that are still to come, their own and those for others. */
export function liveBookingsOf(scene: Scene, client: Client): Promise<Booking[]> {
	return BookingModel.find({
		org: scene.org,
		'client.org': client.org,
		'client.contact': client.contact,
		live: true,
		start: { $gt: scene.now },
	})
		.limit(MOST_LIVE)
		.session(scene.db)
		.lean();
}

/** Above what the largest limit lets one client have, with those they book for (I12). */
const MOST_LIVE = 200;

/**
 * The speaker's own bookings, wherever they go by this number, soonest first. The rows belong to the organisations visited and, through
 * `client.org`, to the host whose scene this is: that is their tenant here.
 */
export function bookingsOf(scene: Scene, contact: string, statuses: readonly BookingStatus[] = LIVE): Promise<Booking[]> {
	return BookingModel.find({
		'client.org': scene.org,
		'client.contact': contact,
		start: { $gt: new Date(scene.now.getTime() - STILL_MINE_MS) },
		status: { $in: [...statuses] },
	})
		.setOptions(ACROSS_ORGANISATIONS)
		.sort({ start: 1 })
		.limit(MAX_ITEMS)
		.session(scene.db)
		.lean();
}

/** A booking of the speaker's by its id, or null: nobody acts on another's. */
function ownBooking(scene: Scene, contact: string, id: string): Promise<Booking | null> {
	return BookingModel.findOne({ _id: id, 'client.org': scene.org, 'client.contact': contact })
		.setOptions(ACROSS_ORGANISATIONS)
		.session(scene.db)
		.lean();
}

export type Picked = { kind: 'one'; booking: Booking } | { kind: 'none' } | { kind: 'several'; bookings: Booking[] };

/** Which of the speaker's bookings is meant: the one named, else the only one in these statuses. */
export async function pickBooking(
	scene: Scene,
	contact: string,
	reference: string | null | undefined,
	statuses: readonly BookingStatus[] = LIVE,
): Promise<Picked> {
	if (reference != null && reference !== '') {
		const booking = await latestOf(scene, contact, reference);
		return booking === null ? { kind: 'none' } : { kind: 'one', booking };
	}
	const bookings = await bookingsOf(scene, contact, statuses);
	const [only] = bookings;
	if (only === undefined) return { kind: 'none' };
	return bookings.length === 1 ? { kind: 'one', booking: only } : { kind: 'several', bookings };
}

/** An old button names a booking that may have been moved since: what is meant is where it went. */
async function latestOf(scene: Scene, contact: string, id: string): Promise<Booking | null> {
	let booking = await ownBooking(scene, contact, id);
	for (let moves = 0; booking?.movedTo !== undefined && moves < MOST_MOVES; moves++)
		booking = await ownBooking(scene, contact, booking.movedTo);
	return booking;
}

/** More than anyone moves one appointment (I12). */
const MOST_MOVES = 10;
