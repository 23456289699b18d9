import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Actor, InScene, Scene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type Identity } from '../../platform/http/endpoint.ts';
import { decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/pagination.ts';
import { requireBranch } from '../accounts/index.ts';
import { getOrganisation } from '../organisations/index.ts';
import { checkIn } from './arrival/check-in.ts';
import { missBooking } from './arrival/miss-booking.ts';
import { bookAtCounter } from './booking/book-at-counter.ts';
import { cancelBooking } from './booking/cancel-booking.ts';
import { findBooking } from './booking/find-booking.ts';
import { listAffected, listBookings } from './booking/list-bookings.ts';
import type { Booking } from './booking/model.ts';
import { rescheduleBooking } from './booking/reschedule-booking.ts';
import { bookingSchema, type ShownBooking, showBookings } from './booking/show-booking.ts';
import { BOOKING_STATUSES } from './booking/statuses.ts';
import { calendarUrl } from './calendar/calendar-url.ts';
import type { CommandContext } from './commands.ts';
import { slotsBetween } from './slots/free-slots.ts';
import { type BookingPlace, bookingPlace } from './slots/place.ts';

export interface RouteContext extends CommandContext {
	inScene: InScene;
	clock: Clock;
}

const STAFF = ['counter', 'agent', 'manager', 'admin'] as const;
const id = z.string().trim().min(1).max(64);
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const press = id.optional().describe('The same press of a key, sent again, is done once');
const position = z.tuple([z.number(), z.string()]);

/** Appointments as the staff of a branch sees and changes them. An account that names its branches acts in those only. */
export function appointmentRoutes(context: RouteContext): Endpoint[] {
	return [...listRoutes(context), ...changeRoutes(context)];
}

function listRoutes({ clock }: RouteContext): Endpoint[] {
	return [
		defineEndpoint({
			method: 'get',
			path: '/appointments',
			summary: 'Lists the appointments of a branch on one local day, by time',
			tag: 'appointments',
			roles: STAFF,
			query: z.object({
				branch: id,
				date: z.union([z.iso.date(), z.literal('today')]).default('today'),
				service: id.optional(),
				status: z.enum(BOOKING_STATUSES).optional(),
				...pageQuery,
			}),
			response: pageOf(bookingSchema),
			async handle({ identity, query }) {
				await requireBranch(identity, query.branch);
				const organisation = await getOrganisation(identity.org);
				const now = clock.now();
				const zone = { zone: organisation.timezone };
				const day = query.date === 'today' ? DateTime.fromJSDate(now, zone) : DateTime.fromISO(query.date, zone);
				const range = { from: day.startOf('day').toJSDate(), to: day.endOf('day').toJSDate() };
				const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
				const rows = await listBookings(identity.org, { ...query, ...range }, { limit: query.limit + 1, after });
				const page = toPage(rows, query.limit, (last) => [last.start.getTime(), last._id]);
				return { items: await showBookings(organisation, page.items, now), next_cursor: page.next_cursor };
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/appointments/slots',
			summary: 'Shows the slots of a service on one local day and how many seats are free',
			tag: 'appointments',
			roles: STAFF,
			query: z.object({ branch: id, service: id, date: z.iso.date() }),
			response: z.object({ items: z.array(z.object({ starts_at: z.string(), ends_at: z.string(), free: z.int() })) }),
			async handle({ identity, query }) {
				const place = await placeAt(identity, query);
				const day = DateTime.fromISO(query.date, { zone: place.grid.timezone });
				const within = { org: identity.org, now: clock.now() };
				const slots = await slotsBetween(within, place, day.startOf('day').toJSDate(), day.endOf('day').toJSDate());
				return {
					items: slots.map(({ start, end, free }) => ({ starts_at: start.toISOString(), ends_at: end.toISOString(), free: free.length })),
				};
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/appointments/affected',
			summary: 'Lists the coming appointments at whose time the branch is closed since they were booked, by time',
			tag: 'appointments',
			roles: STAFF,
			query: z.object({ branch: id, ...pageQuery }),
			response: pageOf(bookingSchema),
			async handle({ identity, query }) {
				await requireBranch(identity, query.branch);
				const now = clock.now();
				const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, position);
				const rows = await listAffected(identity.org, { branch: query.branch, now }, { limit: query.limit + 1, after });
				const page = toPage(rows, query.limit, (last) => [last.start.getTime(), last._id]);
				return { items: await showBookings(await getOrganisation(identity.org), page.items, now), next_cursor: page.next_cursor };
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/appointments/:appointment_id',
			summary: 'Shows one appointment',
			tag: 'appointments',
			roles: STAFF,
			params: z.object({ appointment_id: id }),
			response: bookingSchema,
			async handle({ identity, params }) {
				const booking = await requireBooking(identity, { org: identity.org }, params.appointment_id);
				return show(identity, booking, clock.now());
			},
		}),
	];
}

function changeRoutes(context: RouteContext): Endpoint[] {
	const { inScene, clock, admit, publicBaseUrl } = context;
	/** One change of one booking, in a scene of its own. */
	const change = <B extends z.ZodType>(
		path: string,
		summary: string,
		body: B,
		work: (scene: Scene, booking: Booking, by: Actor, body: z.output<B>) => Promise<Booking>,
	): Endpoint =>
		defineEndpoint({
			method: 'post',
			path: `/appointments/:appointment_id/${path}`,
			summary,
			tag: 'appointments',
			roles: STAFF,
			params: z.object({ appointment_id: id }),
			body,
			response: bookingSchema,
			async handle({ identity, params, body: given, correlationId }) {
				const by = actorOf(identity);
				const changed = await inScene({ org: identity.org, actor: by, correlationId }, async (scene) =>
					work(scene, await requireBooking(identity, scene, params.appointment_id), by, given),
				);
				return show(identity, changed, clock.now());
			},
		});
	const cancelSchema = z.object({ reason: z.string().trim().max(300).optional() }).default({});
	const moveSchema = z.object({ starts_at: moment });
	const pressSchema = z.object({ press_id: press }).default({});
	return [
		defineEndpoint({
			method: 'post',
			path: '/appointments',
			summary: 'Books an appointment for somebody at the counter or on the phone',
			tag: 'appointments',
			roles: STAFF,
			status: 201,
			body: z.object({
				branch: id,
				service: id,
				starts_at: moment,
				name: z.string().trim().min(1).max(60),
				phone: z.string().trim().max(32).optional(),
				press_id: press,
			}),
			response: bookingSchema,
			async handle({ identity, body, correlationId }) {
				const place = await placeAt(identity, body);
				const by = actorOf(identity);
				const { starts_at: start, name, phone, press_id: pressId } = body;
				const booked = await inScene({ org: identity.org, actor: by, correlationId }, (scene) =>
					bookAtCounter(scene, place, { start, name, phone, pressId, by }, (booking) => calendarUrl(publicBaseUrl, booking)),
				);
				if (booked.outcome === 'seated') return show(identity, booked.booking, clock.now());
				if (booked.outcome === 'no_slot') throw new AppError('not_allowed', 'no slot can be booked at this time', { field: 'starts_at' });
				throw new AppError('conflict', booked.outcome === 'taken' ? 'the slot is full' : 'this person has an appointment already', {
					field: booked.outcome === 'taken' ? 'starts_at' : 'phone',
				});
			},
		}),
		change('cancel', 'Cancels an appointment; its person is told', cancelSchema, async (scene, booking, by, { reason }) => {
			const result = await cancelBooking(scene, booking, { by, reason: reason ?? null });
			if (result.outcome === 'over') throw new AppError('conflict', 'the appointment is over', { field: 'status' });
			return result.booking;
		}),
		change(
			'move',
			'Moves an appointment to another slot, or leaves it as it is',
			moveSchema,
			async (scene, booking, by, { starts_at: start }) => {
				const place = bookingPlace(await getOrganisation(scene.org), booking.branch, booking.service);
				if (place === null) throw new AppError('not_allowed', 'the service takes no appointments here any more');
				const result = await rescheduleBooking(scene, place, booking, { start, by });
				if (result.outcome === 'taken') throw new AppError('conflict', 'the slot is full', { field: 'starts_at' });
				if (result.outcome === 'bad_time') throw new AppError('not_allowed', 'no slot can be booked at this time', { field: 'starts_at' });
				if (result.outcome === 'over') throw new AppError('conflict', 'the appointment is over', { field: 'status' });
				return result.booking;
			},
		),
		change('check-in', 'The person has arrived and gets a ticket; again is the same', pressSchema, async (scene, booking, by) => {
			const result = await checkIn(scene, admit, booking, { by });
			if (result.outcome === 'too_early') throw new AppError('not_allowed', `not before ${result.from.toISOString()}`);
			if (result.outcome === 'refused') throw new AppError('not_allowed', `the queue is ${result.admission.outcome}`);
			if (result.outcome === 'over') throw new AppError('conflict', 'the appointment is over', { field: 'status' });
			return result.booking;
		}),
		change('no-show', 'The person has not come; the seat is given back', pressSchema, async (scene, booking, by) => {
			if (booking.status === 'no_show') return booking;
			if (booking.start > scene.now) throw new AppError('not_allowed', 'the appointment has not begun');
			return missBooking(scene, booking, by);
		}),
	];
}

function actorOf({ role, subject }: Identity): Actor {
	return { kind: role, id: subject ?? role, source: 'api' };
}

async function show({ org }: Identity, booking: Booking, now: Date): Promise<ShownBooking> {
	const [shown] = await showBookings(await getOrganisation(org), [booking], now);
	if (shown === undefined) throw new AppError('internal', 'one booking is shown as one');
	return shown;
}

async function requireBooking(identity: Identity, within: Pick<Scene, 'org'> & { db?: Scene['db'] }, bookingId: string): Promise<Booking> {
	const booking = await findBooking(within, bookingId);
	if (booking === null) throw new AppError('not_found', 'no such appointment', { field: 'appointment_id' });
	await requireBranch(identity, booking.branch);
	return booking;
}

async function placeAt(identity: Identity, { branch, service }: { branch: string; service: string }): Promise<BookingPlace> {
	await requireBranch(identity, branch);
	const place = bookingPlace(await getOrganisation(identity.org), branch, service);
	if (place === null) throw new AppError('not_found', 'no appointments for this service in this branch', { field: 'service' });
	return place;
}
