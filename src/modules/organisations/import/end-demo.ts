import type { ClientSession } from 'mongoose';
import { ContactModel } from '../../../conversation/contacts/model.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import { accountNames, removeAccounts } from '../../accounts/index.ts';
import { providerPhones, removeProviders } from '../../providers/index.ts';
import { OrganisationModel } from '../model.ts';
import type { ImportOrganisation } from './schema.ts';

/** Whether an organisation was made by the first start for people to try things with. */
export async function isDemo(org: string, db: ClientSession): Promise<boolean> {
	return (await OrganisationModel.exists({ _id: org, demo: true }).session(db)) !== null;
}

/**
 * The demo's people give way to the first file that somebody imports for the organisation: made-up providers must not be offered real
 * jobs, nor hold the numbers of real ones, nor made-up banks be served by a real number. Someone who wrote to us stays a contact. The
 * demo's own file imported again changes nothing.
 */
export async function endDemo(given: ImportOrganisation, db: ClientSession): Promise<void> {
	if (!(await isDemo(given.slug, db))) return;
	if (await isOwnFile(given, db)) return;
	await OrganisationModel.updateMany({ hostedBy: given.slug, demo: true }, { $unset: { hostedBy: 1 } }, { session: db });
	const contacts = [...(await removeProviders(given.slug, db)), ...(await removeAccounts(given.slug, db))];
	const of = { org: given.slug, _id: { $in: contacts } };
	await ContactModel.deleteMany({ ...of, 'reach.lastInboundAt': { $exists: false } }, { session: db });
	await ContactModel.updateMany(of, { $unset: { provider: 1 } }, { session: db });
}

/** Whether the file names everybody of the demo: then it is the demo's own. */
async function isOwnFile(given: ImportOrganisation, db: ClientSession): Promise<boolean> {
	const phones = await providerPhones(given.slug, db);
	const names = await accountNames(given.slug, db);
	const providers = new Map(given.providers.map(({ id, phone }) => [id, normalisePhone(phone, given.country) ?? phone]));
	const agents = new Map(given.agents.map(({ id, name }) => [id, name]));
	return [...phones].every(([id, phone]) => providers.get(id) === phone) && [...names].every(([id, name]) => agents.get(id) === name);
}
