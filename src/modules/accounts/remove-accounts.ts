import type { ClientSession } from 'mongoose';
import { AccountModel } from './model.ts';

/** Takes every account of an organisation away: only for a demo that gives way to real data. Gives the contacts they had. */
export async function removeAccounts(org: string, db: ClientSession): Promise<string[]> {
	const rows = await AccountModel.find({ org }, { contact: 1 }).session(db).lean();
	await AccountModel.deleteMany({ org }, { session: db });
	return rows.flatMap((row) => (row.contact === undefined ? [] : [row.contact]));
}
