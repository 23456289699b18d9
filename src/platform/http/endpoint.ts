import { Readable } from 'node:stream';
import { z } from 'zod';
import type { LiveView } from './live-view.ts';

export const ROLES = ['admin', 'manager', 'agent', 'counter', 'provider'] as const;
export type AccessRole = (typeof ROLES)[number];

/** Whom a bearer token stands for. `org` scopes every query (I8). */
export interface Identity {
	org: string;
	role: AccessRole;
	/** The provider, agent or contact the token belongs to; absent for organisation-wide tokens. */
	subject?: string;
}

export interface EndpointRequest<P, Q, B> {
	params: P;
	query: Q;
	body: B;
	identity: Identity;
	correlationId: string;
}

/** One route of `/api/v1`: schemas, roles and the OpenAPI document come from this one definition. */
export interface Endpoint {
	method: 'get' | 'post' | 'put' | 'patch' | 'delete';
	/** Below `/api/v1`, Express style: `/tracking/request/:request_id`. */
	path: string;
	summary: string;
	tag: string;
	/** Who may ask; `anyone` needs no token and is told nothing about anybody. */
	roles: readonly AccessRole[] | 'anyone';
	params?: z.ZodType;
	query?: z.ZodType;
	body?: z.ZodType;
	response: z.ZodType;
	/** The status of a success; 200 when unset. */
	status?: number;
	handle(request: EndpointRequest<never, never, never>): Promise<unknown>;
}

/** The response of an endpoint that answers with a file instead of JSON: its bytes are streamed as a download. `length` in bytes. */
export const FILE = z.object({ stream: z.instanceof(Readable), contentType: z.string(), length: z.int().min(0) });

/** The response of an endpoint that answers with Server-Sent Events: the view that its page follows. */
export const LIVE = z.custom<LiveView>((value) => typeof value === 'object' && value !== null && 'read' in value && 'follows' in value);

/** Binds the handler's types to the schemas. */
export function defineEndpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(endpoint: {
	method: Endpoint['method'];
	path: string;
	summary: string;
	tag: string;
	roles: readonly AccessRole[];
	params?: P;
	query?: Q;
	body?: B;
	response: R;
	status?: number;
	handle(request: EndpointRequest<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<R>>;
}): Endpoint {
	return endpoint;
}

/** A route for everyone, without a token: there is no identity, so what it may show comes from its path alone. */
export function definePublicEndpoint<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(endpoint: {
	method: 'get';
	path: string;
	summary: string;
	tag: string;
	params?: P;
	query?: Q;
	response: R;
	handle(request: Omit<EndpointRequest<z.output<P>, z.output<Q>, undefined>, 'identity'>): Promise<z.input<R>>;
}): Endpoint {
	return { ...endpoint, roles: 'anyone' };
}
