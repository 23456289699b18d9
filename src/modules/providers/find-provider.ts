import type { ClientSession } from 'mongoose';
import { type Provider, ProviderModel, type ProviderRow, providerKey } from './model.ts';

/** Where to look: the organisation, and the transaction when there is one. A scene fits. */
export interface Within {
	org: string;
	db?: ClientSession;
}

/** More providers of one trade than this are not weighed in one search (I12). */
const MAX_CANDIDATES = 1000;

/** The provider with this id, or null. */
export async function findProvider(within: Within, id: string): Promise<Provider | null> {
	const row = await ProviderModel.findOne({ _id: providerKey(within.org, id), org: within.org })
		.session(within.db ?? null)
		.lean();
	return row === null ? null : toProvider(row);
}

/** The providers with these ids, in no order. */
export async function findProvidersById(within: Within, ids: string[]): Promise<Provider[]> {
	const rows = await ProviderModel.find({ _id: { $in: ids.map((id) => providerKey(within.org, id)) }, org: within.org })
		.session(within.db ?? null)
		.lean();
	return rows.map(toProvider);
}

/**
 * Everyone who does this service, wherever and whenever: the absent and the suspended too, because dispatch stores for each one
 * left out why he was (rule R4).
 */
export async function findProviders(within: Within, service: string): Promise<Provider[]> {
	const rows = await ProviderModel.find({ org: within.org, services: service })
		.sort({ _id: 1 })
		.limit(MAX_CANDIDATES)
		.session(within.db ?? null)
		.lean();
	return rows.map(toProvider);
}

/** A row without its key, which nothing but the database sees. */
export function toProvider(row: ProviderRow): Provider {
	const { _id, ...provider } = row;
	return provider;
}
