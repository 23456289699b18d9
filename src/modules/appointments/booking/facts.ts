import { momentLabel } from '../../../platform/moments.ts';
import { getOrganisation, labelOf, type Organisation } from '../../organisations/index.ts';
import { holderIn } from './holder.ts';
import { clockLabel } from './labels.ts';
import type { Booking } from './model.ts';
import { unclaimedAt } from './watch-booking.ts';

/** Plain JSON for a flow. */
export type Facts = Record<string, unknown>;

/** NOTICE of `commands.ts`: what may be told in a message nobody asked for. Not what the appointment is for (rule Q15). */
export function noticeFacts(organisation: Organisation, booking: Booking): Facts {
	const { timezone } = organisation;
	const branch = organisation.branches.find(({ id }) => id === booking.branch);
	return present({
		booking: booking._id,
		organisation: booking.org,
		organisation_label: organisation.name,
		branch: booking.branch,
		branch_label: branch === undefined ? undefined : labelOf(branch.names),
		address: branch?.address,
		for_other: booking.holder === undefined ? undefined : true,
		status: booking.status,
		start: booking.start.toISOString(),
		end: booking.end.toISOString(),
		when_label: momentLabel(booking.start, timezone),
		day_label: momentLabel(booking.start, timezone, 'day'),
		time: clockLabel(booking.start, timezone),
	});
}

/** BOOKING of `commands.ts`: what its owner sees when they ask. */
export function bookingFacts(organisation: Organisation, booking: Booking, now: Date): Facts {
	const { settings, timezone } = organisation;
	const service = organisation.services.find(({ id }) => id === booking.service);
	const opens = checkInFrom(organisation, booking);
	const mine = booking.status === 'confirmed' || booking.status === 'no_show';
	return present({
		...noticeFacts(organisation, booking),
		service: booking.service,
		service_label: service === undefined ? undefined : labelOf(service.names),
		for_name: holderIn(booking)?.name,
		house_closed: booking.status === 'confirmed' && booking.closedSince !== undefined,
		can_change: booking.status === 'confirmed' && booking.start > now,
		can_check_in: mine && now >= opens,
		check_in_from: clockLabel(opens, timezone),
		late_from: clockLabel(unclaimedAt(booking, settings.appointment_tolerance_minutes), timezone),
		hold_minutes: booking.heldUntil === undefined ? undefined : minutesUntil(booking.heldUntil, now),
		guaranteed_price: service?.appointment?.guaranteedPrice,
	});
}

/** From when on a person may say that they are there. */
export function checkInFrom({ settings }: Organisation, { start }: Booking): Date {
	return new Date(start.getTime() - settings.appointment_check_in_early_minutes * 60_000);
}

/** A booking as a choice: when, and where and for whom it is. */
export async function bookingItem(booking: Booking): Promise<Facts> {
	const organisation = await getOrganisation(booking.org);
	const branch = organisation.branches.find(({ id }) => id === booking.branch);
	const whom = [holderIn(booking)?.name ?? []].flat();
	const places = Object.entries(labelOf(branch?.names ?? { fr: '' }));
	const description = places.map(([language, place]) => [
		language,
		[organisation.name, place, ...whom].filter((part) => part !== '').join(' · '),
	]);
	return {
		id: booking._id,
		label: momentLabel(booking.start, organisation.timezone, 'moment_row'),
		description: Object.fromEntries(description),
	};
}

/** Without the entries that have no value. */
export function present(facts: Facts): Facts {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function minutesUntil(at: Date, now: Date): number {
	return Math.max(1, Math.round((at.getTime() - now.getTime()) / 60_000));
}
