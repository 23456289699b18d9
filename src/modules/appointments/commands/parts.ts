import { z } from 'zod';
import type { CommandResult } from '../../../conversation/command.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { findOrganisation, getOrganisation, hostedScene, labelOf } from '../../organisations/index.ts';
import { bookingFacts, type Facts, present } from '../booking/facts.ts';
import { pickBooking } from '../booking/find-booking.ts';
import type { Booking, Client } from '../booking/model.ts';
import { type BookingPlace, bookingPlace } from '../slots/place.ts';

/** What the commands of the three files beside this one share. */

/** The shapes of arguments that several commands take. */
const id = z.string().max(64);
export const place = { organisation: id, branch: id, service: id };
export const reference = id.nullish();
export const forName = z.string().max(200).nullish();
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** The person whose turn it is. */
export function speaker(scene: Scene): Client {
	if (scene.contact === null) throw new AppError('internal', 'a command of a flow runs in the turn of a contact');
	return { org: scene.org, contact: scene.contact._id };
}

/** The place that is named, or that of a booking of the speaker's; null when nothing can be booked there. */
export async function placeOf(
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

/** PLACE, as the table in `commands.ts` calls it. */
export function placeFacts({ organisation, branch, service, rules }: BookingPlace): Facts {
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

/** An outcome about a booking: BOOKING, and what is told besides. */
export async function told(scene: Scene, outcome: string, booking: Booking, extra: Facts = {}): Promise<CommandResult> {
	return { outcome, data: { ...bookingFacts(await getOrganisation(scene.org), booking, scene.now), ...present(extra) } };
}
