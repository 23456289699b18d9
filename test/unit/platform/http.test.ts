import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { Router } from 'express';
import winston from 'winston';
import { z } from 'zod';
import { systemClock } from '../../../src/platform/clock.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { buildApp } from '../../../src/platform/http/build-app.ts';
import { docsRouter } from '../../../src/platform/http/docs.ts';
import { defineEndpoint, type Identity } from '../../../src/platform/http/endpoint.ts';
import { endpointRouter } from '../../../src/platform/http/mount-endpoints.ts';
import { openApiDocument } from '../../../src/platform/http/openapi.ts';
import { eventStreams } from '../../../src/platform/http/sse.ts';
import { signToken, verifyToken } from '../../../src/platform/http/token.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { currentCorrelation } from '../../../src/platform/log.ts';
import { serve, type TestServer } from '../../support/http-server.ts';

const clock = systemClock();
const SECRET = 'a secret for tests, and only for tests';
const AGENT: Identity = { org: 'djobea', role: 'agent', subject: 'a1' };

const endpoints = [
	defineEndpoint({
		method: 'get',
		path: '/things/:thing_id',
		summary: 'Shows a thing',
		tag: 'things',
		roles: ['agent', 'manager'],
		params: z.object({ thing_id: z.string().max(8) }),
		query: z.object({ limit: z.coerce.number().int().max(200).default(50) }),
		response: z.object({ id: z.string(), org: z.string(), limit: z.number(), correlation: z.string(), at: z.date() }),
		async handle({ params, query, identity, correlationId }) {
			if (params.thing_id === 'gone') throw new AppError('not_found', 'no such thing', { field: 'thing_id' });
			if (params.thing_id === 'bug') throw new TypeError('secret detail');
			const shown = { id: params.thing_id, org: identity.org, limit: query.limit, correlation: correlationId, at: new Date(0) };
			return Object.assign(shown, { password: 'never shown' });
		},
	}),
	defineEndpoint({
		method: 'post',
		path: '/things',
		summary: 'Makes a thing',
		tag: 'things',
		roles: ['manager', 'agent'],
		body: z.strictObject({ name: z.string().max(10), size: z.object({ width: z.number() }) }),
		response: z.object({ name: z.string() }),
		status: 201,
		async handle({ body }) {
			return { name: body.name };
		},
	}),
	defineEndpoint({
		method: 'delete',
		path: '/things/:thing_id',
		summary: 'Removes a thing',
		tag: 'things',
		roles: ['admin'],
		params: z.object({ thing_id: z.string() }),
		response: z.undefined(),
		status: 204,
		async handle() {
			return undefined;
		},
	}),
];

const streams = eventStreams({ maxStreams: 1 });
let server: TestServer;
let token = '';

function api(requestsPerMinute: number): Router {
	return endpointRouter(endpoints, { authenticate: (bearer) => verifyToken(bearer, SECRET, clock), requestsPerMinute });
}

function appWith(requestsPerMinute: number) {
	const pages = Router();
	pages.get('/stream', (req, res) => {
		const stream = streams.open(req, res);
		stream.send({ id: '7', event: 'note', data: { last: stream.lastEventId ?? null } });
	});
	pages.post('/echo', express.json(), (_req, res) => {
		res.json({ correlation: currentCorrelation() });
	});
	return buildApp({
		log: winston.createLogger({ silent: true }),
		newId: monotonicIds(clock),
		publicBaseUrl: 'http://localhost:3000',
		api: api(requestsPerMinute),
		schemas: { import: { type: 'object' } },
		pages: [docsRouter(openApiDocument(endpoints, { version: '1.2.3', publicBaseUrl: 'http://localhost:3000' })), pages],
	});
}

beforeAll(async () => {
	server = await serve(appWith(1000));
	token = await signToken(AGENT, SECRET, clock);
});

afterAll(async () => {
	await server.close();
});

