import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { openSlotAt } from '../slots/free-slots.ts';
import type { BookingPlace } from '../slots/place.ts';
import { offerSlot } from '../waitlist/offer-slot.ts';
import { findBooking } from './find-booking.ts';
import type { Booking } from './model.ts';
import { takeSeat } from './take-seat.ts';
import { tellClient } from './tell-client.ts';
import { bookingTimers } from './timer-keys.ts';
import { changeBooking, updateBooking } from './transition.ts';
import { watchBooking } from './watch-booking.ts';

export type Moved =
	| { outcome: 'moved'; booking: Booking; from: Booking }
	| { outcome: 'taken' | 'bad_time' | 'same' | 'over'; booking: Booking };

/**
 * Moves an appointment: the old one ends and the new one is booked in one transaction (rule Q16), so that nobody ever has both or
 * neither. When the new slot is not free the old one stays as it is.
 */
export async function rescheduleBooking(
	scene: Scene,
	place: BookingPlace,
	booking: Booking,
	{ start, by }: { start: Date; by: Actor },
): Promise<Moved> {
	const moved = await movedTo(scene, booking, start);
	if (moved !== null) return { outcome: 'same', booking: moved };
	if (booking.status !== 'confirmed' || booking.start <= scene.now) return { outcome: 'over', booking };
	if (booking.start.getTime() === start.getTime()) return { outcome: 'same', booking };
	const slot = await openSlotAt(scene, place, start);
	if (slot === null) return { outcome: 'bad_time', booking };
	if (slot.free.length === 0) return { outcome: 'taken', booking };
	// First: one person has one live booking for a service.
	const left = await changeBooking(scene, booking, { to: 'moved', by, cause: 'moved' });
	const { client, bookedBy, holder, name, phone } = booking;
	const wish = { start, status: 'confirmed' as const, client, bookedBy, by, cause: 'moved', holder, name, phone, instead: left };
	const seated = await takeSeat(scene, place, wish);
	if (seated.outcome !== 'seated') throw new AppError('conflict', 'the slot has just been taken', { field: 'start' });
	const from = await updateBooking(scene, left, { movedTo: seated.booking._id });
	scene.cancelTimers(bookingTimers(booking._id));
	await watchBooking(scene, seated.booking);
	await offerSlot(scene, from);
	if (by.kind !== 'client') await tellClient(scene, seated.booking, 'appointment.moved', { former: from });
	return { outcome: 'moved', booking: seated.booking, from };
}

/** What the booking was moved to, when that is where it is wanted: the same press again, after an answer that was lost. */
async function movedTo(scene: Scene, { status, movedTo: next }: Booking, start: Date): Promise<Booking | null> {
	if (status !== 'moved' || next === undefined) return null;
	const booking = await findBooking(scene, next);
	return booking?.start.getTime() === start.getTime() ? booking : null;
}
