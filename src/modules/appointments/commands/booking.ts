import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../../conversation/command.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { momentLabel } from '../../../platform/moments.ts';
import { getOrganisation, hostedScene } from '../../organisations/index.ts';
import { asClient } from '../actors.ts';
import { type CheckIn, checkIn } from '../arrival/check-in.ts';
import { cancelBooking } from '../booking/cancel-booking.ts';
import { confirmBooking } from '../booking/confirm-booking.ts';
import { dueBookings } from '../booking/due-bookings.ts';
import { bookingItem } from '../booking/facts.ts';
import { pickBooking } from '../booking/find-booking.ts';
import type { Booking } from '../booking/model.ts';
import { rescheduleBooking } from '../booking/reschedule-booking.ts';
import type { BookingStatus } from '../booking/statuses.ts';
import { calendarUrl } from '../calendar/calendar-url.ts';
import type { CommandContext } from '../commands.ts';
import { bookingPlace } from '../slots/place.ts';
import { moment, reference, speaker, told } from './parts.ts';

/** The life of the speaker's own bookings. */
export function bookingCommands({ admit, publicBaseUrl }: CommandContext): Command[] {
	return [
		bookingCommand(
			'appointments.confirm',
			z.object({ booking: reference }),
			['confirmed', 'kept', 'already', 'expired', 'over', 'house_closed'],
			{
				statuses: ['held', 'confirmed'],
				async act(scene, booking) {
					const at = bookingPlace(await getOrganisation(scene.org), booking.branch, booking.service);
					const result = await confirmBooking(scene, at, booking, asClient(clientOf(booking), scene));
					return told(scene, result.outcome, result.booking, { calendar_url: calendarUrl(publicBaseUrl, result.booking) });
				},
			},
		),
		bookingCommand('appointments.list', z.object({ booking: reference }), ['one'], {
			statuses: ['confirmed'],
			act: (scene, booking) => told(scene, 'one', booking),
		}),
		defineCommand({
			name: 'appointments.due',
			args: z.object({}),
			outcomes: ['due', 'later', 'none'],
			async run(scene) {
				const { due, later } = await dueBookings(scene, speaker(scene).contact);
				const booking = due[0] ?? later[0];
				if (booking === undefined) return { outcome: 'none' };
				return told(await hostedScene(scene, booking.org), due.length > 0 ? 'due' : 'later', booking);
			},
		}),
		bookingCommand(
			'appointments.cancel',
			z.object({ booking: reference, reason: z.string().nullish() }),
			['cancelled', 'already', 'over'],
			{
				statuses: ['confirmed'],
				async act(scene, booking, { reason }) {
					const by = asClient(clientOf(booking), scene);
					const result = await cancelBooking(scene, booking, { by, reason: reason ?? null });
					return told(scene, result.outcome, result.booking);
				},
			},
		),
		bookingCommand(
			'appointments.reschedule',
			z.object({ booking: reference, start: moment }),
			['moved', 'same', 'taken', 'bad_time', 'over'],
			{
				statuses: ['confirmed'],
				async act(scene, booking, { start }) {
					const organisation = await getOrganisation(scene.org);
					const at = bookingPlace(organisation, booking.branch, booking.service);
					if (at === null) return told(scene, 'over', booking);
					const result = await rescheduleBooking(scene, at, booking, { start, by: asClient(clientOf(booking), scene) });
					if (result.outcome !== 'moved') return told(scene, result.outcome, result.booking);
					return told(scene, 'moved', result.booking, {
						former_label: momentLabel(result.from.start, organisation.timezone),
						calendar_url: calendarUrl(publicBaseUrl, result.booking),
					});
				},
			},
		),
		bookingCommand(
			'appointments.check_in',
			z.object({ booking: reference, arrival_key: z.string().max(16).nullish() }),
			['checked_in', 'late', 'noted', 'already', 'too_early', 'proof_needed', 'closed', 'full', 'over'],
			{
				statuses: ['confirmed', 'no_show'],
				async act(scene, booking, { arrival_key: arrivalKey }) {
					const by = asClient(clientOf(booking), scene);
					return checkedIn(scene, await checkIn(scene, admit, booking, { by, arrivalKey }));
				},
			},
		),
	];
}

/** A command about one of the speaker's bookings. `act` runs in the scene of the organisation visited. */
function bookingCommand<A extends z.ZodType<{ booking?: string | null | undefined }>>(
	name: string,
	args: A,
	outcomes: readonly string[],
	how: { statuses: readonly BookingStatus[]; act(scene: Scene, booking: Booking, args: z.output<A>): Promise<CommandResult> },
): Command {
	return defineCommand({
		name,
		args,
		outcomes: [...outcomes, 'none', 'several'],
		async run(scene, given) {
			const picked = await pickBooking(scene, speaker(scene).contact, given.booking, how.statuses);
			if (picked.kind === 'none') return { outcome: 'none' };
			if (picked.kind === 'several')
				return { outcome: 'several', data: { count: picked.bookings.length, items: await Promise.all(picked.bookings.map(bookingItem)) } };
			return how.act(await hostedScene(scene, picked.booking.org), picked.booking, given);
		},
	});
}

function clientOf({ client }: Booking): string {
	if (client === null) throw new AppError('internal', 'a booking of the speaker has a client');
	return client.contact;
}

async function checkedIn(scene: Scene, result: CheckIn): Promise<CommandResult> {
	const { outcome, booking } = result;
	if (outcome === 'checked_in' || outcome === 'late') {
		const { ticket } = result;
		return ticket === null ? told(scene, 'noted', booking) : told(scene, outcome, booking, { ticket: ticket._id, number: ticket.number });
	}
	if (outcome !== 'refused') return told(scene, outcome, booking);
	const { admission } = result;
	if (admission.outcome !== 'closed') return told(scene, 'full', booking);
	const { timezone } = await getOrganisation(scene.org);
	const opens = admission.opensAt === null ? undefined : momentLabel(admission.opensAt, timezone);
	return told(scene, 'closed', booking, { opens_label: opens });
}
