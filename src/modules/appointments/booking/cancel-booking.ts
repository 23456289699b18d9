import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { offerSlot } from '../waitlist/offer-slot.ts';
import type { Booking } from './model.ts';
import { findTransition } from './statuses.ts';
import { tellClient } from './tell-client.ts';
import { bookingTimers } from './timer-keys.ts';
import { changeBooking } from './transition.ts';

const MAX_REASON = 300;

export type Cancelled = { outcome: 'cancelled' | 'already' | 'over'; booking: Booking };

/** Ends a booking; its seat is offered to who waits for it, and nothing rings afterwards. `over`: it is past, or its person is there. */
export async function cancelBooking(
	scene: Scene,
	booking: Booking,
	{ by, reason, cause = 'cancelled' }: { by: Actor; reason?: string | null; cause?: 'cancelled' | 'house_closed' },
): Promise<Cancelled> {
	if (booking.status === 'cancelled' || booking.status === 'expired') return { outcome: 'already', booking };
	if (findTransition(booking.status, 'cancelled') === undefined || booking.start <= scene.now) return { outcome: 'over', booking };
	const words = reason?.trim().slice(0, MAX_REASON) ?? '';
	const cancelled = await changeBooking(scene, booking, {
		to: 'cancelled',
		by,
		cause,
		set: { cancelled: { by: by.kind, ...(words === '' ? {} : { reason: words }) } },
	});
	scene.cancelTimers(bookingTimers(booking._id));
	await offerSlot(scene, cancelled);
	const why = cause === 'house_closed' ? { house_closed: true } : words === '' ? {} : { reason: words };
	if (by.kind !== 'client') await tellClient(scene, cancelled, 'appointment.cancelled', why);
	return { outcome: 'cancelled', booking: cancelled };
}
