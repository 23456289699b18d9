import type { ClientSession } from 'mongoose';
import { ContactModel } from '../../../conversation/contacts/model.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import { removeAccounts } from '../../accounts/index.ts';
import { providerPhones, removeProviders } from '../../providers/index.ts';
import { OrganisationModel } from '../model.ts';
import type { ImportOrganisation } from './schema.ts';

/** Whether an organisation was made by the first start for people to try things with. */
export async function isDemo(org: string, db: ClientSession): Promise<boolean> {
	return (await OrganisationModel.exists({ _id: org, demo: true }).session(db)) !== null;
}

/**
 * The demo's people give way to the first file that somebody imports for the organisation: made-up providers must not be offered real
 * jobs, nor hold the numbers of real ones. Someone who wrote to us stays a contact. The demo's own file imported again changes nothing.
 */
export async function endDemo(given: ImportOrganisation, db: ClientSession): Promise<void> {
	if (!(await isDemo(given.slug, db))) return;
	const phones = await providerPhones(given.slug, db);
	const named = new Map(given.providers.map(({ id, phone }) => [id, normalisePhone(phone, given.country) ?? phone]));
	if ([...phones].every(([id, phone]) => named.get(id) === phone)) return;
	const contacts = [...(await removeProviders(given.slug, db)), ...(await removeAccounts(given.slug, db))];
	const of = { org: given.slug, _id: { $in: contacts } };
	await ContactModel.deleteMany({ ...of, 'reach.lastInboundAt': { $exists: false } }, { session: db });
	await ContactModel.updateMany(of, { $unset: { provider: 1 } }, { session: db });
}
