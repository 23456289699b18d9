import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { z } from 'zod';
import type { Endpoint, Identity } from '../../src/platform/http/endpoint.ts';
import { endpointRouter } from '../../src/platform/http/mount-endpoints.ts';
import { sendProblem } from '../../src/platform/http/problem.ts';
import { createLog } from '../../src/platform/log.ts';
import { serve, type TestServer } from './http-server.ts';

/** More than any test asks for: what is tested is never that limit. */
const REQUESTS_PER_MINUTE = 100_000;

export interface ModuleApi<Answer> {
	/** Serves from now on; to be called before the tests of a file. */
	open(): Promise<void>;
	close(): Promise<void>;
	/** `http://127.0.0.1:PORT` */
	url(): string;
	/** Asks below `/api/v1` with a bearer token, or as a stranger; the answer's body is checked. */
	call(token: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; body: Answer }>;
}

interface Setting<Schema extends z.ZodType> {
	routes: readonly Endpoint[];
	authenticate(token: string): Promise<Identity>;
	/** What every answer fits, errors included. */
	answer: Schema;
	/** Served beside the API. */
	pages?: Router;
}

/** The routes of a module as the program serves them: real HTTP, roles, limits and problems. */
export function moduleApi<Schema extends z.ZodType>({ routes, authenticate, answer, pages }: Setting<Schema>): ModuleApi<z.output<Schema>> {
	const app = express();
	app.use('/api/v1', endpointRouter(routes, { authenticate, requestsPerMinute: REQUESTS_PER_MINUTE }));
	if (pages !== undefined) app.use(pages);
	app.use((error: unknown, req: Request, res: Response, _next: NextFunction) => sendProblem(createLog('error'), error, req, res));
	let server: TestServer | undefined;
	const url = (): string => {
		if (server === undefined) throw new Error('the API is not open');
		return server.url;
	};
	return {
		async open() {
			server = await serve(app);
		},
		async close() {
			await server?.close();
		},
		url,
		async call(token, method, path, body) {
			const response = await fetch(`${url()}/api/v1${path}`, {
				method,
				headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			return { status: response.status, body: answer.parse(await response.json()) };
		},
	};
}

/** Knows people by tokens that are as good as their names. */
export function knownBy(identities: Record<string, Identity>): (token: string) => Promise<Identity> {
	return async (token) => {
		const identity = identities[token];
		if (identity === undefined) throw new Error('no such token');
		return identity;
	};
}
