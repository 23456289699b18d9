import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { planReminders } from '../reminders/plan-reminders.ts';
import type { Booking } from './model.ts';
import { bookingTimers, KINDS } from './timer-keys.ts';

/** Lays the moments of a confirmed booking: its reminders, and the one at which it counts as missed (rules Q4, Q16). */
export async function watchBooking(scene: Scene, booking: Booking): Promise<void> {
	const { settings, timezone } = await getOrganisation(scene.org);
	scene.cancelTimers(bookingTimers(booking._id));
	scene.setTimer({
		key: `${bookingTimers(booking._id)}unclaimed`,
		kind: KINDS.unclaimed,
		fireAt: unclaimedAt(booking, settings.appointment_tolerance_minutes),
		data: { booking: booking._id },
	});
	if (booking.client === null) return;
	const reminders = planReminders(booking.start, scene.now, settings.appointment_reminder_minutes, settings.quiet_hours, timezone);
	for (const { minutes, at } of reminders) {
		scene.setTimer({
			key: `${bookingTimers(booking._id)}remind:${minutes}`,
			kind: KINDS.reminder,
			fireAt: at,
			data: { booking: booking._id, minutes },
		});
	}
}

/** Until then the appointment is the person's own; after it the seat is free and they are a walk-in. */
export function unclaimedAt({ start }: Pick<Booking, 'start'>, toleranceMinutes: number): Date {
	return minutesAfter(start, toleranceMinutes);
}
