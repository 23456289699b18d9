import type { Scene } from '../../../conversation/scene/scene.ts';
import { type Organisation, readOrganisation } from '../../organisations/index.ts';
import { TIMER } from '../actors.ts';
import { cancelBooking } from '../booking/cancel-booking.ts';
import type { Booking } from '../booking/model.ts';
import { tellClient } from '../booking/tell-client.ts';
import { bookingTimers, KINDS } from '../booking/timer-keys.ts';
import { openAgain, updateBooking } from '../booking/transition.ts';
import { watchBooking } from '../booking/watch-booking.ts';
import { planAsking } from './answer-by.ts';
import { isClosedAt } from './is-closed-at.ts';

/**
 * Brings an appointment to what its house's hours say of its time. One that the house has closed on stays booked and is marked; its person
 * is asked once whether to move or cancel it, and it is cancelled with a word if they do not answer in time (`planAsking`). When the house
 * opens after all it is as it was, and whoever was asked hears that. Nothing happens when the mark is right already. Gives it as it is then.
 */
export async function followClosure(scene: Scene, booking: Booking): Promise<Booking> {
	if (booking.status !== 'confirmed' || booking.start <= scene.now) return booking;
	// In the booking's own transaction: hours from before an import would take away the mark that it has just brought.
	const organisation = await readOrganisation(scene.org, scene.db);
	const closed = isClosedAt(organisation, booking);
	if (closed === (booking.closedSince !== undefined)) return booking;
	return closed ? closeOn(scene, organisation, booking) : reopen(scene, booking);
}

async function closeOn(scene: Scene, organisation: Organisation, booking: Booking): Promise<Booking> {
	const asking = planAsking(organisation, booking, scene.now);
	if (asking === null) return cancelClosed(scene, booking);
	const { askAt, answerBy } = asking;
	const affected = await updateBooking(scene, booking, { closedSince: scene.now, answerBy });
	scene.emit({
		type: 'appointment.house_closed',
		subject: { kind: 'booking', id: booking._id },
		data: { branch: booking.branch, start: booking.start.toISOString() },
	});
	const timer = { key: `${bookingTimers(booking._id)}closure_end`, kind: KINDS.closureEnd, fireAt: answerBy };
	scene.setTimer({ ...timer, data: { booking: booking._id } });
	if (askAt <= scene.now) return askClient(scene, affected);
	const word = { key: `${bookingTimers(booking._id)}closure_word`, kind: KINDS.closureWord, fireAt: askAt };
	scene.setTimer({ ...word, data: { booking: booking._id } });
	return affected;
}

/** Asks a person, once, to move or cancel; of no use when their time to answer is over (rule X2). */
export async function askClient(scene: Scene, booking: Booking): Promise<Booking> {
	const { answerBy, askedAt, client } = booking;
	if (client === null || answerBy === undefined || askedAt !== undefined) return booking;
	const asked = await updateBooking(scene, booking, { askedAt: scene.now });
	await tellClient(scene, asked, 'appointment.house_closed', { answer_by: answerBy.toISOString() });
	return asked;
}

/** The time to answer is over, or there is none: the person hears that it is cancelled, and may book again. */
export async function cancelClosed(scene: Scene, booking: Booking): Promise<Booking> {
	return (await cancelBooking(scene, booking, { by: TIMER, cause: 'house_closed' })).booking;
}

async function reopen(scene: Scene, booking: Booking): Promise<Booking> {
	const again = await openAgain(scene, booking);
	await watchBooking(scene, again);
	scene.emit({
		type: 'appointment.house_reopened',
		subject: { kind: 'booking', id: booking._id },
		data: { branch: booking.branch, start: booking.start.toISOString() },
	});
	// Whoever has not heard of the one need not hear of the other.
	if (booking.askedAt !== undefined) await tellClient(scene, again, 'appointment.house_reopened');
	return again;
}
