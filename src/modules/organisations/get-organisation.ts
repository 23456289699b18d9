import type { ClientSession } from 'mongoose';
import { AppError } from '../../platform/errors.ts';
import { SharedLoads } from '../../platform/shared-loads.ts';
import { type Organisation, OrganisationModel, toOrganisation } from './model.ts';

/** An organisation is read at every turn and changes a few times a year: two seconds of age are worth a query a turn. */
const MAX_AGE_MS = 2000;
/** Far more tenants than one process talks for at once; beyond it the oldest entry goes (I12). */
const MAX_ENTRIES = 500;
/** Tenants listed at once. */
const MAX_LISTED = 1000;

/** Organisations one host serves at most. */
const MAX_SERVED = 1000;

type Find<T> = (slug: string) => Promise<T | null>;

/**
 * Remembers what `load` found. What was not found is asked again each time, so that a new organisation is there at once.
 * `elapsedMs` is a monotonic count of milliseconds: the age of an entry has nothing to do with the time of day.
 */
export function rememberOrganisations<T>(load: Find<T>, elapsedMs: () => number): { find: Find<T>; forget(): void } {
	const entries = new Map<string, { found: T; readAt: number }>();
	const loads = new SharedLoads<T | null>();
	const find: Find<T> = async (slug) => {
		const known = entries.get(slug);
		if (known !== undefined && elapsedMs() - known.readAt < MAX_AGE_MS) return known.found;
		const readAt = elapsedMs();
		const found = await loads.of(slug, () => load(slug));
		entries.delete(slug);
		if (found === null) return null;
		const oldest = entries.keys().next();
		if (entries.size >= MAX_ENTRIES && oldest.done !== true) entries.delete(oldest.value);
		entries.set(slug, { found, readAt });
		return found;
	};
	const forget = () => {
		entries.clear();
		loads.forget();
	};
	return { find, forget };
}

const remembered = rememberOrganisations(
	async (slug) => {
		const row = await OrganisationModel.findById(slug).lean();
		return row === null ? null : freeze(toOrganisation(row));
	},
	() => performance.now(),
);

const rememberedServed = rememberOrganisations(
	async (host) => {
		const served = { $or: [{ _id: host }, { hostedBy: host }] };
		const rows = await OrganisationModel.find(served).sort({ _id: 1 }).limit(MAX_SERVED).lean();
		return freeze(rows.map((row) => toOrganisation(row)));
	},
	() => performance.now(),
);

/** The organisation with this slug, or null. At most two seconds old; frozen. */
export const findOrganisation: Find<Organisation> = remembered.find;

/** The organisations that people reach by the numbers of `host`: itself and those it hosts, by slug. At most two seconds old; frozen. */
export async function organisationsServedBy(host: string): Promise<readonly Organisation[]> {
	return (await rememberedServed.find(host)) ?? [];
}

/** The organisation with this slug; throws `not_found`. At most two seconds old; frozen. */
export async function getOrganisation(slug: string): Promise<Organisation> {
	const organisation = await findOrganisation(slug);
	if (organisation === null) throw new AppError('not_found', 'no such organisation');
	return organisation;
}

/**
 * The organisation as a transaction sees it, for what must agree with its other rows and not be decided by what was so two seconds ago.
 * Throws `not_found`.
 */
export async function readOrganisation(slug: string, db: ClientSession): Promise<Organisation> {
	const row = await OrganisationModel.findById(slug).session(db).lean();
	if (row === null) throw new AppError('not_found', 'no such organisation');
	return freeze(toOrganisation(row));
}

/** Every organisation, by slug; straight from the database. */
export async function listOrganisations(): Promise<Organisation[]> {
	const rows = await OrganisationModel.find().sort({ _id: 1 }).limit(MAX_LISTED).lean();
	return rows.map((row) => freeze(toOrganisation(row)));
}

/** Makes this process read afresh: after an import, and between tests. */
export function forgetOrganisations(): void {
	remembered.forget();
	rememberedServed.forget();
}

function freeze<T>(value: T): T {
	if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
	for (const inner of Object.values(value)) freeze(inner);
	return Object.freeze(value);
}
