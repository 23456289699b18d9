import type { Scene } from '../../../conversation/scene/scene.ts';
import { afterQuiet } from '../../../platform/quiet-hours.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { findBooking } from '../booking/find-booking.ts';
import type { Booking } from '../booking/model.ts';
import { tellClient } from '../booking/tell-client.ts';
import { bookingTimers, KINDS } from '../booking/timer-keys.ts';
import { updateBooking } from '../booking/transition.ts';
import { followClosure } from '../closures/follow-closure.ts';
import { latestUseful } from './plan-reminders.ts';

/**
 * Reminds a person of their appointment, with the choice to confirm, move or cancel it. Each reminder is sent once; one that fires late is
 * checked again: at night it waits for the morning, and when it is of no use any more it is not sent (rules X2, X5).
 */
export async function sendReminder(scene: Scene, { booking: id, minutes }: { booking: string; minutes: number }): Promise<void> {
	const booking = await findBooking(scene, id);
	if (booking === null || booking.status !== 'confirmed' || booking.reminded.some((sent) => sent <= minutes)) return;
	// Nobody is sent to a closed door. What the house's hours have changed just now has been told instead.
	const current = await followClosure(scene, booking);
	if (current !== booking || current.closedSince !== undefined) return;
	const { settings, timezone } = await getOrganisation(scene.org);
	// Held up so long that the next one is due: that one says it all.
	if (settings.appointment_reminder_minutes.some((next) => next < minutes && minutesLeft(booking, scene.now) <= next)) return;
	const useful = latestUseful(booking.start);
	const at = afterQuiet(settings.quiet_hours, scene.now, timezone);
	if (at > useful) return;
	if (at > scene.now) {
		scene.setTimer({ key: `${bookingTimers(id)}remind:${minutes}`, kind: KINDS.reminder, fireAt: at, data: { booking: id, minutes } });
		return;
	}
	await updateBooking(scene, booking, { reminded: [...booking.reminded, minutes] });
	await tellClient(scene, booking, 'appointment.reminder', { useful_until: useful.toISOString() });
	scene.emit({ type: 'appointment.reminded', subject: { kind: 'booking', id }, data: { minutes } });
}

function minutesLeft({ start }: Booking, now: Date): number {
	return (start.getTime() - now.getTime()) / 60_000;
}
