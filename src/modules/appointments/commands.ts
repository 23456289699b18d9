import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../conversation/command.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { momentLabel } from '../../platform/moments.ts';
import { findOrganisation, getOrganisation, hostedScene, labelOf } from '../organisations/index.ts';
import { asClient } from './actors.ts';
import { answerSlotOffer, offerAnswered } from './answer-offer.ts';
import { cancelBooking } from './cancel-booking.ts';
import { type CheckIn, checkIn } from './check-in.ts';
import { confirmBooking } from './confirm-booking.ts';
import type { Admit } from './desk.ts';
import { bookingFacts, bookingItem, type Facts, present } from './facts.ts';
import { dueBookings } from './due-bookings.ts';
import { pickBooking } from './find-booking.ts';
import { findSlots, type Wish, wallClock, wishSchema } from './find-slots.ts';
import { bookable } from './free-slots.ts';
import { holdSlot } from './hold-slot.ts';
import { holderOf } from './holder.ts';
import { joinWaitlist, leaveWaitlist } from './join-waitlist.ts';
import type { Booking, Client } from './model.ts';
import { type BookingPlace, bookingPlace } from './place.ts';
import { rescheduleBooking } from './reschedule-booking.ts';
import type { BookingStatus } from './statuses.ts';

/** What the commands need of the house. */
export interface CommandContext {
	admit: Admit;
	/** Where calendar files are found. */
	publicBaseUrl: string;
}

/**
 * What a flow may ask about appointments. The person is the scene's contact: nobody acts on another's booking. `for_name`: for somebody
 * else, who has no phone; the booking is then the client's to follow. A place is the ids of an
 * organisation (the scene's own or one it hosts), a branch and a service. `booking` is an id or null: "my appointment", the only one that
 * fits or `several`. Times are read and worded in the zone of the organisation visited (rule X8).
 *
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `appointments.find_slots` | place, when? {at, precision, any_day?} (a `when_at` slot), after? (start of the last slot shown), day? (a moment of the day spoken of: an hour alone means that day), booking? (instead of the place: where it is) | `exact` → PLACE + {start, day, when_label} · `slots` → PLACE + {items, day?, day_label?, missed, more?} · `days` → PLACE + {items} · `full`, `closed` → PLACE + {items, day, day_label} · `none` → PLACE · `not_offered` |
 * | `appointments.hold` | place, start, guaranteed?, for_name? | `held` → BOOKING · `already` → BOOKING (can be moved) · `taken` · `bad_time` · `payment_needed` → {price} · `too_many` → {count} · `too_many_others` → {count} (of those they book for) · `not_offered` |
 * | `appointments.confirm` | booking? | `confirmed` → BOOKING + {calendar_url} · `kept` → BOOKING (a yes to a reminder) · `already` → BOOKING · `expired` → BOOKING (somebody else has it) · `over` → BOOKING · `none` · `several` → {count, items} |
 * | `appointments.list` | booking? | `one` → BOOKING · `several` → {count, items} · `none` |
 * | `appointments.due` | – | `due` → BOOKING (they can say now that they are there; of several the first) · `later` → BOOKING (the next one) · `none` |
 * | `appointments.cancel` | booking?, reason? | `cancelled` → BOOKING · `already` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.reschedule` | booking?, start | `moved` → BOOKING + {former_label, calendar_url} · `same` → BOOKING · `taken` → BOOKING · `bad_time` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.check_in` | booking?, arrival_key? | `checked_in` → BOOKING + {ticket, number} · `late` → the same, as a walk-in · `noted` → BOOKING (nobody queues for it there) · `already` → BOOKING · `too_early` → BOOKING · `proof_needed` → BOOKING · `closed` → BOOKING + {opens_label?} · `full` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.join_waitlist` | place, when?, booking?, for_name? | `waiting`, `changed` → PLACE + {day_label?} · `not_offered` |
 * | `appointments.leave_waitlist` | place, for_name? | `left` · `not_waiting` · `not_offered` |
 * | `appointments.answer_offer` | slot_offer?, answer (yes, no) | `accepted` → BOOKING + {calendar_url} · `declined` → BOOKING · `already_declined` → BOOKING · `too_late` → BOOKING · `none` |
 *
 * `items`: [{ id, label {fr, en, wo}, description?, synonyms? }], at most 10; the id is a slot's start, a day, or a booking's.
 *
 * PLACE: organisation, organisation_label, branch, branch_label, address?, service, service_label, guaranteed_price?
 * NOTICE: booking, organisation, organisation_label, branch, branch_label, address?, status, start, end (ISO 8601), when_label ("vendredi 27
 * novembre à 10:00"), day_label, time ("10:00"), for_other? (true: booked for somebody else). Never what the appointment is for, nor the name
 * of the other (rule Q15).
 * BOOKING: NOTICE + service, service_label, for_name?, can_change, can_check_in, check_in_from, late_from ("10:10"), hold_minutes?, guaranteed_price?
 *
 * Notices told to the client's contact (type → data):
 * | type | data |
 * | --- | --- |
 * | `appointment.reminder` | NOTICE + {useful_until}: asks to confirm, move or cancel |
 * | `appointment.confirmed` | NOTICE + {calendar_url}: booked at the counter |
 * | `appointment.cancelled` | NOTICE + {reason?}: by the organisation |
 * | `appointment.moved` | NOTICE + {former_label, calendar_url?}: by the organisation |
 * | `appointment.missed` | NOTICE: the tolerance is over; who comes still is a walk-in |
 * | `appointment.slot_offered` | NOTICE + {slot_offer, minutes, expires_at}: of the waiting list; answered by `appointments.answer_offer` |
 * | `appointment.slot_lost` | NOTICE + {slot_offer, still_waits}: not answered in time |
 */
