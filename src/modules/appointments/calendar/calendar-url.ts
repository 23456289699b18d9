import type { Booking } from '../booking/model.ts';

/** Where the calendar file of a booking is found. */
export function calendarUrl(publicBaseUrl: string, { calendar }: Booking): string {
	return `${publicBaseUrl}/calendar/${calendar}.ics`;
}
