import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import { type Provider, ProviderModel, type ProviderRow, providerKey } from './model.ts';

/** What an organisation decides about a provider; the rest of the row is what happened since. */
export type ProviderProfile = Pick<
	Provider,
	'id' | 'name' | 'phone' | 'channel' | 'language' | 'services' | 'zones' | 'hours' | 'position'
> & {
	/** Stars brought along from before; read only when the provider is new. */
	startingRating?: Provider['rating'];
};

export interface SavingProviders {
	org: string;
	db: ClientSession;
	now: Date;
	/** Finds or makes the contact of a provider's phone, and marks it as theirs. */
	linkContact(profile: ProviderProfile): Promise<string>;
	/** Takes the mark off the contact of a phone that is no longer theirs. */
	unlinkContact(contact: string, provider: string): Promise<void>;
}

/** `phone_taken`: the number is that of another provider who keeps it; nothing was written. */
export type Saved = 'created' | 'updated' | 'unchanged' | 'phone_taken';

/**
 * Brings providers to the given profiles, one result each, in order. Ratings, absences and jobs of those who exist are left alone, and
 * so are providers who are not mentioned.
 */
export async function saveProviders(saving: SavingProviders, profiles: readonly ProviderProfile[]): Promise<Saved[]> {
	const { org, db } = saving;
	const rows = await ProviderModel.find({ org }).session(db).lean();
	const known = new Map(rows.map((row) => [row.id, row]));
	const mentioned = new Set(profiles.map(({ id }) => id));
	const kept = new Set(rows.filter(({ id }) => !mentioned.has(id)).map(({ phone }) => phone));
	const moved = profiles.filter(({ id, phone }) => (known.get(id)?.phone ?? phone) !== phone).map(({ id }) => providerKey(org, id));
	// Two providers may swap numbers: those that move make room first, or the unique index would refuse the first of them.
	if (moved.length > 0)
		await ProviderModel.updateMany({ _id: { $in: moved }, org }, [{ $set: { phone: '$_id' } }], { session: db, updatePipeline: true });
	const saved: Saved[] = [];
	for (const profile of profiles) {
		saved.push(kept.has(profile.phone) ? 'phone_taken' : await saveProvider(saving, profile, known.get(profile.id)));
	}
	return saved;
}

async function saveProvider(
	saving: SavingProviders,
	{ startingRating, ...profile }: ProviderProfile,
	row: ProviderRow | undefined,
): Promise<Saved> {
	const { org, db, now } = saving;
	if (row === undefined) {
		const contact = await saving.linkContact(profile);
		const fresh = {
			rating: startingRating ?? { sum: 0, count: 0 },
			offers: { delivered: 0, accepted: 0, declined: 0, ignored: 0 },
			activeJobs: [],
		};
		await ProviderModel.insertMany(
			[{ _id: providerKey(org, profile.id), org, contact, ...profile, ...fresh, createdAt: now, updatedAt: now }],
			{ session: db },
		);
		return 'created';
	}
	if (isDeepStrictEqual(profileOf(row), profileOf(profile))) return 'unchanged';
	const contact = await saving.linkContact(profile);
	if (contact !== row.contact) await saving.unlinkContact(row.contact, profile.id);
	await ProviderModel.updateOne(
		{ _id: row._id, org },
		{ $set: { ...profileOf(profile), contact, updatedAt: now }, ...(profile.position === undefined ? { $unset: { position: 1 } } : {}) },
		{ session: db },
	);
	return 'updated';
}

function profileOf({ name, phone, channel, language, services, zones, hours, position }: Omit<ProviderProfile, 'id'>) {
	const given = { name, phone, channel, language, services, zones, hours };
	return position === undefined ? given : { ...given, position };
}
