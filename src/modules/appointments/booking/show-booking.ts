import { z } from 'zod';
import { ContactModel } from '../../../conversation/contacts/model.ts';
import { labelOf, type Organisation } from '../../organisations/index.ts';
import { checkInFrom } from './facts.ts';
import type { Booking } from './model.ts';
import { BOOKING_STATUSES } from './statuses.ts';

const label = z.object({ fr: z.string(), en: z.string(), wo: z.string() });

/** What may be done with a booking now. */
const ACTIONS = ['check_in', 'no_show', 'move', 'cancel'] as const;
type Action = (typeof ACTIONS)[number];

export const bookingSchema = z.object({
	id: z.string(),
	branch: z.string(),
	service: z.object({ id: z.string(), names: label }),
	starts_at: z.string(),
	ends_at: z.string(),
	status: z.enum(BOOKING_STATUSES),
	name: z.string().nullable(),
	phone: z.string().nullable(),
	booked_by: z.enum(['chat', 'counter', 'waitlist']),
	reachable: z.boolean().describe('Writes to the number, and so hears of what is changed'),
	acknowledged: z.boolean().describe('The person said yes to a reminder'),
	affected: z.boolean().describe('Its house is closed at its time since it was booked'),
	asked_at: z.string().nullable().describe('When its person was asked what becomes of it then; null: not yet, or they write to nobody'),
	answer_by: z.string().nullable().describe('Until when its person may then move or cancel it; unanswered, it is cancelled'),
	late: z.boolean().describe('Came after the tolerance and waits like a walk-in'),
	ticket: z.string().nullable(),
	checked_in_at: z.string().nullable(),
	can: z.array(z.enum(ACTIONS)),
});
export type ShownBooking = z.output<typeof bookingSchema>;

/** Bookings as staff see them, in their order, with the name a person told or writes under. */
export async function showBookings(organisation: Organisation, bookings: readonly Booking[], now: Date): Promise<ShownBooking[]> {
	const people = await peopleOf(bookings);
	return bookings.map((booking) => {
		const service = organisation.services.find(({ id }) => id === booking.service);
		const person = booking.client === null ? undefined : people.get(booking.client.contact);
		return {
			id: booking._id,
			branch: booking.branch,
			service: { id: booking.service, names: labelOf(service?.names ?? { fr: booking.service }) },
			starts_at: booking.start.toISOString(),
			ends_at: booking.end.toISOString(),
			status: booking.status,
			name: booking.name ?? person?.name ?? null,
			phone: booking.phone ?? person?.phone ?? null,
			booked_by: booking.bookedBy,
			reachable: booking.client !== null,
			acknowledged: booking.acknowledgedAt !== undefined,
			...closureOf(booking),
			late: booking.late === true,
			ticket: booking.ticket ?? null,
			checked_in_at: booking.checkedInAt?.toISOString() ?? null,
			can: actionsOf(organisation, booking, now),
		};
	});
}

function closureOf({ status, closedSince, askedAt, answerBy }: Booking): Pick<ShownBooking, 'affected' | 'asked_at' | 'answer_by'> {
	if (status !== 'confirmed' || closedSince === undefined) return { affected: false, asked_at: null, answer_by: null };
	return { affected: true, asked_at: askedAt?.toISOString() ?? null, answer_by: answerBy?.toISOString() ?? null };
}

function actionsOf(organisation: Organisation, booking: Booking, now: Date): Action[] {
	const opened = now >= checkInFrom(organisation, booking);
	if (booking.status === 'no_show') return opened ? ['check_in'] : [];
	if (booking.status !== 'confirmed') return [];
	return [...(opened ? (['check_in'] as const) : []), ...(booking.start <= now ? (['no_show'] as const) : (['move', 'cancel'] as const))];
}

/** The contacts of the bookings, by id; each with the organisation its number belongs to. */
async function peopleOf(bookings: readonly Booking[]): Promise<Map<string, { name?: string; phone?: string }>> {
	const byHost = new Map<string, string[]>();
	for (const { client } of bookings) if (client !== null) byHost.set(client.org, [...(byHost.get(client.org) ?? []), client.contact]);
	const people = new Map<string, { name?: string; phone?: string }>();
	for (const [org, ids] of byHost) {
		const rows = await ContactModel.find({ org, _id: { $in: ids } }, { name: 1, phone: 1 }).lean();
		for (const row of rows) people.set(row._id, row);
	}
	return people;
}
