import type { Scene } from '../../../conversation/scene/scene.ts';
import { findBooking } from '../booking/find-booking.ts';
import type { Booking } from '../booking/model.ts';
import { askClient, cancelClosed, followClosure } from './follow-closure.ts';

/** The night is over: the person is asked, if the house is closed still (rule X5). */
export async function askAfterNight(scene: Scene, id: string): Promise<void> {
	const booking = await stillClosed(scene, id);
	if (booking !== null) await askClient(scene, booking);
}

/** The time to answer is over and the house is closed still. */
export async function endUnanswered(scene: Scene, id: string): Promise<void> {
	const booking = await stillClosed(scene, id);
	if (booking?.answerBy !== undefined && booking.answerBy <= scene.now) await cancelClosed(scene, booking);
}

/** The booking as the house's hours are now; null: it is not one that its person would find closed. */
async function stillClosed(scene: Scene, id: string): Promise<Booking | null> {
	const known = await findBooking(scene, id);
	if (known === null || known.closedSince === undefined) return null;
	const booking = await followClosure(scene, known);
	return booking.status === 'confirmed' && booking.closedSince !== undefined ? booking : null;
}
