import { toProvider } from './find-provider.ts';
import { type Provider, ProviderModel, providerKey } from './model.ts';

/** One page of an organisation's providers, by id. `next` is the cursor of the following page, null at the end. */
export async function listProviders(
	org: string,
	page: { service?: string | undefined; zone?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ providers: Provider[]; next: string | null }> {
	const rows = await ProviderModel.find({
		org,
		...(page.service === undefined ? {} : { services: page.service }),
		...(page.zone === undefined ? {} : { zones: page.zone }),
		...(page.cursor === undefined ? {} : { _id: { $gt: providerKey(org, page.cursor) } }),
	})
		.sort({ _id: 1 })
		.limit(page.limit + 1)
		.lean();
	const providers = rows.slice(0, page.limit).map(toProvider);
	return { providers, next: rows.length > page.limit ? (providers.at(-1)?.id ?? null) : null };
}
