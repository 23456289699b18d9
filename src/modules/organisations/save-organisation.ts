import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import { OrganisationModel, type OrganisationRow } from './model.ts';

/** What an organisation is, without what the program adds. */
export type OrganisationProfile = Omit<OrganisationRow, 'updatedAt'>;

/** Brings an organisation to the given profile: services and zones become exactly those given. */
export async function saveOrganisation(
	profile: OrganisationProfile,
	db: ClientSession,
	now: Date,
): Promise<'created' | 'updated' | 'unchanged'> {
	const row = await OrganisationModel.findById(profile._id).session(db).lean();
	if (row === null) {
		await OrganisationModel.insertMany([{ ...profile, updatedAt: now }], { session: db });
		return 'created';
	}
	const { updatedAt: _, ...stored } = row;
	if (isDeepStrictEqual(stored, profile)) return 'unchanged';
	await OrganisationModel.replaceOne({ _id: profile._id }, { ...profile, updatedAt: now }, { session: db });
	return 'updated';
}