export function appointmentCommands(context: CommandContext): Command[] {
	return [...slotCommands(), ...bookingCommands(context), ...waitlistCommands(context)];
}

const id = z.string().max(64);
const place = { organisation: id, branch: id, service: id };
const reference = id.nullish();
const forName = z.string().max(200).nullish();
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

function slotCommands(): Command[] {
	return [
		defineCommand({
			name: 'appointments.find_slots',
			args: z.object({
				organisation: reference,
				branch: reference,
				service: reference,
				when: wishSchema.nullish(),
				after: moment.nullish(),
				day: moment.nullish(),
				booking: reference,
			}),
			outcomes: ['exact', 'slots', 'days', 'full', 'closed', 'none', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const { at, scene: visited } = found;
				const slots = await findSlots(visited, at, { wish: args.when ?? null, after: args.after ?? null, day: args.day ?? null });
				const zone = at.grid.timezone;
				const where = placeFacts(at);
				switch (slots.outcome) {
					case 'exact':
						return {
							outcome: 'exact',
							data: {
								...where,
								start: slots.start.toISOString(),
								day: slots.start.toISOString(),
								when_label: momentLabel(slots.start, zone),
							},
						};
					case 'slots': {
						const { items, missed, more, day } = slots;
						return {
							outcome: 'slots',
							data: present({
								...where,
								items,
								missed,
								more: more ?? undefined,
								day: day?.toISOString(),
								day_label: day === null ? undefined : momentLabel(day, zone, 'day'),
							}),
						};
					}
					case 'full':
					case 'closed':
						return {
							outcome: slots.outcome,
							data: { ...where, items: slots.items, day: slots.day.toISOString(), day_label: momentLabel(slots.day, zone, 'day') },
						};
					case 'days':
						return { outcome: 'days', data: { ...where, items: slots.items } };
					case 'none':
						return { outcome: 'none', data: where };
				}
			},
		}),
		defineCommand({
			name: 'appointments.hold',
			args: z.object({ ...place, start: moment, guaranteed: z.boolean().nullish(), for_name: forName }),
			outcomes: ['held', 'already', 'taken', 'bad_time', 'payment_needed', 'too_many', 'too_many_others', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const wish = { start: args.start, client: speaker(scene), whom: holderOf(args.for_name), guaranteed: args.guaranteed ?? false };
				const { outcome, ...rest } = await holdSlot(found.scene, found.at, wish);
				return 'booking' in rest ? told(found.scene, outcome, rest.booking) : { outcome, data: rest };
			},
		}),
	];
}

