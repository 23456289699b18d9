import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { InScene } from '../../../src/conversation/scene/scene.ts';
import { authenticator, issueToken } from '../../../src/modules/accounts/index.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { providersModule } from '../../../src/modules/providers/index.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { useDatabase } from '../../support/database.ts';
import { moduleApi } from '../../support/module-api.ts';
import { playScene } from '../../support/scene.ts';

useDatabase();

/** A Saturday, 11:00 in Douala. */
const now = new Date('2026-11-21T10:00:00Z');
const key = { secret: 'a secret of at least thirty-two characters', clock: { now: () => now } };
const inScene: InScene = async ({ org }, work) => (await playScene({ org, now }, work)).result;

const shown = z.looseObject({ items: z.array(z.unknown()).default([]), next_cursor: z.string().nullish() });
const { open, close, call } = moduleApi({
	routes: providersModule({ inScene, clock: key.clock }).routes,
	authenticate: authenticator(key),
	answer: shown,
});

beforeAll(async () => {
	const text = readFileSync('test/fixtures/import/good.yaml', 'utf8');
	const other = text
		.replace('slug: djobea', 'slug: other')
		.replace('+14155238886', '+14155238896')
		.replace('+14155238887', '+14155238897')
		.replace('id: divine', 'id: hidden');
	for (const file of [text, other]) {
		const result = await importText(file, 'file.yaml', async () => ({ ...key, newId: monotonicIds(key.clock), carrier: 'simulator' }));
		if ('errors' in result) throw new Error(result.errors.join('\n'));
	}
	await open();
});
afterAll(close);

async function ask(identity: Identity, method: string, path: string, body?: unknown) {
	return call(await issueToken(identity, key), method, path, body);
}

const agent: Identity = { org: 'djobea', role: 'agent' };
const paul: Identity = { org: 'djobea', role: 'provider', subject: 'paul' };

describe('the list', () => {
	test('holds the organisation’s own providers, page by page', async () => {
		const first = await ask(agent, 'GET', '/providers?limit=1');
		expect(first).toMatchObject({ status: 200, body: { items: [{ id: 'divine', open_now: true, rating: { average: null, count: 0 } }] } });
		const second = await ask(agent, 'GET', `/providers?limit=1&cursor=${first.body.next_cursor}`);
		expect(second.body).toMatchObject({ items: [{ id: 'paul', open_now: true, hours: 'Mo-Sa 08:00-18:00' }], next_cursor: null });
		expect((await ask(agent, 'GET', '/providers?service=electricite')).body.items).toHaveLength(1);
		expect((await ask({ org: 'other', role: 'agent' }, 'GET', '/providers')).body.items).toMatchObject([{ id: 'hidden' }, { id: 'paul' }]);
	});

	test('is for staff, and says what is wrong with a question', async () => {
		expect(await ask(paul, 'GET', '/providers')).toMatchObject({ status: 403 });
		expect(await ask(agent, 'GET', '/providers?limit=201')).toMatchObject({ status: 400, body: { code: 'invalid_input', field: 'limit' } });
		expect(await ask(agent, 'GET', '/providers?cursor=xxx')).toMatchObject({ status: 400, body: { field: 'cursor' } });
	});
});

describe('one provider', () => {
	test('is seen by staff and by themselves only', async () => {
		expect(await ask(agent, 'GET', '/providers/divine')).toMatchObject({
			status: 200,
			body: { id: 'divine', phone: '+237670000010', absence: null },
		});
		expect(await ask(paul, 'GET', '/providers/paul')).toMatchObject({ status: 200, body: { name: 'Paul Essomba' } });
		expect(await ask(paul, 'GET', '/providers/divine')).toMatchObject({ status: 404 });
	});

	test('of another organisation is not there', async () => {
		expect(await ask(agent, 'GET', '/providers/hidden')).toMatchObject({ status: 404, body: { code: 'not_found' } });
		expect(await ask(agent, 'PATCH', '/providers/hidden/availability', { absent: true })).toMatchObject({ status: 404 });
	});
});

describe('availability', () => {
	test('is set and ended by the provider', async () => {
		const until = '2026-11-23T08:00:00+01:00';
		expect(await ask(paul, 'PATCH', '/providers/paul/availability', { absent: true, until, reason: 'voyage' })).toMatchObject({
			status: 200,
			body: { absence: { from: now.toISOString(), until: '2026-11-23T07:00:00.000Z', reason: 'voyage' } },
		});
		expect(await ask(paul, 'PATCH', '/providers/paul/availability', { absent: false })).toMatchObject({
			status: 200,
			body: { absence: null },
		});
	});

	test('of another is not theirs to set', async () => {
		expect(await ask(paul, 'PATCH', '/providers/divine/availability', { absent: true })).toMatchObject({ status: 404 });
		expect(await ask(agent, 'GET', '/providers/divine')).toMatchObject({ body: { absence: null } });
	});

	test.each([
		[{ absent: true, until: '2026-11-20T08:00:00Z' }, 'until'],
		[{ absent: true, until: 'lundi' }, 'until'],
		[{ absent: 'yes' }, 'absent'],
		[{ absent: true, colour: 'green' }, 'colour'],
	])('%j is refused', async (body, field) => {
		expect(await ask(paul, 'PATCH', '/providers/paul/availability', body)).toMatchObject({ status: 400, body: { field } });
	});
});
