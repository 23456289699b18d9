import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { type Facts, listItem } from './facts.ts';
import { byIdOrNumber, RequestModel, type ServiceRequest } from './model.ts';
import { ASSIGNED, OPEN, type Status } from './statuses.ts';

/** Where to look: the organisation, and the transaction when there is one. A scene fits. */
export interface Within {
	org: string;
	db?: import('mongoose').ClientSession;
}

/** Choices a person is offered at once: WhatsApp's longest list. */
const MAX_ITEMS = 10;

/** The organisation's request with this id or number, or null. */
export async function findRequest(within: Within, reference: string): Promise<ServiceRequest | null> {
	return RequestModel.findOne({ org: within.org, ...byIdOrNumber(reference) })
		.session(within.db ?? null)
		.lean();
}

/** A client's own requests that are not at an end, newest first. */
export function openRequestsOf(within: Within, client: string): Promise<ServiceRequest[]> {
	return list(within, { client, status: { $in: OPEN } });
}

/** A client's own requests in one status, newest first. */
export function requestsOf(within: Within, client: string, status: Status): Promise<ServiceRequest[]> {
	return list(within, { client, status });
}

/** The jobs a provider has in hand, newest first. */
export function jobsOf(within: Within, provider: string): Promise<ServiceRequest[]> {
	return list(within, { 'assigned.provider': provider, status: { $in: ASSIGNED } });
}

/** The jobs a provider finished last, newest first. */
export function finishedJobsOf(within: Within, provider: string): Promise<ServiceRequest[]> {
	return list(within, { 'assigned.provider': provider, status: 'service_completed' });
}

/** Every job these providers have in hand. */
export function jobsInHand(within: Within, providers: string[]): Promise<ServiceRequest[]> {
	return RequestModel.find({ org: within.org, 'assigned.provider': { $in: providers }, status: { $in: ASSIGNED } })
		.session(within.db ?? null)
		.lean();
}

function list(within: Within, filter: Record<string, unknown>): Promise<ServiceRequest[]> {
	return RequestModel.find({ org: within.org, ...filter })
		.sort({ _id: -1 })
		.limit(MAX_ITEMS)
		.session(within.db ?? null)
		.lean();
}

export type Picked = { kind: 'one'; request: ServiceRequest } | { kind: 'none' } | { kind: 'several'; requests: ServiceRequest[] };

/**
 * Which of a person's requests is meant: the one named, when it is theirs; else the only one that fits.
 * `own` tells theirs; `fitting` lists what "mine" can mean.
 */
export async function pick(
	within: Within,
	reference: string | null | undefined,
	own: (request: ServiceRequest) => boolean,
	fitting: () => Promise<ServiceRequest[]>,
): Promise<Picked> {
	if (reference != null && reference !== '') {
		const request = await findRequest(within, reference);
		return request !== null && own(request) ? { kind: 'one', request } : { kind: 'none' };
	}
	const requests = await fitting();
	const [only] = requests;
	if (only === undefined) return { kind: 'none' };
	return requests.length === 1 ? { kind: 'one', request: only } : { kind: 'several', requests };
}

/** What a flow needs to ask which one is meant. */
export async function severalFacts(scene: Pick<Scene, 'org'>, requests: ServiceRequest[]): Promise<Facts> {
	const organisation = await getOrganisation(scene.org);
	return { count: requests.length, items: requests.map((request) => listItem(organisation, request)) };
}
