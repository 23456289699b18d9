import type { Scene } from '../../../conversation/scene/scene.ts';
import { TIMER } from '../actors.ts';
import { offerSlot } from '../waitlist/offer-slot.ts';
import { findBooking } from './find-booking.ts';
import { changeBooking } from './transition.ts';

/** A chosen slot was not confirmed in time: it is free again. The person hears it when they answer. */
export async function expireHold(scene: Scene, bookingId: string): Promise<void> {
	const booking = await findBooking(scene, bookingId);
	if (booking === null || booking.status !== 'held' || booking.heldUntil === undefined || scene.now < booking.heldUntil) return;
	await changeBooking(scene, booking, { to: 'expired', by: TIMER, cause: 'not_confirmed' });
	await offerSlot(scene, booking);
}
