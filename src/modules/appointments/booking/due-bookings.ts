import type { Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { checkInFrom } from './facts.ts';
import { bookingsOf } from './find-booking.ts';
import type { Booking } from './model.ts';

/**
 * The speaker's appointments by what "I am here" can mean: those they can be there for now, a missed one of a few hours ago included, and
 * those still to come. Each soonest first.
 */
export async function dueBookings(scene: Scene, contact: string): Promise<{ due: Booking[]; later: Booking[] }> {
	const due: Booking[] = [];
	const later: Booking[] = [];
	for (const booking of await bookingsOf(scene, contact, ['confirmed', 'no_show'])) {
		const opened = scene.now >= checkInFrom(await getOrganisation(booking.org), booking);
		(opened ? due : later).push(booking);
	}
	return { due, later };
}
