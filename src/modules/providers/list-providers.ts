import { toProvider } from './find-provider.ts';
import { type Provider, ProviderModel, providerKey } from './model.ts';

/** An organisation's providers by id, from after the id `after`: at most `limit`. */
export async function listProviders(
	org: string,
	{ service, zone, after, limit }: { service?: string | undefined; zone?: string | undefined; after?: string | undefined; limit: number },
): Promise<Provider[]> {
	const filter = {
		org,
		...(service === undefined ? {} : { services: service }),
		...(zone === undefined ? {} : { zones: zone }),
		...(after === undefined ? {} : { _id: { $gt: providerKey(org, after) } }),
	};
	const rows = await ProviderModel.find(filter).sort({ _id: 1 }).limit(limit).lean();
	return rows.map(toProvider);
}
