import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import { AppError } from '../errors.ts';
import type { NewId } from '../ids.ts';
import { type Log, withCorrelation } from '../log.ts';
import { httpSeconds } from '../metrics.ts';
import { sendProblem } from './problem.ts';

export interface HttpOptions {
	log: Log;
	newId: NewId;
	/** Over https the browser is told to stay there. */
	publicBaseUrl: string;
	/** Mounted at the root, before everything that reads a body: signed webhooks need theirs raw. */
	webhooks?: readonly Router[];
	/** `/healthz` and its like. */
	health?: Router;
	/** Mounted at `/api/v1`. */
	api?: Router;
	/** Named JSON Schemas, served as `/schemas/NAME.json`. */
	schemas?: Readonly<Record<string, object>>;
	/** Pages and what they fetch, mounted at the root. */
	pages?: readonly Router[];
}

/** The HTTP application: security headers, correlation, metrics, the routers, and every error as a problem (RFC 9457). */
export function buildApp(options: HttpOptions): Express {
	const app = express();
	app.disable('x-powered-by');
	// Only a proxy on a private address may say who the client is.
	app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);
	app.use(correlate(options.newId), measure(options.log), securityHeaders(options.publicBaseUrl));
	for (const router of options.webhooks ?? []) app.use(router);
	if (options.health !== undefined) app.use(options.health);
	if (options.api !== undefined) app.use('/api/v1', options.api);
	serveSchemas(app, options.schemas ?? {});
	for (const router of options.pages ?? []) app.use(router);
	app.use((_req, _res, next) => next(new AppError('not_found', 'there is nothing here')));
	app.use((error: unknown, req: Request, res: Response, _next: NextFunction) => sendProblem(options.log, error, req, res));
	return app;
}

/** The caller's request id when it is a sane one, else a new one: in the answer, in every log line, in what the request sets off. */
function correlate(newId: NewId) {
	return (req: Request, res: Response, next: NextFunction): void => {
		const given = req.get('x-request-id') ?? '';
		const id = /^[A-Za-z][\w-]{7,63}$/.test(given) ? given : newId();
		res.setHeader('X-Request-Id', id);
		withCorrelation(id, next);
	};
}

/** By route pattern, never by path: a path may hold a person's number. */
function measure(log: Log) {
	return (req: Request, res: Response, next: NextFunction): void => {
		const began = performance.now();
		res.once('finish', () => {
			const pattern: unknown = req.route?.path;
			const route = typeof pattern === 'string' ? req.baseUrl + pattern : 'none';
			const seconds = (performance.now() - began) / 1000;
			httpSeconds.observe({ method: req.method, route, status: res.statusCode }, seconds);
			log.log('http', 'request', { method: req.method, route, status: res.statusCode, ms: Math.round(seconds * 1000) });
		});
		next();
	};
}

/** Pages load scripts, styles and pictures from here alone; nothing inline, no frames. */
function securityHeaders(publicBaseUrl: string) {
	const https = publicBaseUrl.startsWith('https:');
	return helmet({
		strictTransportSecurity: https,
		referrerPolicy: { policy: 'same-origin' },
		contentSecurityPolicy: {
			useDefaults: false,
			directives: {
				defaultSrc: ["'self'"],
				imgSrc: ["'self'", 'data:', 'blob:'],
				mediaSrc: ["'self'", 'blob:'],
				objectSrc: ["'none'"],
				baseUri: ["'none'"],
				formAction: ["'self'"],
				frameAncestors: ["'none'"],
				...(https ? { upgradeInsecureRequests: [] } : {}),
			},
		},
	});
}

function serveSchemas(app: Express, schemas: Readonly<Record<string, object>>): void {
	app.get('/schemas/:file', (req, res, next) => {
		const name = req.params.file.replace(/\.json$/, '');
		const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
		if (schema === undefined) next();
		else res.type('application/schema+json').send(JSON.stringify(schema, null, '\t'));
	});
}
