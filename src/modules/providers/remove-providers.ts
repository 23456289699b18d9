import type { ClientSession } from 'mongoose';
import { ProviderModel } from './model.ts';

/** Takes every provider of an organisation away: only for a demo that gives way to real data. Gives the contacts they had. */
export async function removeProviders(org: string, db: ClientSession): Promise<string[]> {
	const rows = await ProviderModel.find({ org }, { contact: 1 }).session(db).lean();
	await ProviderModel.deleteMany({ org }, { session: db });
	return rows.map((row) => row.contact);
}

/** The phones of an organisation's providers, by id. */
export async function providerPhones(org: string, db: ClientSession): Promise<Map<string, string>> {
	const rows = await ProviderModel.find({ org }, { id: 1, phone: 1 }).session(db).lean();
	return new Map(rows.map((row) => [row.id, row.phone]));
}
