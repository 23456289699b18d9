import { RequestModel, type ServiceRequest } from './model.ts';
import type { Status } from './statuses.ts';

export interface RequestFilter {
	client?: string | undefined;
	provider?: string | undefined;
	status?: Status | undefined;
	service?: string | undefined;
}

/** An organisation's requests, the newest first: at most `limit`, older than `before`. */
export function listRequests(
	org: string,
	filter: RequestFilter,
	page: { limit: number; before?: string | undefined },
): Promise<ServiceRequest[]> {
	const { client, provider, status, service } = filter;
	return RequestModel.find({
		org,
		...(client === undefined ? {} : { client }),
		...(provider === undefined ? {} : { 'assigned.provider': provider }),
		...(status === undefined ? {} : { status }),
		...(service === undefined ? {} : { service }),
		...(page.before === undefined ? {} : { _id: { $lt: page.before } }),
	})
		.sort({ _id: -1 })
		.limit(page.limit)
		.lean();
}
