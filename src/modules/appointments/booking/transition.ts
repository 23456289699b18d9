import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { requireTransition } from '../../transitions.ts';
import { occupied } from '../slots/seats.ts';
import type { Holder } from './holder.ts';
import { type Booking, type BookingLine, BookingModel, MAX_HISTORY } from './model.ts';
import { type BookingStatus, findTransition, LIVE, SEATED } from './statuses.ts';

/** What may be written together with a change of status. */
export type BookingChanges = Partial<
	Omit<Booking, '_id' | 'org' | 'branch' | 'service' | 'client' | 'status' | 'live' | 'occupies' | 'history' | 'version' | 'createdAt'>
>;

export interface Transition {
	to: BookingStatus;
	by: Actor;
	/** A code for the history. */
	cause: string;
	set?: BookingChanges;
}

/**
 * Moves a booking along the table of `statuses.ts`, in one conditional write on its version; it takes or gives back its seat with it.
 * Throws `conflict` when the table has no such transition or the booking has moved on, `not_allowed` when this actor may not cause it.
 */
export async function changeBooking(scene: Scene, booking: Booking, change: Transition): Promise<Booking> {
	requireTransition(findTransition(booking.status, change.to), {
		what: 'booking',
		from: booking.status,
		to: change.to,
		by: change.by.kind,
	});
	const line = historyLine(booking.status, change, scene.now);
	const next: Booking = { ...booking, ...change.set };
	const seat = SEATED.includes(change.to) ? { occupies: occupied(next, next.seat, next) } : {};
	const live = LIVE.includes(change.to) ? { live: true as const } : {};
	const written = await BookingModel.findOneAndUpdate(
		{ _id: booking._id, org: scene.org, status: booking.status, version: booking.version },
		{
			$set: { ...change.set, ...seat, ...live, status: change.to, updatedAt: scene.now },
			$unset: { ...('live' in live ? {} : { live: 1 }), ...('occupies' in seat ? {} : { occupies: 1 }) },
			$inc: { version: 1 },
			$push: { history: { $each: [line], $slice: -MAX_HISTORY } },
		},
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (written === null) throw new AppError('conflict', 'the booking has just changed', { field: 'status' });
	// Ids and statuses only: neither who, nor what for (rule Q15).
	scene.emit({
		type: 'appointment.status_changed',
		subject: { kind: 'booking', id: booking._id },
		data: { from: booking.status, to: change.to, cause: change.cause, branch: booking.branch, start: written.start.toISOString() },
	});
	return written;
}

/** Writes fields without moving the status. Throws `conflict` when the booking has moved on. */
export function updateBooking(scene: Scene, booking: Booking, set: BookingChanges): Promise<Booking> {
	return write(scene, booking, { $set: { ...set, updatedAt: scene.now } });
}

/** Makes a booking somebody else's (`whom`), or the client's own (null). Throws `conflict` when it has moved on. */
export async function giveTo(scene: Scene, booking: Booking, whom: Holder | null): Promise<Booking> {
	if (booking.holder === whom?.holder) return booking;
	const gone = whom === null ? { $unset: { holder: 1, name: 1 } } : {};
	return write(scene, booking, { $set: { ...whom, updatedAt: scene.now }, ...gone });
}

/** The house is open at its time after all. Throws `conflict` when it has moved on. */
export function openAgain(scene: Scene, booking: Booking): Promise<Booking> {
	return write(scene, booking, { $set: { updatedAt: scene.now }, $unset: { closedSince: 1, askedAt: 1, answerBy: 1 } });
}

async function write(scene: Scene, booking: Booking, change: { $set: object; $unset?: object }): Promise<Booking> {
	const written = await BookingModel.findOneAndUpdate(
		{ _id: booking._id, org: scene.org, status: booking.status, version: booking.version },
		{ ...change, $inc: { version: 1 } },
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (written === null) throw new AppError('conflict', 'the booking has just changed', { field: 'status' });
	return written;
}

/** The line of a change of status; from null: the booking begins with it. */
export function historyLine(from: BookingStatus | null, { to, by, cause }: Omit<Transition, 'set'>, at: Date): BookingLine {
	return { from, to, actor: { kind: by.kind, id: by.id, source: by.source }, cause, at };
}
