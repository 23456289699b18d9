import type { Language } from '../../../conversation/contacts/contact.ts';
import { getContact } from '../../../conversation/contacts/get-contact.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation, type Organisation } from '../../organisations/index.ts';
import { checkInFrom } from '../booking/facts.ts';
import { STILL_MINE_MS } from '../booking/find-booking.ts';
import { holderIn } from '../booking/holder.ts';
import type { Booking } from '../booking/model.ts';
import { bookingTimers } from '../booking/timer-keys.ts';
import { changeBooking } from '../booking/transition.ts';
import { unclaimedAt } from '../booking/watch-booking.ts';
import type { Admission, Admit } from './desk.ts';

export type CheckIn =
	/** `late`: after the tolerance, taken as a walk-in. `ticket` is null where nobody queues for the service. */
	| { outcome: 'checked_in' | 'late'; booking: Booking; ticket: { _id: string; number: string } | null }
	| { outcome: 'already' | 'over'; booking: Booking }
	| { outcome: 'too_early'; booking: Booking; from: Date }
	| { outcome: 'proof_needed'; booking: Booking }
	| { outcome: 'refused'; booking: Booking; admission: Admission };

/**
 * A person with an appointment has arrived and gets a ticket. They wait from the booked time: to be early does not jump anybody, and who
 * comes after the tolerance waits like a walk-in, from now (rule Q4). Where the branch asks for a proof of being there, the code on its
 * poster is one; its own staff needs none (rule Q9).
 */
export async function checkIn(
	scene: Scene,
	admit: Admit,
	booking: Booking,
	{ by, arrivalKey }: { by: Actor; arrivalKey?: string | null | undefined },
): Promise<CheckIn> {
	const organisation = await getOrganisation(scene.org);
	if (booking.status === 'checked_in') return { outcome: 'already', booking };
	const end = new Date(booking.start.getTime() + STILL_MINE_MS);
	if ((booking.status !== 'confirmed' && booking.status !== 'no_show') || scene.now > end) return { outcome: 'over', booking };
	const from = checkInFrom(organisation, booking);
	if (scene.now < from) return { outcome: 'too_early', booking, from };
	if (by.kind === 'client' && needsProof(organisation, booking, arrivalKey ?? null)) return { outcome: 'proof_needed', booking };
	const late = booking.status === 'no_show' || scene.now > unclaimedAt(booking, organisation.settings.appointment_tolerance_minutes);
	const { branch, service, client, name, phone } = booking;
	const admission = await admit(scene, {
		branch,
		service,
		class: late ? 'normal' : 'appointment',
		...(late ? {} : { bookedAt: booking.start }),
		client,
		forName: holderIn(booking)?.name,
		name,
		phone,
		language: await languageOf(scene, organisation, booking),
		joinedBy: 'appointment',
		by,
	});
	const ticket = 'ticket' in admission ? admission.ticket : null;
	// A branch may give appointments for what nobody queues for.
	if (ticket === null && admission.outcome !== 'not_offered') return { outcome: 'refused', booking, admission };
	const arrived = await changeBooking(scene, booking, {
		to: 'checked_in',
		by,
		cause: late ? 'came_late' : 'arrived',
		set: { checkedInAt: scene.now, ...(late ? { late } : {}), ...(ticket === null ? {} : { ticket: ticket._id }) },
	});
	scene.cancelTimers(bookingTimers(booking._id));
	return { outcome: late ? 'late' : 'checked_in', booking: arrived, ticket };
}

function needsProof({ queues, branches }: Organisation, { branch, service }: Booking, key: string | null): boolean {
	const queue = queues.find((one) => one.branch === branch && one.services.includes(service));
	if (queue?.presence !== 'qr') return false;
	return key === null || branches.find(({ id }) => id === branch)?.arrivalKey !== key.toUpperCase();
}

async function languageOf(scene: Scene, { languages }: Organisation, { client }: Booking): Promise<Language> {
	const contact = client === null ? null : await getContact(client.org, client.contact, scene.db);
	return contact?.language ?? languages[0] ?? 'fr';
}
