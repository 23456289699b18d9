import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { AppError } from '../errors.ts';
import { currentCorrelation } from '../log.ts';
import { type Endpoint, FILE, type Identity, LIVE } from './endpoint.ts';
import type { LiveViews } from './live-view.ts';
import { invalidInput } from './problem.ts';

const BODY_LIMIT = '100kb';
const MINUTE_MS = 60_000;

export interface MountOptions {
	/** Whom a bearer token stands for; throws AppError `unauthenticated`. */
	authenticate(token: string): Promise<Identity>;
	/** Of one valid token, or of one address without. */
	requestsPerMinute: number;
	/** Who serves the endpoints that answer `LIVE`; unset: there is no room for them. */
	live?: LiveViews;
}

/** The router of `/api/v1`: identity, rate, then each endpoint's role, schemas and handler. */
export function endpointRouter(endpoints: readonly Endpoint[], options: MountOptions): Router {
	const router = Router();
	const callers = new WeakMap<Request, Identity>();
	router.use(identify(options, callers), limitRate(options.requestsPerMinute, callers), express.json({ limit: BODY_LIMIT }));
	for (const endpoint of endpoints) {
		router[endpoint.method](endpoint.path, (req: Request, res: Response, next: NextFunction) => {
			answer(endpoint, callers.get(req), options.live, req, res).catch(next);
		});
	}
	for (const [path, methods] of methodsByPath(endpoints)) {
		router.all(path, (_req, res) => {
			res.setHeader('Allow', methods.join(', '));
			throw new AppError('method_not_allowed', `this resource answers to ${methods.join(', ')}`);
		});
	}
	return router;
}

/** A valid token is remembered with the request; a missing or bad one is told only when a route asks for it. */
function identify({ authenticate }: MountOptions, callers: WeakMap<Request, Identity>) {
	return async (req: Request, _res: Response, next: NextFunction): Promise<void> => {
		const token = bearerOf(req);
		if (token !== undefined) {
			try {
				callers.set(req, await authenticate(token));
			} catch (error) {
				if (!(error instanceof AppError && error.code === 'unauthenticated')) throw error;
			}
		}
		next();
	};
}

function bearerOf(req: Request): string | undefined {
	return /^Bearer +([\w.~+/-]+=*)$/i.exec(req.get('authorization') ?? '')?.[1];
}

function limitRate(requestsPerMinute: number, callers: WeakMap<Request, Identity>) {
	return rateLimit({
		windowMs: MINUTE_MS,
		limit: requestsPerMinute,
		standardHeaders: 'draft-8',
		legacyHeaders: false,
		keyGenerator: (req) => (callers.has(req) ? digest(bearerOf(req) ?? '') : ipKeyGenerator(req.ip ?? '')),
		handler: (_req, _res, next) => next(new AppError('rate_limited', 'too many requests: slow down')),
	});
}

function digest(token: string): string {
	return createHash('sha256').update(token).digest('base64url');
}

async function answer(
	endpoint: Endpoint,
	identity: Identity | undefined,
	live: LiveViews | undefined,
	req: Request,
	res: Response,
): Promise<void> {
	if (endpoint.roles !== 'anyone') {
		if (identity === undefined) throw new AppError('unauthenticated', 'a valid bearer token is needed');
		if (!endpoint.roles.includes(identity.role)) throw new AppError('forbidden', `not for the role ${identity.role}`);
	}
	if (endpoint.body !== undefined && hasBody(req) && !req.is('json')) {
		throw new AppError('unsupported_media', 'the body must be application/json');
	}
	const request = {
		params: check(endpoint.params, req.params),
		query: check(endpoint.query, req.query),
		body: check(endpoint.body, req.body),
		...(endpoint.roles === 'anyone' ? {} : { identity }),
		correlationId: currentCorrelation() ?? '',
	};
	// `defineEndpoint` bound the handler's types to these very schemas, which the list of endpoints cannot express.
	const result: unknown = await Reflect.apply(endpoint.handle, endpoint, [request]);
	const shown = endpoint.response.safeParse(result);
	if (!shown.success)
		throw new AppError('internal', `${endpoint.method} ${endpoint.path} answers otherwise than it says`, { cause: shown.error });
	if (endpoint.response === LIVE) {
		if (live === undefined) throw new AppError('unavailable', 'no live views here');
		return live.show(LIVE.parse(result), req, res);
	}
	if (endpoint.response === FILE) return sendFile(FILE.parse(result), res);
	const status = endpoint.status ?? 200;
	if (status === 204) res.status(204).end();
	else res.status(status).json(shown.data);
}

/** As a download: what a person sent is never a page of ours. */
async function sendFile({ stream, contentType, length }: z.output<typeof FILE>, res: Response): Promise<void> {
	res.set({
		'Content-Type': contentType,
		'Content-Length': String(length),
		'Content-Disposition': 'attachment',
		'Cache-Control': 'private',
	});
	try {
		await pipeline(stream, res);
	} catch (error) {
		// The caller hung up: nobody is left to tell.
		if (errorCode(error) !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
	}
}

function hasBody(req: Request): boolean {
	return req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
}

function check(schema: z.ZodType | undefined, value: unknown): unknown {
	if (schema === undefined) return undefined;
	const result = schema.safeParse(value);
	if (!result.success) throw invalidInput(result.error);
	return result.data;
}

function methodsByPath(endpoints: readonly Endpoint[]): Map<string, string[]> {
	const methods = new Map<string, string[]>();
	for (const { path, method } of endpoints) methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
	return methods;
}
