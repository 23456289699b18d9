import type { Organisation } from '../../organisations/index.ts';
import type { Booking } from '../booking/model.ts';
import { bookingPlace } from '../slots/place.ts';
import { isOpenThrough } from '../slots/slots.ts';

/** Would its person come to a closed door: a holiday, other hours, a service or a branch that is no more? */
export function isClosedAt(organisation: Organisation, booking: Pick<Booking, 'branch' | 'service' | 'start' | 'end'>): boolean {
	const place = bookingPlace(organisation, booking.branch, booking.service);
	return place === null || !isOpenThrough(place.grid, booking);
}
