import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { TIMER } from '../actors.ts';
import { findBooking } from '../booking/find-booking.ts';
import type { Booking } from '../booking/model.ts';
import { tellClient } from '../booking/tell-client.ts';
import { bookingTimers } from '../booking/timer-keys.ts';
import { changeBooking } from '../booking/transition.ts';
import { unclaimedAt } from '../booking/watch-booking.ts';

/** The tolerance is over and nobody came: the seat is given back, and the person hears that they may still come as a walk-in (rule Q4). */
export async function missUnclaimed(scene: Scene, bookingId: string): Promise<void> {
	const booking = await findBooking(scene, bookingId);
	const { settings } = await getOrganisation(scene.org);
	if (booking === null || booking.status !== 'confirmed') return;
	if (scene.now < unclaimedAt(booking, settings.appointment_tolerance_minutes)) return;
	await missBooking(scene, booking, TIMER);
}

/** Writes a booking down as missed. */
export async function missBooking(scene: Scene, booking: Booking, by: Actor): Promise<Booking> {
	const missed = await changeBooking(scene, booking, { to: 'no_show', by, cause: 'unclaimed' });
	scene.cancelTimers(bookingTimers(booking._id));
	await tellClient(scene, missed, 'appointment.missed');
	return missed;
}
