import type { Opening } from '../../../platform/opening-hours.ts';
import type { BookingRules, Branch, Organisation, Service } from '../../organisations/index.ts';
import type { Resource } from './seats.ts';
import type { SlotGrid } from './slots.ts';

/** A service of a branch that can be booked, with everything its slots follow from. */
export interface BookingPlace {
	organisation: Organisation;
	branch: Branch;
	service: Service;
	rules: BookingRules;
	resource: Resource;
	grid: SlotGrid;
}

/** The place, or null when there is no such branch or service or it takes no appointments there. */
export function bookingPlace(organisation: Organisation, branchId: string, serviceId: string): BookingPlace | null {
	const branch = organisation.branches.find(({ id }) => id === branchId);
	const service = organisation.services.find(({ id }) => id === serviceId);
	const rules = service?.appointment;
	if (branch === undefined || service === undefined || rules === undefined) return null;
	if (rules.branches !== undefined && !rules.branches.includes(branchId)) return null;
	const open = branch.hours.openings;
	return {
		organisation,
		branch,
		service,
		rules,
		resource: { branch: branchId, service: serviceId },
		grid: {
			openings: rules.hours === undefined ? open : commonOpenings(open, rules.hours.openings),
			closed: new Set([...organisation.holidays, ...branch.holidays].map(({ date }) => date)),
			timezone: organisation.timezone,
			slotMinutes: rules.slotMinutes,
		},
	};
}

/** When both are open. */
function commonOpenings(a: readonly Opening[], b: readonly Opening[]): Opening[] {
	return a.flatMap((one) =>
		b
			.filter((other) => other.day === one.day)
			.map((other) => ({ day: one.day, from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
			.filter(({ from, to }) => from < to),
	);
}