async function call(method: string, path: string, options: { token?: string; body?: string; type?: string } = {}): Promise<Response> {
	return fetch(server.url + path, {
		method,
		headers: {
			...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
			...(options.body === undefined ? {} : { 'content-type': options.type ?? 'application/json' }),
		},
		body: options.body ?? null,
	});
}

describe('an endpoint', () => {
	test('answers with what its schema names and nothing else', async () => {
		const answer = await call('GET', '/api/v1/things/t1?limit=7', { token });
		expect(answer.status).toBe(200);
		expect(await answer.json()).toEqual({
			id: 't1',
			org: 'djobea',
			limit: 7,
			correlation: answer.headers.get('x-request-id'),
			at: '1970-01-01T00:00:00.000Z',
		});
	});

	test.each([
		['no token', 'GET', '/api/v1/things/t1', {}, 401, 'unauthenticated', undefined],
		['a forged token', 'GET', '/api/v1/things/t1', { token: 'a.b.c' }, 401, 'unauthenticated', undefined],
		['another role', 'DELETE', '/api/v1/things/t1', {}, 403, 'forbidden', undefined],
		['a wrong parameter', 'GET', '/api/v1/things/123456789', {}, 400, 'invalid_input', 'thing_id'],
		['a wrong query', 'GET', '/api/v1/things/t1?limit=201', {}, 400, 'invalid_input', 'limit'],
		[
			'a wrong field inside the body',
			'POST',
			'/api/v1/things',
			{ body: '{"name":"n","size":{"width":"x"}}' },
			400,
			'invalid_input',
			'size.width',
		],
		['an unknown field', 'POST', '/api/v1/things', { body: '{"name":"n","size":{"width":1},"price":0}' }, 400, 'invalid_input', 'price'],
		['no body', 'POST', '/api/v1/things', {}, 400, 'invalid_input', undefined],
		['a broken body', 'POST', '/api/v1/things', { body: '{"name":' }, 400, 'invalid_input', undefined],
		[
			'a form',
			'POST',
			'/api/v1/things',
			{ body: 'name=n', type: 'application/x-www-form-urlencoded' },
			415,
			'unsupported_media',
			undefined,
		],
		['a huge body', 'POST', '/api/v1/things', { body: JSON.stringify({ name: 'x'.repeat(200_000) }) }, 413, 'too_large', undefined],
		['a broken path', 'GET', '/api/v1/things/%E0%A4%A', {}, 400, 'invalid_input', undefined],
		['an unknown route', 'GET', '/api/v1/nothing', {}, 404, 'not_found', undefined],
		['a path of nobody', 'GET', '/nothing', {}, 404, 'not_found', undefined],
		['another method', 'PATCH', '/api/v1/things', {}, 405, 'method_not_allowed', undefined],
		['its own refusal', 'GET', '/api/v1/things/gone', {}, 404, 'not_found', 'thing_id'],
		['a bug', 'GET', '/api/v1/things/bug', {}, 500, 'internal', undefined],
	])('tells %s as a problem', async (what, method, path, options, status, code, field) => {
		const answer = await call(method, path, what === 'no token' ? {} : { token, ...options });
		expect(answer.status).toBe(status);
		expect(answer.headers.get('content-type')).toContain('application/problem+json');
		const text = await answer.text();
		expect(JSON.parse(text)).toMatchObject({
			type: 'about:blank',
			status,
			code,
			title: expect.any(String),
			...(field === undefined ? {} : { field }),
		});
		expect(text).not.toMatch(/secret detail|node_modules|\.ts:/);
	});

	test('slows a caller down, one without touching another', async () => {
		const strict = await serve(appWith(2));
		try {
			const statuses = [];
			for (let i = 0; i < 3; i++) {
				const answer = await fetch(`${strict.url}/api/v1/things/t1`, { headers: { authorization: `Bearer ${token}` } });
				statuses.push(answer.status);
			}
			expect(statuses).toEqual([200, 200, 429]);
			const other = await signToken({ ...AGENT, subject: 'a2' }, SECRET, clock);
			const answer = await fetch(`${strict.url}/api/v1/things/t1`, { headers: { authorization: `Bearer ${other}` } });
			expect(answer.status).toBe(200);
		} finally {
			await strict.close();
		}
	});
});

