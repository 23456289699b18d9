import { parseOpeningHours } from '../../../platform/opening-hours.ts';
import { type BranchProfile, defaultCode, type Hours } from '../branches.ts';
import { planOf } from '../kinds.ts';
import type { QueueRow } from '../queue-rows.ts';
import { nearestTown, regionNamed, townNamed } from '../regions/find-region.ts';
import type { OrganisationProfile } from '../save-organisation.ts';
import type { StoredService } from '../services.ts';
import type { ImportBranch, ImportQueue, ImportService } from './branch-schema.ts';
import type { ImportOrganisation } from './schema.ts';

/** What a checked file says of an organisation itself, as it is stored. */
export function organisationProfile(given: ImportOrganisation): OrganisationProfile {
	const { slug, name, kind, country, timezone, currency, languages, settings, zones, holidays } = given;
	return {
		...{ _id: slug, name, kind, country, timezone, currency, languages, settings, zones, holidays },
		...(given.emergency_number === undefined ? {} : { emergencyNumber: given.emergency_number }),
		...(given.hosted_by === undefined ? {} : { hostedBy: given.hosted_by }),
		...(given.plan === undefined ? {} : { plan: { ...planOf(given.plan.name), ...stated({ monthly: given.plan.monthly }) } }),
		services: given.services.map(serviceProfile),
		branches: given.branches.map((branch) => branchProfile(given, branch)),
		queues: given.queues.map(queueRow),
	};
}

/** The code of a branch: the file's, or SLUG-BRANCH. */
export function branchCode(slug: string, branch: Pick<ImportBranch, 'id' | 'code'>): string {
	return branch.code ?? defaultCode(slug, branch.id);
}

/** A checked file holds only good hours: bad ones would be no hours at all. */
export function readHours(text: string): Hours {
	const parsed = parseOpeningHours(text);
	return { text, openings: 'openings' in parsed ? parsed.openings : [] };
}

function branchProfile({ slug, country }: ImportOrganisation, branch: ImportBranch): BranchProfile {
	const { id, names, address, town, position, holidays, counters } = branch;
	const region = regionOf(country, branch);
	return {
		...{ id, names, hours: readHours(branch.hours), holidays, counters, code: branchCode(slug, branch) },
		...stated({ address, town, position, region }),
	};
}

function regionOf(country: string, { region, town, position }: ImportBranch): string | undefined {
	if (region !== undefined) return regionNamed(country, region)?.id ?? region;
	const byTown = town === undefined ? null : townNamed(country, town);
	if (byTown !== null) return byTown.region.id;
	return position === undefined ? undefined : nearestTown(country, position)?.region.id;
}

function serviceProfile({ duration_minutes, appointment, ...service }: ImportService): StoredService {
	return {
		...service,
		...stated({ durationMinutes: duration_minutes }),
		...(appointment === undefined ? {} : { appointment: bookingRules(appointment) }),
	};
}

function bookingRules(given: NonNullable<ImportService['appointment']>): NonNullable<StoredService['appointment']> {
	return {
		slotMinutes: given.slot_minutes,
		capacity: given.capacity,
		horizonDays: given.horizon_days,
		leadMinutes: given.lead_minutes,
		holdMinutes: given.hold_minutes,
		...stated({ price: given.price, guaranteedPrice: given.guaranteed_price, branches: given.branches }),
		...(given.hours === undefined ? {} : { hours: readHours(given.hours) }),
	};
}

function queueRow({ policy_options, target_wait_minutes, average_minutes, ...queue }: ImportQueue): QueueRow {
	const { ratio, max_passed, max_wait_minutes } = policy_options;
	return {
		...queue,
		policyOptions: stated({ ratio, maxPassed: max_passed, maxWaitMinutes: max_wait_minutes }),
		targetWaitMinutes: target_wait_minutes,
		...stated({ averageMinutes: average_minutes }),
	};
}

/** The fields that have a value: what was not said is not stored. */
function stated<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
	const found: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
	return Object.assign(found, Object.fromEntries(entries));
}
