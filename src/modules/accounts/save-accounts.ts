import { isDeepStrictEqual } from 'node:util';
import type { ClientSession } from 'mongoose';
import { type Account, AccountModel, type AccountRow, accountKey } from './model.ts';

/** What an organisation decides about someone who works for it. */
export type AccountProfile = Pick<Account, 'id' | 'name' | 'role' | 'phone' | 'email' | 'languages' | 'skills' | 'branches' | 'counters'>;

export interface SavingAccounts {
	org: string;
	db: ClientSession;
	now: Date;
	/** Finds or makes the contact of an account's phone; undefined: the organisation has no number to write from. */
	linkContact(profile: AccountProfile & { phone: string }): Promise<string | undefined>;
}

/** `phone_taken`: the number is that of another account that keeps it; nothing was written. */
export type Saved = 'created' | 'updated' | 'unchanged' | 'phone_taken';

/** Brings accounts to the given profiles, one result each, in order. Accounts that are not mentioned are left alone. */
export async function saveAccounts(saving: SavingAccounts, profiles: readonly AccountProfile[]): Promise<Saved[]> {
	const { org, db } = saving;
	const rows = await AccountModel.find({ org }).session(db).lean();
	const known = new Map(rows.map((row) => [row.id, row]));
	const mentioned = new Set(profiles.map(({ id }) => id));
	const kept = new Set(rows.filter(({ id }) => !mentioned.has(id)).map(({ phone }) => phone));
	const moved = profiles.filter(({ id, phone }) => known.has(id) && known.get(id)?.phone !== phone).map(({ id }) => accountKey(org, id));
	// Two people may swap numbers: those that move make room first, or the unique index would refuse the first of them.
	if (moved.length > 0) await AccountModel.updateMany({ _id: { $in: moved }, org }, { $unset: { phone: 1 } }, { session: db });
	const saved: Saved[] = [];
	for (const profile of profiles) {
		const taken = profile.phone !== undefined && kept.has(profile.phone);
		saved.push(taken ? 'phone_taken' : await saveAccount(saving, profile, known.get(profile.id)));
	}
	return saved;
}

async function saveAccount(saving: SavingAccounts, profile: AccountProfile, row: AccountRow | undefined): Promise<Saved> {
	const { org, db, now } = saving;
	const given = profileOf(profile);
	if (row !== undefined && isDeepStrictEqual(profileOf(row), given)) return 'unchanged';
	const { phone } = profile;
	const contact = phone === undefined ? undefined : await saving.linkContact({ ...profile, phone });
	const stored: AccountRow = {
		_id: accountKey(org, profile.id),
		id: profile.id,
		org,
		...given,
		...(contact === undefined ? {} : { contact }),
		createdAt: row?.createdAt ?? now,
		updatedAt: now,
	};
	await AccountModel.replaceOne({ _id: stored._id, org }, stored, { session: db, upsert: true });
	return row === undefined ? 'created' : 'updated';
}

function profileOf({ name, role, phone, email, languages, skills, branches, counters }: Omit<AccountProfile, 'id'>) {
	const said = Object.fromEntries(Object.entries({ phone, email, branches, counters }).filter(([, value]) => value !== undefined));
	return { name, role, languages, skills, ...said };
}
