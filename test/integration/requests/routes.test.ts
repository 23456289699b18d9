import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import { addProvider, ask, clock, dispatch, openWorld, phoneOf, request, requests, stored, told, types } from '../dispatch/world.ts';

useDatabase();

const IDENTITIES: Record<string, Identity> = {
	manager: { org: 'djobea', role: 'manager', subject: 'marie' },
	agent: { org: 'djobea', role: 'agent' },
	counter: { org: 'djobea', role: 'counter' },
	a: { org: 'djobea', role: 'provider', subject: 'a' },
	b: { org: 'djobea', role: 'provider', subject: 'b' },
	stranger: { org: 'other', role: 'admin' },
};

beforeEach(async () => {
	await clearDatabase();
	await openWorld({ providers: ['a', 'b'] });
	await openWorld({ org: 'other' });
});

const answer = z.looseObject({ items: z.array(z.looseObject({})).default([]), next_cursor: z.string().nullish() });

const { open, close, call } = moduleApi({
	routes: [...requests.routes, ...dispatch.routes],
	authenticate: knownBy(IDENTITIES),
	answer,
});
beforeAll(open);
afterAll(close);

const get = (who: string, path: string) => call(who, 'GET', path);
const update = (who: string, body: Record<string, unknown>) => call(who, 'POST', '/tracking/status/update', body);

