import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { defineModule, type Module } from '../module.ts';
import type { Admit } from './arrival/desk.ts';
import { followClosures } from './closures/follow-closures.ts';
import { appointmentCommands } from './commands.ts';
import { counterData } from './counter-data.ts';
import { personalData } from './personal-data.ts';
import { appointmentRoutes } from './routes.ts';
import { appointmentSubscribers } from './subscribers.ts';
import { timers } from './timers.ts';
import { serveAllWaiters } from './waitlist/serve-waiters.ts';

export type { Admission, Admit, Arrival } from './arrival/desk.ts';
export { calendarFile } from './calendar/calendar-file.ts';
export { findCalendar } from './calendar/find-calendar.ts';
export { followClosures } from './closures/follow-closures.ts';
export { bookedSlots } from './slots/booked-slots.ts';

/**
 * Appointments: `slots`, `booking`, `reminders`, `closures` of the house, the `waitlist`, the `arrival` that turns a booking into a ticket, and the `calendar` file,
 * each a folder beside the rooms of every module.
 */
export function appointmentsModule(context: { inScene: InScene; clock: Clock; newId: NewId; admit: Admit; publicBaseUrl: string }): Module {
	return defineModule({
		name: 'appointments',
		commands: appointmentCommands(context),
		routes: appointmentRoutes(context),
		jobs: [
			{ name: 'appointments.serve_waiters', every: '*/10 * * * *', run: () => serveAllWaiters(context.inScene, context.newId()) },
			{ name: 'appointments.follow_closures', every: '*/5 * * * *', run: () => followClosures(context, context.newId()) },
		],
		timers,
		subscribers: appointmentSubscribers(context),
		personalData,
		counterData,
	});
}
