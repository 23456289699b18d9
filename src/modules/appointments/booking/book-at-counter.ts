import { ContactModel } from '../../../conversation/contacts/model.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import type { BookingPlace } from '../slots/place.ts';
import { liveBookingOf } from './find-booking.ts';
import { type Booking, BookingModel, type Client } from './model.ts';
import { type Seated, takeSeat } from './take-seat.ts';
import { tellClient } from './tell-client.ts';
import { watchBooking } from './watch-booking.ts';

export interface CounterBooking {
	start: Date;
	name: string;
	phone?: string | undefined;
	/** The same press of a key, sent again by a page whose connection dropped. */
	pressId?: string | undefined;
	by: Actor;
}

/**
 * Books for someone who stands at the counter or calls. A person whose phone number we know from the chat has the appointment there, too,
 * with its reminders; of one who already has one for the service, that one is given back as `already`.
 */
export async function bookAtCounter(
	scene: Scene,
	place: BookingPlace,
	wish: CounterBooking,
	calendarUrl: (booking: Booking) => string,
): Promise<Seated | { outcome: 'already'; booking: Booking }> {
	const again = wish.pressId === undefined ? null : await bookingOfPress(scene, wish.pressId);
	if (again !== null) return { outcome: 'seated', booking: again };
	const phone = wish.phone === undefined ? null : normalisePhone(wish.phone, place.organisation.country);
	const client = phone === null ? null : await knownClient(scene, place, phone);
	const known = client === null ? null : await liveBookingOf(scene, client, place.service.id, null);
	if (known?.status === 'confirmed') return { outcome: 'already', booking: known };
	const seated = await takeSeat(scene, place, {
		start: wish.start,
		status: 'confirmed',
		client: known === null ? client : null,
		bookedBy: 'counter',
		by: wish.by,
		cause: 'booked_at_counter',
		name: wish.name,
		phone: phone ?? wish.phone,
		press: wish.pressId,
	});
	if (seated.outcome !== 'seated') return seated;
	await watchBooking(scene, seated.booking);
	await tellClient(scene, seated.booking, 'appointment.confirmed', { calendar_url: calendarUrl(seated.booking) });
	return seated;
}

function bookingOfPress(scene: Scene, press: string): Promise<Booking | null> {
	return BookingModel.findOne({ org: scene.org, press }).session(scene.db).lean();
}

async function knownClient(scene: Scene, { organisation }: BookingPlace, phone: string): Promise<Client | null> {
	const host = organisation.hostedBy ?? organisation.slug;
	const row = await ContactModel.findOne({ org: host, phone }, { _id: 1 }).session(scene.db).lean();
	return row === null ? null : { org: host, contact: row._id };
}