describe('tokens', () => {
	const at = (iso: string) => ({ now: () => new Date(iso) });

	test('stand for whom they were made, until they expire', async () => {
		const made = await signToken(AGENT, SECRET, at('2026-11-21T10:00:00Z'), 3600);
		expect(await verifyToken(made, SECRET, at('2026-11-21T10:59:00Z'))).toEqual(AGENT);
		await expect(verifyToken(made, SECRET, at('2026-11-21T11:01:00Z'))).rejects.toMatchObject({ code: 'unauthenticated' });
	});

	test('are refused when signed with another secret, or not at all', async () => {
		const made = await signToken(AGENT, 'another secret, also long enough', clock);
		await expect(verifyToken(made, SECRET, clock)).rejects.toMatchObject({ code: 'unauthenticated' });
		const claims = Buffer.from(JSON.stringify({ ...AGENT, iss: 'palabre', exp: 9_999_999_999 })).toString('base64url');
		const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
		await expect(verifyToken(unsigned, SECRET, clock)).rejects.toMatchObject({ code: 'unauthenticated' });
	});
});

describe('the document', () => {
	test('describes every endpoint from its own schemas', async () => {
		const document = await (await call('GET', '/openapi.json')).json();
		expect(document).toMatchObject({
			openapi: '3.1.0',
			info: { version: '1.2.3' },
			paths: {
				'/api/v1/things/{thing_id}': {
					get: {
						operationId: 'getThingsByThingId',
						parameters: [
							{ name: 'thing_id', in: 'path', required: true, schema: { type: 'string', maxLength: 8 } },
							{ name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 200, default: 50 } },
						],
						responses: {
							200: { content: { 'application/json': { schema: { properties: { at: { type: 'string', format: 'date-time' } } } } } },
						},
					},
					delete: { responses: { 204: { description: 'Done' } } },
				},
				'/api/v1/things': {
					post: {
						requestBody: { content: { 'application/json': { schema: { additionalProperties: false, required: ['name', 'size'] } } } },
					},
				},
			},
		});
	});

	test('can be read on a page that loads nothing from elsewhere', async () => {
		const page = await call('GET', '/docs');
		expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
		const html = await page.text();
		const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
		expect(links.length).toBeGreaterThan(3);
		for (const link of links) expect((await call('GET', link)).status).toBe(200);
	});
});

describe('the application', () => {
	test('sends strict headers and its own request id', async () => {
		const answer = await call('GET', '/nothing');
		expect(answer.headers.get('content-security-policy')).not.toMatch(/unsafe-inline|unsafe-eval/);
		expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
		expect(answer.headers.get('x-powered-by')).toBeNull();
		expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-z]{26}$/);
	});

	test('keeps a caller’s request id, through the reading of a body', async () => {
		const headers = { 'x-request-id': 'call-0001', 'content-type': 'application/json' };
		const answer = await fetch(`${server.url}/echo`, { method: 'POST', headers, body: '{"a":1}' });
		expect(await answer.json()).toEqual({ correlation: 'call-0001' });
	});

	test('serves the named schemas and no others', async () => {
		expect(await (await call('GET', '/schemas/import.json')).json()).toEqual({ type: 'object' });
		expect((await call('GET', '/schemas/constructor.json')).status).toBe(404);
	});
});

describe('event streams', () => {
	test('say what happens, know where a reader was, have an end and a limit', async () => {
		const first = await fetch(`${server.url}/stream`, { headers: { 'last-event-id': '6' } });
		const reader = first.body?.pipeThrough(new TextDecoderStream()).getReader();
		let text = '';
		while (!text.includes('data:')) text += (await reader?.read())?.value ?? '';
		expect(text).toContain('id: 7\nevent: note\ndata: {"last":"6"}\n\n');
		expect((await fetch(`${server.url}/stream`)).status).toBe(503);
		streams.closeAll();
		expect((await reader?.read())?.done).toBe(true);
	});
});
