import type { Scene } from '../../conversation/scene/scene.ts';
import { APPOINTMENTS, asClient } from './actors.ts';
import { countLive, liveBookingOf } from './find-booking.ts';
import type { Booking, Client } from './model.ts';
import type { BookingPlace } from './place.ts';
import { offerSlot } from './offer-slot.ts';
import { takeSeat } from './take-seat.ts';
import { bookingTimers, KINDS } from './timer-keys.ts';
import { changeBooking } from './transition.ts';

export type Holding =
	| { outcome: 'held'; booking: Booking }
	| { outcome: 'already'; booking: Booking }
	| { outcome: 'payment_needed'; price: number }
	| { outcome: 'too_many'; count: number }
	| { outcome: 'taken' | 'bad_time' };

/**
 * Keeps a slot for a person who has chosen it, for a few minutes (rule Q16). Choosing another one lets the first go. What costs is
 * refused until it can be paid, never given away (rule Q14). `already`: they have an appointment for the service, which can be moved.
 */
export async function holdSlot(
	scene: Scene,
	place: BookingPlace,
	wish: { start: Date; client: Client; guaranteed: boolean },
): Promise<Holding> {
	const price = wish.guaranteed ? place.rules.guaranteedPrice : place.rules.price;
	if (price !== undefined && price > 0) return { outcome: 'payment_needed', price };
	const known = await liveBookingOf(scene, wish.client, place.service.id);
	if (known?.status === 'confirmed') return { outcome: 'already', booking: known };
	if (known !== null && known.start.getTime() === wish.start.getTime() && known.branch === place.branch.id)
		return { outcome: 'held', booking: known };
	if (known === null) {
		const count = await countLive(scene, wish.client);
		if (count >= place.organisation.settings.appointments_per_person) return { outcome: 'too_many', count };
	}
	if (known !== null) await letGo(scene, known);
	const by = asClient(wish.client.contact, scene);
	const heldUntil = new Date(scene.now.getTime() + place.rules.holdMinutes * 60_000);
	const seated = await takeSeat(scene, place, {
		start: wish.start,
		status: 'held',
		client: wish.client,
		bookedBy: 'chat',
		by,
		cause: 'chosen',
		heldUntil,
	});
	if (seated.outcome !== 'seated') return { outcome: seated.outcome === 'taken' ? 'taken' : 'bad_time' };
	const { booking } = seated;
	// A yes that was on its way when the time ended still counts (rule R3).
	const fireAt = new Date(heldUntil.getTime() + place.organisation.settings.offer_grace_seconds * 1000);
	scene.setTimer({ key: `${bookingTimers(booking._id)}hold`, kind: KINDS.holdExpiry, fireAt, data: { booking: booking._id } });
	return { outcome: 'held', booking };
}

/** A chosen slot that is not wanted any more is free for others. */
async function letGo(scene: Scene, booking: Booking): Promise<void> {
	await changeBooking(scene, booking, { to: 'expired', by: APPOINTMENTS, cause: 'another_chosen' });
	scene.cancelTimers(bookingTimers(booking._id));
	await offerSlot(scene, booking);
}
