import { SenderModel } from '../../channels/senders/model.ts';
import { ContactModel } from '../../conversation/contacts/model.ts';
import { listOrganisations, nameIn, type Organisation } from '../../modules/organisations/index.ts';
import { findProviders } from '../../modules/providers/index.ts';
import type { SimulatorDeps, SimulatorOrganisation, SimulatorProvider } from './deps.ts';

/** What the pages read of the house: its organisations and their senders, its providers, its contacts. */
export const simulatorReads: Pick<SimulatorDeps, 'organisations' | 'providers' | 'contactAt'> = {
	organisations: reachable,
	providers: providersOf,
	contactAt: (org, address) => ContactModel.findOne(address.startsWith('+') ? { org, phone: address } : { org, waUserId: address }).lean(),
};

/** Those with a number to write to; what they host is reached through them. */
async function reachable(): Promise<SimulatorOrganisation[]> {
	const all = await listOrganisations();
	const found = await Promise.all(all.map((one) => withSenders(one, all)));
	return found.filter(({ senders }) => senders.length > 0);
}

async function withSenders(organisation: Organisation, all: readonly Organisation[]): Promise<SimulatorOrganisation> {
	const { slug, name, country, timezone, languages, services, zones } = organisation;
	const served = all.filter((one) => one.slug === slug || one.hostedBy === slug);
	const senders = await SenderModel.find({ org: slug }, { _id: 0, channel: 1, address: 1 }).sort({ _id: 1 }).lean();
	return {
		...{ slug, name, country, timezone, languages, senders },
		services: services.map(({ id, names }) => ({ id, names })),
		counters: served.filter(hasCounters).map((one) => ({ org: one.slug, name: one.name })),
		zones: [...zones.map(({ id, names, centre }) => ({ id, names, centre })), ...served.flatMap(branchPlaces)],
	};
}

function hasCounters({ branches }: Organisation): boolean {
	return branches.some(({ counters }) => counters.length > 0);
}

/** Where branches stand: a client's phone can be put beside one. */
function branchPlaces({ slug, name, branches }: Organisation): SimulatorOrganisation['zones'] {
	return branches.flatMap(({ id, names, position }) =>
		position === undefined ? [] : [{ id: `${slug}/${id}`, names: { fr: `${name}, ${nameIn('fr', names)}` }, centre: position }],
	);
}

/** A provider does at least one service; who does several comes once. */
async function providersOf(org: string): Promise<SimulatorProvider[]> {
	const organisation = (await listOrganisations()).find((one) => one.slug === org);
	const found = await Promise.all((organisation?.services ?? []).map((service) => findProviders({ org }, service.id)));
	const byId = new Map(found.flat().map((provider) => [provider.id, provider]));
	return [...byId.values()]
		.map(({ id, name, phone, channel, services, zones }) => ({ id, name, phone, channel, services, zones }))
		.sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}
