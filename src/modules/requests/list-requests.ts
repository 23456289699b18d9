import { RequestModel, type ServiceRequest } from './model.ts';
import type { Status } from './statuses.ts';

export interface RequestFilter {
	client?: string | undefined;
	provider?: string | undefined;
	status?: Status | undefined;
	service?: string | undefined;
}

/** One page of an organisation's requests, newest first. `next` is the cursor of the following page, null at the end. */
export async function listRequests(
	org: string,
	filter: RequestFilter,
	page: { limit: number; cursor?: string | undefined },
): Promise<{ requests: ServiceRequest[]; next: string | null }> {
	const { client, provider, status, service } = filter;
	const rows = await RequestModel.find({
		org,
		...(client === undefined ? {} : { client }),
		...(provider === undefined ? {} : { 'assigned.provider': provider }),
		...(status === undefined ? {} : { status }),
		...(service === undefined ? {} : { service }),
		...(page.cursor === undefined ? {} : { _id: { $lt: page.cursor } }),
	})
		.sort({ _id: -1 })
		.limit(page.limit + 1)
		.lean();
	const requests = rows.slice(0, page.limit);
	return { requests, next: rows.length > page.limit ? (requests.at(-1)?._id ?? null) : null };
}
