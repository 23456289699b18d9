import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { defineModule, type Module } from '../module.ts';
import { appointmentCommands } from './commands.ts';
import type { Admit } from './desk.ts';
import { appointmentRoutes } from './routes.ts';
import { serveAllWaiters } from './serve-waiters.ts';
import { appointmentSubscribers } from './subscribers.ts';
import { timers } from './timers.ts';

export { bookedSlots } from './booked-slots.ts';
export { calendarFile } from './calendar.ts';
export type { Admission, Admit, Arrival } from './desk.ts';
export { findCalendar } from './find-calendar.ts';

/** Appointments: slots, bookings, reminders, the waiting list, and the arrival that turns a booking into a ticket. */
export function appointmentsModule(context: { inScene: InScene; clock: Clock; newId: NewId; admit: Admit; publicBaseUrl: string }): Module {
	return defineModule({
		name: 'appointments',
		commands: appointmentCommands(context),
		routes: appointmentRoutes(context),
		jobs: [{ name: 'appointments.serve_waiters', every: '*/10 * * * *', run: () => serveAllWaiters(context.inScene, context.newId()) }],
		timers,
		subscribers: appointmentSubscribers(context),
	});
}
