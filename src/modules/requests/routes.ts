import { z } from 'zod';
import type { Actor, InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type Identity } from '../../platform/http/endpoint.ts';
import { decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/pagination.ts';
import { MAX_FRANCS } from '../../platform/money.ts';
import { findClient } from './client-of.ts';
import type { Dispatcher } from './dispatcher.ts';
import { findRequest } from './find-request.ts';
import { getTracking, getTrackings, trackingSchema } from './get-tracking.ts';
import { listRequests, type RequestFilter } from './list-requests.ts';
import type { ServiceRequest } from './model.ts';
import { STATUSES } from './statuses.ts';
import { updateStatus } from './update-status.ts';

const STAFF = ['admin', 'manager', 'agent'] as const;
const STAFF_AND_PROVIDER = [...STAFF, 'provider'] as const;
const reference = z.string().trim().min(1).max(64);
const position = z.tuple([z.string()]);
const listSchema = pageOf(trackingSchema);

const updateSchema = z.strictObject({
	request_id: reference,
	status: z.enum(STATUSES),
	/** For whom an operator reports: the history keeps the operator as the source. */
	actor: z.enum(['client', 'provider', 'agent', 'manager', 'admin']).optional(),
	reason: z.string().trim().max(300).optional(),
	source: z
		.string()
		.regex(/^[a-z][a-z0-9_]{0,31}$/, 'a short lower-case word')
		.optional(),
	eta_minutes: z.int().min(1).max(1440).optional(),
	amount: z.int().min(0).max(MAX_FRANCS).optional(),
	provider_id: z.string().max(64).optional(),
});

export interface RequestsContext {
	inScene: InScene;
	clock: Clock;
	dispatcher: Dispatcher;
}

/** The tracking endpoints of spec/1, and the list of requests. A provider sees the jobs that are theirs and nothing else. */
export function requestRoutes({ inScene, clock, dispatcher }: RequestsContext): Endpoint[] {
	async function list(identity: Identity, filter: RequestFilter, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
		const before = cursor === undefined ? undefined : decodeCursor(cursor, position)[0];
		const page = toPage(await listRequests(identity.org, filter, { limit: limit + 1, before }), limit, ({ _id }) => [_id]);
		return { ...page, items: await getTrackings(identity, page.items, clock.now()) };
	}

	return [
		defineEndpoint({
			method: 'get',
			path: '/tracking/request/:request_id',
			summary: 'Shows one request: status, completion, history, ETA and the steps to come',
			tag: 'tracking',
			roles: STAFF_AND_PROVIDER,
			params: z.object({ request_id: reference }),
			response: trackingSchema,
			async handle({ identity, params }) {
				return getTracking(identity, await requireRequest(identity, params.request_id), clock.now());
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/tracking/user/:user_id/requests',
			summary: "Lists a client's requests, newest first; user_id is the contact's id or phone number",
			tag: 'tracking',
			roles: STAFF,
			params: z.object({ user_id: z.string().trim().min(1).max(64) }),
			query: z.object({ ...pageQuery, status: z.enum(STATUSES).optional() }),
			response: listSchema,
			async handle({ identity, params, query }) {
				const client = await findClient(identity.org, params.user_id);
				if (client === null) throw new AppError('not_found', 'no such user', { field: 'user_id' });
				return list(identity, { client, status: query.status }, query);
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/requests',
			summary: 'Lists requests, newest first; a provider gets their own jobs',
			tag: 'tracking',
			roles: STAFF_AND_PROVIDER,
			query: z.object({ ...pageQuery, status: z.enum(STATUSES).optional(), service: z.string().max(64).optional() }),
			response: listSchema,
			async handle({ identity, query }) {
				const own = identity.role === 'provider' ? { provider: identity.subject ?? '' } : {};
				return list(identity, { status: query.status, service: query.service, ...own }, query);
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/tracking/status/update',
			summary: 'Moves a request to a status, with the same consequences as a message would have',
			tag: 'tracking',
			roles: STAFF_AND_PROVIDER,
			body: updateSchema,
			response: trackingSchema,
			async handle({ identity, body, correlationId }) {
				const { _id } = await requireRequest(identity, body.request_id);
				const caller = { kind: identity.role, id: identity.subject ?? identity.role, source: body.source ?? 'api' };
				const updated = await inScene({ org: identity.org, actor: caller, correlationId }, async (scene) => {
					const request = await findRequest(scene, _id);
					if (request === null) throw new AppError('not_found', 'no such request', { field: 'request_id' });
					return updateStatus(scene, dispatcher, request, {
						to: body.status,
						by: actingFor(identity, caller, body.actor, request),
						reason: body.reason,
						etaMinutes: body.eta_minutes,
						amount: body.amount,
						provider: body.provider_id,
					});
				});
				return getTracking(identity, updated, clock.now());
			},
		}),
	];
}

/** Staff may report for a client or a provider; nobody may claim more than their own role (rule X9: the source names the role). */
function actingFor(identity: Identity, caller: Actor, actor: Actor['kind'] | undefined, request: ServiceRequest): Actor {
	if (actor === undefined || actor === identity.role) return caller;
	if (identity.role === 'provider' || (actor !== 'client' && actor !== 'provider')) {
		throw new AppError('forbidden', `a ${identity.role} may not report as ${actor}`, { field: 'actor' });
	}
	const id = actor === 'client' ? request.client : (request.assigned?.provider ?? 'nobody');
	return { kind: actor, id, source: `${caller.source}:${identity.role}` };
}

/** A provider's token opens their own jobs; others are told what they would be told if there were none. */
async function requireRequest(identity: Identity, requestId: string): Promise<ServiceRequest> {
	const request = await findRequest({ org: identity.org }, requestId);
	const own = identity.role !== 'provider' || (request?.assigned != null && request.assigned.provider === identity.subject);
	if (request === null || !own) throw new AppError('not_found', 'no such request', { field: 'request_id' });
	return request;
}
