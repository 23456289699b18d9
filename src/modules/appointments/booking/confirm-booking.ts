import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { openSlotAt } from '../slots/free-slots.ts';
import type { BookingPlace } from '../slots/place.ts';
import { liveBookingOf } from './find-booking.ts';
import { holderIn } from './holder.ts';
import type { Booking } from './model.ts';
import { changeBooking, updateBooking } from './transition.ts';
import { watchBooking } from './watch-booking.ts';

export type Confirmed = { outcome: 'confirmed' | 'kept' | 'already' | 'expired' | 'over' | 'house_closed'; booking: Booking };

/**
 * A yes: to a slot just chosen, or to a reminder (`kept`). A yes that comes after the hold has ended still counts while a seat of the slot
 * is free (rule R3); else `expired`. `house_closed`: nobody would be there. `over`: cancelled, moved or past.
 */
export async function confirmBooking(scene: Scene, place: BookingPlace | null, booking: Booking, by: Actor): Promise<Confirmed> {
	if (booking.status === 'held') return { outcome: 'confirmed', booking: await confirm(scene, booking, by) };
	if (booking.status === 'expired') {
		const again = place === null ? null : await seatAgain(scene, place, booking);
		if (again === null) return { outcome: 'expired', booking };
		return { outcome: 'confirmed', booking: await confirm(scene, booking, by, { seat: again }) };
	}
	if (booking.status !== 'confirmed' || booking.start <= scene.now) return { outcome: 'over', booking };
	if (booking.closedSince !== undefined) return { outcome: 'house_closed', booking };
	if (booking.acknowledgedAt !== undefined || booking.reminded.length === 0) return { outcome: 'already', booking };
	return { outcome: 'kept', booking: await updateBooking(scene, booking, { acknowledgedAt: scene.now }) };
}

async function confirm(scene: Scene, booking: Booking, by: Actor, set: { seat?: number } = {}): Promise<Booking> {
	const confirmed = await changeBooking(scene, booking, {
		to: 'confirmed',
		by,
		cause: 'confirmed',
		set: { ...set, confirmedAt: scene.now },
	});
	await watchBooking(scene, confirmed);
	return confirmed;
}

async function seatAgain(scene: Scene, place: BookingPlace, booking: Booking): Promise<number | null> {
	const { client, service } = booking;
	if (client !== null && (await liveBookingOf(scene, client, service, holderIn(booking))) !== null) return null;
	const slot = await openSlotAt(scene, place, booking.start);
	if (slot === null || slot.end.getTime() !== booking.end.getTime()) return null;
	return slot.free[0] ?? null;
}