function bookingCommands({ admit, publicBaseUrl }: CommandContext): Command[] {
	return [
		bookingCommand('appointments.confirm', z.object({ booking: reference }), ['confirmed', 'kept', 'already', 'expired', 'over'], {
			statuses: ['held', 'confirmed'],
			async act(scene, booking) {
				const at = bookingPlace(await getOrganisation(scene.org), booking.branch, booking.service);
				const result = await confirmBooking(scene, at, booking, asClient(clientOf(booking), scene));
				return told(scene, result.outcome, result.booking, { calendar_url: calendarUrl(publicBaseUrl, result.booking) });
			},
		}),
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

function waitlistCommands({ publicBaseUrl }: CommandContext): Command[] {
	return [
		defineCommand({
			name: 'appointments.join_waitlist',
			args: z.object({
				organisation: reference,
				branch: reference,
				service: reference,
				when: wishSchema.nullish(),
				booking: reference,
				for_name: forName,
			}),
			outcomes: ['waiting', 'changed', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const { at, scene: visited } = found;
				const { day, ...range } = rangeOf(at, args.when ?? null, scene.now);
				const outcome = await joinWaitlist(visited, at, { client: speaker(scene), whom: holderOf(args.for_name), ...range });
				const label = day === null ? {} : { day_label: momentLabel(day, at.grid.timezone, 'day') };
				return { outcome, data: { ...placeFacts(at), ...label } };
			},
		}),
		defineCommand({
			name: 'appointments.leave_waitlist',
			args: z.object({ ...place, for_name: forName }),
			outcomes: ['left', 'not_waiting', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				return { outcome: (await leaveWaitlist(found.scene, found.at, speaker(scene), holderOf(args.for_name))) ? 'left' : 'not_waiting' };
			},
		}),
		defineCommand({
			name: 'appointments.answer_offer',
			args: z.object({
				slot_offer: reference,
				// YAML reads `yes` as a word, and a tapped choice may carry a boolean.
				answer: z.union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')]),
			}),
			outcomes: ['accepted', 'declined', 'already_declined', 'too_late', 'none'],
			async run(scene, args) {
				const offer = await offerAnswered(scene, speaker(scene).contact, args.slot_offer);
				if (offer === null) return { outcome: 'none' };
				const visited = await hostedScene(scene, offer.org);
				const result = await answerSlotOffer(visited, offer, args.answer);
				if (result === null) return { outcome: 'none' };
				return told(visited, result.outcome, result.booking, { calendar_url: calendarUrl(publicBaseUrl, result.booking) });
			},
		}),
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

/** The person whose turn it is. */
function speaker(scene: Scene): Client {
	if (scene.contact === null) throw new AppError('internal', 'a command of a flow runs in the turn of a contact');
	return { org: scene.org, contact: scene.contact._id };
}

function clientOf({ client }: Booking): string {
	if (client === null) throw new AppError('internal', 'a booking of the speaker has a client');
	return client.contact;
}

/** The place that is named, or that of a booking of the speaker's; null when nothing can be booked there. */
async function placeOf(
	scene: Scene,
	named: { organisation?: string | null; branch?: string | null; service?: string | null; booking?: string | null },
): Promise<{ scene: Scene; at: BookingPlace } | null> {
	const picked = named.booking == null ? null : await pickBooking(scene, speaker(scene).contact, named.booking);
	const where = picked?.kind === 'one' ? { ...picked.booking, organisation: picked.booking.org } : named;
	const organisation = await findOrganisation(where.organisation ?? '');
	if (organisation === null) return null;
	const at = bookingPlace(organisation, where.branch ?? '', where.service ?? '');
	return at === null ? null : { scene: await hostedScene(scene, organisation.slug), at };
}

/** Which slots a waiting person would take: those of the day they named, else all that can be booked. */
function rangeOf(at: BookingPlace, wish: Wish | null, now: Date): { from: Date; to: Date; day: Date | null } {
	const bounds = bookable(at, now);
	if (wish === null || wish.precision === 'now') return { ...bounds, day: null };
	const day = wallClock(wish.at, at.grid.timezone).startOf('day');
	return { from: day.toJSDate(), to: day.endOf('day').toJSDate(), day: day.toJSDate() };
}

function placeFacts({ organisation, branch, service, rules }: BookingPlace): Facts {
	return present({
		organisation: organisation.slug,
		organisation_label: organisation.name,
		branch: branch.id,
		branch_label: labelOf(branch.names),
		address: branch.address,
		service: service.id,
		service_label: labelOf(service.names),
		guaranteed_price: rules.guaranteedPrice,
	});
}

async function told(scene: Scene, outcome: string, booking: Booking, extra: Facts = {}): Promise<CommandResult> {
	return { outcome, data: { ...bookingFacts(await getOrganisation(scene.org), booking, scene.now), ...present(extra) } };
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

/** Where the calendar file of a booking is found. */
export function calendarUrl(publicBaseUrl: string, { calendar }: Booking): string {
	return `${publicBaseUrl}/calendar/${calendar}.ics`;
}
