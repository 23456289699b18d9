import { readFileSync } from 'node:fs';
import { SenderModel } from '../../../src/channels/senders/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { AccountModel } from '../../../src/modules/accounts/model.ts';
import type { ImportContext } from '../../../src/modules/organisations/import/context.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { ProviderModel } from '../../../src/modules/providers/model.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { ACROSS_ORGANISATIONS } from '../../../src/platform/mongo/define-model.ts';

export const now = new Date('2026-11-21T10:00:00Z');
export const good = readFileSync('test/fixtures/import/good.yaml', 'utf8');
export const djobea = { org: 'djobea' };

const newId = monotonicIds({ now: () => now });
export const context: ImportContext = { clock: { now: () => now }, newId, carrier: 'simulator' };

/** Imports a file as the command does. */
export async function load(text: string, at = now) {
	return importText(text, 'file.yaml', async () => ({ ...context, clock: { now: () => at } }));
}

/** All that an import may write. */
export async function everything() {
	const [organisations, providers, accounts, senders, contacts] = await Promise.all([
		OrganisationModel.find().sort({ _id: 1 }).lean(),
		ProviderModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		AccountModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		SenderModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
		ContactModel.find({}, null, ACROSS_ORGANISATIONS).sort({ _id: 1 }).lean(),
	]);
	return { organisations, providers, accounts, senders, contacts };
}

export async function contactOf(provider: string, org = 'djobea') {
	return ContactModel.findOne({ org, provider }).lean();
}
