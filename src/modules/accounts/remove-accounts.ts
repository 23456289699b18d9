import type { ClientSession } from 'mongoose';
import { AccountModel } from './model.ts';

/** The names of an organisation's accounts by id. */
export async function accountNames(org: string, db: ClientSession): Promise<Map<string, string>> {
	const rows = await AccountModel.find({ org }, { id: 1, name: 1 }).session(db).lean();
	return new Map(rows.map((row) => [row.id, row.name]));
}

/** Takes every account of an organisation away: only for a demo that gives way to real data. Gives the contacts they had. */
export async function removeAccounts(org: string, db: ClientSession): Promise<string[]> {
	const rows = await AccountModel.find({ org }, { contact: 1 }).session(db).lean();
	await AccountModel.deleteMany({ org }, { session: db });
	return rows.flatMap((row) => (row.contact === undefined ? [] : [row.contact]));
}
