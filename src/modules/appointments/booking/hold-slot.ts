import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter, secondsAfter } from '../../../platform/later.ts';
import { APPOINTMENTS, asClient } from '../actors.ts';
import type { BookingPlace } from '../slots/place.ts';
import { offerSlot } from '../waitlist/offer-slot.ts';
import { liveBookingOf, liveBookingsOf } from './find-booking.ts';
import type { Holder } from './holder.ts';
import type { Booking, Client } from './model.ts';
import { takeSeat } from './take-seat.ts';
import { bookingTimers, KINDS } from './timer-keys.ts';
import { changeBooking, giveTo } from './transition.ts';

export type Holding =
	| { outcome: 'held'; booking: Booking }
	| { outcome: 'already'; booking: Booking }
	| { outcome: 'payment_needed'; price: number }
	/** Of the person it is for, or of others they book for. */
	| { outcome: 'too_many' | 'too_many_others'; count: number }
	| { outcome: 'taken' | 'bad_time' };

/** Others one client may have appointments for at once: parents, not a business (rule Q13). */
const MOST_OTHERS = 2;

/**
 * Keeps a slot for a person who has chosen it, for a few minutes (rule Q16). Choosing another one lets the first go. What costs is
 * refused until it can be paid, never given away (rule Q14). `already`: they have an appointment for the service, which can be moved.
 * `whom`: somebody else, who then counts as a person of their own.
 */
export async function holdSlot(
	scene: Scene,
	place: BookingPlace,
	wish: { start: Date; client: Client; whom: Holder | null; guaranteed: boolean },
): Promise<Holding> {
	const price = wish.guaranteed ? place.rules.guaranteedPrice : place.rules.price;
	if (price !== undefined && price > 0) return { outcome: 'payment_needed', price };
	const known = await liveBookingOf(scene, wish.client, place.service.id, wish.whom);
	if (known?.status === 'confirmed') return { outcome: 'already', booking: known };
	const live = await liveBookingsOf(scene, wish.client);
	const holds = live.filter(({ status, service }) => status === 'held' && service === place.service.id);
	const tooMany = known === null ? overLimit(place, wish.whom, without(live, holds)) : null;
	if (tooMany !== null) return tooMany;
	const same = holds.find(({ start, branch }) => start.getTime() === wish.start.getTime() && branch === place.branch.id);
	for (const other of holds) if (other !== same) await letGo(scene, other);
	// "In fact it is for my mother": the slot that is kept for oneself becomes hers.
	if (same !== undefined) return { outcome: 'held', booking: await giveTo(scene, same, wish.whom) };
	const by = asClient(wish.client.contact, scene);
	const heldUntil = minutesAfter(scene.now, place.rules.holdMinutes);
	const seated = await takeSeat(scene, place, {
		start: wish.start,
		status: 'held',
		client: wish.client,
		...wish.whom,
		bookedBy: 'chat',
		by,
		cause: 'chosen',
		heldUntil,
	});
	if (seated.outcome !== 'seated') return { outcome: seated.outcome === 'taken' ? 'taken' : 'bad_time' };
	const { booking } = seated;
	// A yes that was on its way when the time ended still counts (rule R3).
	const fireAt = secondsAfter(heldUntil, place.organisation.settings.offer_grace_seconds);
	scene.setTimer({ key: `${bookingTimers(booking._id)}hold`, kind: KINDS.holdExpiry, fireAt, data: { booking: booking._id } });
	return { outcome: 'held', booking };
}

function overLimit(place: BookingPlace, whom: Holder | null, live: readonly Booking[]): Extract<Holding, { count: number }> | null {
	const count = live.filter(({ holder }) => holder === whom?.holder).length;
	if (count >= place.organisation.settings.appointments_per_person) return { outcome: 'too_many', count };
	const others = new Set(live.flatMap(({ holder }) => holder ?? []));
	const another = whom !== null && !others.has(whom.holder);
	return another && others.size >= MOST_OTHERS ? { outcome: 'too_many_others', count: others.size } : null;
}

function without(bookings: readonly Booking[], gone: readonly Booking[]): Booking[] {
	return bookings.filter((booking) => !gone.includes(booking));
}

/** A chosen slot that is not wanted any more is free for others. */
async function letGo(scene: Scene, booking: Booking): Promise<void> {
	await changeBooking(scene, booking, { to: 'expired', by: APPOINTMENTS, cause: 'another_chosen' });
	scene.cancelTimers(bookingTimers(booking._id));
	await offerSlot(scene, booking);
}
