import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import { type BranchProfile, newArrivalKey } from './branches.ts';
import { OrganisationModel, type OrganisationRow } from './model.ts';

/** What an organisation is, without what the program adds. */
export type OrganisationProfile = Omit<OrganisationRow, 'updatedAt' | 'branches'> & { branches: BranchProfile[] };

/**
 * Brings an organisation to the given profile: services, zones, branches and queues become exactly those given. A branch keeps the
 * arrival key it was once given: it hangs printed on its wall.
 */
export async function saveOrganisation(
	given: OrganisationProfile,
	db: ClientSession,
	now: Date,
): Promise<'created' | 'updated' | 'unchanged'> {
	const row = await OrganisationModel.findById(given._id).session(db).lean();
	const keys = new Map((row?.branches ?? []).map(({ id, arrivalKey }) => [id, arrivalKey]));
	const branches = given.branches.map((branch) => ({ ...branch, arrivalKey: keys.get(branch.id) ?? newArrivalKey() }));
	const profile = { ...given, branches };
	if (row === null) {
		await OrganisationModel.insertMany([{ ...profile, updatedAt: now }], { session: db });
		return 'created';
	}
	const { updatedAt: _, ...stored } = row;
	if (isDeepStrictEqual(stored, profile)) return 'unchanged';
	await OrganisationModel.replaceOne({ _id: profile._id }, { ...profile, updatedAt: now }, { session: db });
	return 'updated';
}