describe('GET /tracking/request/{id}', () => {
	test('shows a request by id or number: status, completion, history, ETA, next steps', async () => {
		const { _id } = await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		await ask('c-a', 'dispatch.progress', { step: 'enroute', eta_minutes: 20 });
		clock.minutes(5);
		const { status, body } = await get('agent', '/tracking/request/1001');
		expect(status).toBe(200);
		expect(body).toMatchObject({
			request_id: _id,
			status: 'provider_enroute',
			completion_percentage: 60,
			client: { id: 'awa', phone: phoneOf('awa') },
			provider: { id: 'a', rating: null, ratings: 0 },
			eta: { min_minutes: 15, max_minutes: 25, age_minutes: 5, late: false, basis: 'stated' },
			next_steps: [{ status: 'provider_arrived' }, { status: 'service_started' }, { status: 'service_completed' }],
		});
		expect(body.history).toHaveLength(5);
		expect(await get('manager', `/tracking/request/${_id}`)).toMatchObject({ status: 200, body: { number: 1001 } });
	});

	test('is for the provider whose job it is, and shows the client only while he may know (rule R16)', async () => {
		const { _id } = await request();
		expect((await get('a', '/tracking/request/1001')).status).toBe(404);
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(await get('a', '/tracking/request/1001')).toMatchObject({
			status: 200,
			body: { client: { phone: phoneOf('awa') }, place: { landmark: 'carrefour Maétur' } },
		});
		expect((await get('b', '/tracking/request/1001')).status).toBe(404);
		await ask('c-a', 'dispatch.progress', { step: 'completed', no_price: true });
		clock.minutes(8 * 24 * 60);
		for (const who of ['a', 'agent', 'manager']) {
			const { body } = await get(who, `/tracking/request/${_id}`);
			expect(body).toMatchObject({ client: null, status: 'service_completed' });
			expect(JSON.stringify(body)).not.toContain(phoneOf('awa'));
			expect(JSON.stringify(body)).not.toContain('Maétur');
		}
	});

	test('does not exist for another organisation, nor for a counter', async () => {
		const { _id } = await request();
		expect(await get('stranger', `/tracking/request/${_id}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
		expect((await get('stranger', '/tracking/request/1001')).status).toBe(404);
		expect((await get('counter', '/tracking/request/1001')).status).toBe(403);
		expect((await get('agent', '/tracking/request/1999')).status).toBe(404);
	});
});

describe('GET /tracking/user/{id}/requests', () => {
	test('lists a client’s requests by id or phone, page by page, newest first', async () => {
		for (let i = 0; i < 3; i++) await request();
		await request('ben');
		const first = await get('agent', '/tracking/user/awa/requests?limit=2');
		expect(first.body).toMatchObject({ items: [{ number: 1003 }, { number: 1002 }] });
		const second = await get(
			'agent',
			`/tracking/user/${encodeURIComponent(phoneOf('awa'))}/requests?limit=2&cursor=${first.body.next_cursor}`,
		);
		expect(second.body).toMatchObject({ items: [{ number: 1001 }], next_cursor: null });
		expect((await get('agent', '/tracking/user/awa/requests?status=cancelled')).body.items).toEqual([]);
	});

	test('is for staff, and knows nobody of another organisation', async () => {
		expect((await get('a', '/tracking/user/awa/requests')).status).toBe(403);
		expect((await get('stranger', '/tracking/user/awa/requests')).status).toBe(404);
		expect(await get('agent', '/tracking/user/nobody/requests')).toMatchObject({ status: 404, body: { field: 'user_id' } });
		expect(await get('agent', '/tracking/user/awa/requests?limit=201')).toMatchObject({ status: 400, body: { field: 'limit' } });
		expect(await get('agent', '/tracking/user/awa/requests?cursor=%7B%7D')).toMatchObject({ status: 400, body: { field: 'cursor' } });
	});
});

describe('GET /requests', () => {
	test('gives staff all and a provider their own jobs', async () => {
		await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		await request('ben');
		expect((await get('agent', '/requests')).body.items).toHaveLength(2);
		expect((await get('a', '/requests')).body.items).toMatchObject([{ number: 1001 }]);
		expect((await get('b', '/requests')).body.items).toEqual([]);
		expect((await get('stranger', '/requests')).body.items).toEqual([]);
	});
});

describe('POST /tracking/status/update', () => {
	test('by the provider has the consequences of a message', async () => {
		const { _id } = await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(await update('a', { request_id: '1001', status: 'provider_enroute', eta_minutes: 15, source: 'app' })).toMatchObject({
			status: 200,
			body: { status: 'provider_enroute', eta: { min_minutes: 15 } },
		});
		expect(await update('a', { request_id: '1001', status: 'provider_enroute' })).toMatchObject({ status: 200 });
		expect(await types('awa')).toEqual(['request.accepted', 'request.enroute']);
		expect(await update('a', { request_id: _id, status: 'service_completed', amount: 12_000 })).toMatchObject({
			body: { price: { amount: 12_000 } },
		});
		expect((await stored(_id)).history.filter(({ to }) => to === 'provider_enroute')).toMatchObject([
			{ source: 'app', actor: { kind: 'provider', id: 'a' } },
		]);
	});

	test('guards by status, actor and reason', async () => {
		await request();
		expect(await update('manager', { request_id: '1001', status: 'service_started' })).toMatchObject({
			status: 409,
			body: { code: 'conflict', field: 'status' },
		});
		expect(await update('manager', { request_id: '1001', status: 'no_provider' })).toMatchObject({
			status: 422,
			body: { code: 'not_allowed' },
		});
		expect(await update('a', { request_id: '1001', status: 'provider_accepted' })).toMatchObject({ status: 404 });
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(await update('b', { request_id: '1001', status: 'provider_arrived' })).toMatchObject({ status: 404 });
		expect(await update('a', { request_id: '1001', status: 'provider_arrived', actor: 'manager' })).toMatchObject({ status: 403 });
		expect(await update('a', { request_id: '1001', status: 'provider_arrived' })).toMatchObject({ status: 200 });
		expect(await update('agent', { request_id: '1001', status: 'cancelled', actor: 'client' })).toMatchObject({ status: 422 });
		expect(await update('agent', { request_id: '1001', status: 'provider_enroute' })).toMatchObject({
			status: 400,
			body: { field: 'reason' },
		});
		expect(await update('a', { request_id: '1001', status: 'provider_enroute', reason: 'erreur' })).toMatchObject({ status: 422 });
		expect(await update('agent', { request_id: '1001', status: 'provider_enroute', reason: 'signalé trop tôt' })).toMatchObject({
			status: 200,
		});
		const { history } = await stored(String((await get('agent', '/tracking/request/1001')).body.request_id));
		expect(history.slice(-2)).toMatchObject([
			{ to: 'provider_arrived', actor: { kind: 'provider' } },
			{ from: 'provider_arrived', to: 'provider_enroute', cause: 'signalé trop tôt', actor: { kind: 'agent' } },
		]);
	});

	test.each([
		[{ status: 'finished' }, 'status'],
		[{ status: 'service_completed', amount: 12.5 }, 'amount'],
		[{ status: 'service_completed', amount: -1 }, 'amount'],
		[{ status: 'cancelled', colour: 'red' }, 'colour'],
		[{ status: 'cancelled', source: 'A B' }, 'source'],
	])('refuses %j and changes nothing', async (body, field) => {
		const { _id } = await request();
		expect(await update('manager', { request_id: _id, ...body })).toMatchObject({ status: 400, body: { field } });
		expect((await stored(_id)).status).toBe('provider_notified');
	});

	test('by a manager gives, takes away and cancels', async () => {
		await addProvider('c', { zones: ['akwa'] });
		const { _id } = await request();
		expect(await update('manager', { request_id: _id, status: 'provider_accepted' })).toMatchObject({
			status: 400,
			body: { field: 'provider_id' },
		});
		expect(await update('manager', { request_id: _id, status: 'provider_accepted', provider_id: 'nobody' })).toMatchObject({ status: 404 });
		expect(await update('manager', { request_id: _id, status: 'provider_accepted', provider_id: 'c' })).toMatchObject({
			body: { provider: { id: 'c' } },
		});
		expect(await types('c-c')).toEqual(['job.assigned']);
		expect(await types('c-a')).toEqual(['offer.made', 'offer.lost']);
		expect(await update('manager', { request_id: _id, status: 'provider_search', reason: 'plainte' })).toMatchObject({
			body: { status: 'provider_notified', provider: null },
		});
		expect((await told('c-c', 'job.reassigned'))[0]?.data).toMatchObject({ cause: 'manager' });
		expect(await update('manager', { request_id: _id, status: 'cancelled', reason: 'doublon' })).toMatchObject({
			body: { status: 'cancelled', completion_percentage: 0 },
		});
		expect((await told('awa', 'request.cancelled'))[0]?.data).toMatchObject({ cancelled_by: 'manager', cancel_reason: 'doublon' });
		expect(await update('stranger', { request_id: _id, status: 'cancelled' })).toMatchObject({ status: 404 });
	});
});

describe('GET /requests/{id}/rounds', () => {
	test('tells staff who was asked and why not the others, and a provider about himself', async () => {
		await addProvider('c', { zones: ['akwa'] });
		await request();
		const { body } = await get('manager', '/requests/1001/rounds');
		expect(body.items).toMatchObject([
			{ batch: 1, chosen: [{ provider: 'a' }, { provider: 'b' }], left_out: [{ provider: 'c', reason: 'outside_zone' }] },
		]);
		expect((await get('a', '/requests/1001/rounds')).body.items).toMatchObject([{ chosen: [{ provider: 'a' }], left_out: [] }]);
		expect((await get('stranger', '/requests/1001/rounds')).status).toBe(404);
	});
});
