import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findTransition, PATH, type ServiceRequest } from '../../../src/modules/requests/index.ts';
import { RequestModel } from '../../../src/modules/requests/model.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { ask, clock, deliverAll, ORG, offersOf, openWorld, pass, request, requests, stored, types } from '../dispatch/world.ts';

useDatabase();
beforeEach(clearDatabase);

const WISH = { service: 'plomberie', problem: 'fuite', place: { zone: 'bonamoussadi' } };

describe('a new request', () => {
	test('gets the next number that can be said, and never one twice, also ten at once', async () => {
		await openWorld({ settings: { search_deadline_minutes: 60 } });
		const results = await Promise.all(Array.from({ length: 10 }, (_, i) => ask(i % 2 === 0 ? 'awa' : 'ben', 'requests.create', WISH)));
		const numbers = results.filter(({ outcome }) => outcome === 'created').map(({ data }) => data?.number);
		expect(new Set(numbers).size).toBe(10);
		for (const number of numbers) expect(number).toBeGreaterThan(1000);
	});

	test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['an unknown service', { ...WISH, service: 'magie' }, { outcome: 'unknown_service' }],
		['a quarter we do not know', { ...WISH, place: { label: 'Yaoundé centre' } }, { outcome: 'outside_area' }],
		[
			'a pin far away',
			{ ...WISH, place: { lat: 3.86, lon: 11.52 } },
			{ outcome: 'outside_area', data: { nearest_km: expect.any(Number) } },
		],
		['yesterday', { ...WISH, when: { at: '2026-11-20T09:00:00Z', precision: 'hour' } }, { outcome: 'bad_time', data: { why: 'past' } }],
	])('for %s is refused and leaves nothing behind', async (_what, wish, expected) => {
		await openWorld({ providers: ['a'] });
		expect(await ask('awa', 'requests.create', wish)).toMatchObject(expected);
		expect(await RequestModel.countDocuments({ org: ORG })).toBe(0);
		expect(await types('c-a')).toEqual([]);
		expect((await request()).number).toBe(1001);
	});

	test('is one too many after five open ones', async () => {
		await openWorld();
		for (let i = 0; i < 5; i++) await request();
		expect(await ask('awa', 'requests.create', WISH)).toEqual({ outcome: 'too_many', data: { count: 5 } });
	});

	test('takes the quarter from the words or the pin', async () => {
		await openWorld({ providers: ['a'] });
		expect((await request('awa', { place: { label: 'vers bonamousadi' } })).place).toEqual({
			zone: 'bonamoussadi',
			label: 'vers bonamousadi',
		});
		expect((await request('awa', { place: { lat: 4.0521, lon: 9.7012, landmark: null } })).place).toEqual({
			zone: 'akwa',
			lat: 4.0521,
			lon: 9.7012,
		});
	});

	test('may be for the place of the last one, when there was one', async () => {
		await openWorld();
		expect(await ask('awa', 'requests.last_place')).toEqual({ outcome: 'none' });
		await request('awa', { place: { zone: 'akwa' } });
		await request('awa', { place: { zone: 'bonamoussadi', landmark: 'pharmacie' } });
		expect(await ask('ben', 'requests.last_place')).toEqual({ outcome: 'none' });
		expect(await ask('awa', 'requests.last_place')).toMatchObject({
			outcome: 'found',
			data: { place: { zone: 'bonamoussadi' }, zone_label: { fr: 'Bonamoussadi' }, landmark: 'pharmacie' },
		});
	});

	test('is never offered to the client himself (rule R16)', async () => {
		await openWorld({ providers: ['a'] });
		expect((await request('c-a')).status).toBe('no_provider');
		expect(await types('c-a')).toEqual(['request.no_provider']);
	});
});

describe('finding one', () => {
	test('lists a client’s own open ones, and asks which', async () => {
		await openWorld({ providers: ['a'] });
		expect((await ask('awa', 'requests.list_open')).outcome).toBe('none');
		await request();
		expect(await ask('awa', 'requests.status')).toMatchObject({ outcome: 'found', data: { number: 1001, percent: 30, can_edit: true } });
		await request();
		expect(await ask('awa', 'requests.status')).toMatchObject({
			outcome: 'several',
			data: { items: [{ label: { fr: '1002 · Plomberie' }, description: { fr: 'Bonamoussadi' } }, { label: { fr: '1001 · Plomberie' } }] },
		});
		expect(await ask('awa', 'requests.status', { request: '#1001' })).toMatchObject({ outcome: 'found', data: { number: 1001 } });
		expect((await ask('ben', 'requests.list_open')).outcome).toBe('none');
	});

	test('stays within the organisation: the same number elsewhere is another request (I8)', async () => {
		await openWorld({ providers: ['a'] });
		await openWorld({ org: 'other' });
		const mine = await request();
		const theirs = await ask('other-awa', 'requests.create', WISH, 'other');
		expect(theirs).toMatchObject({ outcome: 'created', data: { number: 1001 } });
		expect((await ask('other-awa', 'requests.status', { request: mine._id }, 'other')).outcome).toBe('not_found');
		expect((await ask('other-awa', 'requests.cancel', { request: '1001' }, 'other')).outcome).toBe('cancelled');
		expect((await stored(mine._id)).status).toBe('provider_notified');
	});

	test('follows a client whose two contacts turn out to be one', async () => {
		await openWorld({ providers: ['a'] });
		const { _id } = await request();
		const subscriber = requests.subscribers.find(({ types: wanted }) => wanted.includes('contact.merged'));
		const event = {
			_id: 'e',
			org: ORG,
			type: 'contact.merged',
			at: clock.now(),
			subject: { kind: 'contact', id: 'ben' },
			data: { from: 'awa' },
			actor: { kind: 'system', id: 'system', source: 'inbox' },
			correlationId: 'c',
		};
		await subscriber?.run(event);
		await subscriber?.run(event);
		expect(await ask('ben', 'requests.status')).toMatchObject({ outcome: 'found', data: { request: _id } });
	});
});

describe('always', () => {
	const someone = fc.constantFrom('c-a', 'c-b', 'c-c');
	const deed = fc.oneof(
		fc.record({
			who: someone,
			command: fc.constant('dispatch.answer_offer'),
			args: fc.constantFrom({ answer: 'accept' }, { answer: 'decline' }),
		}),
		fc.record({
			who: someone,
			command: fc.constant('dispatch.progress'),
			args: fc.constantFrom({ step: 'enroute' }, { step: 'arrived' }, { step: 'started' }, { step: 'completed', amount: 5000 }),
		}),
		fc.record({ who: someone, command: fc.constant('dispatch.pull_out'), args: fc.constant({}) }),
		fc.record({ who: someone, command: fc.constant('dispatch.confirm_job'), args: fc.constantFrom({ answer: 'yes' }, { answer: 'no' }) }),
		fc.record({ who: fc.constant('awa'), command: fc.constant('requests.cancel'), args: fc.constant({}) }),
		fc.record({ who: fc.constant('awa'), command: fc.constant('requests.dispute_price'), args: fc.constant({}) }),
		fc.record({ who: fc.constant('awa'), command: fc.constant('requests.rate'), args: fc.constant({ score: 3 }) }),
		fc.record({
			who: fc.constant('awa'),
			command: fc.constant('requests.edit'),
			args: fc.constantFrom({ changes: { when: { kind: 'today' } } }, { changes: { problem: 'autre' } }),
		}),
		fc.record({
			who: fc.constant('awa'),
			command: fc.constantFrom('dispatch.widen', 'dispatch.retry_later'),
			args: fc.constant({ minutes: 5 }),
		}),
		fc.record({ who: fc.constant('time'), command: fc.constantFrom('1', '6', '40'), args: fc.constant({}) }),
	);

	test('whatever is done in whatever order, the history stays on the table and the job in at most one hand', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
				await clearDatabase();
				await openWorld({ providers: ['a', 'b', 'c'] });
				const { _id } = await request();
				for (const { who, command, args } of deeds) {
					if (who === 'time') {
						await deliverAll();
						await pass(Number(command));
					} else await ask(who, command, args);
					expectLegal(await stored(_id));
				}
				const accepted = (await offersOf(_id)).filter(({ status }) => status === 'accepted');
				expect(new Set(accepted.map(({ provider }) => provider)).size).toBe(accepted.length);
			}),
			{ numRuns: 25 },
		);
	}, 300_000);
});

function expectLegal({ history, status, assigned, excluded }: ServiceRequest): void {
	expect(history[0]).toMatchObject({ from: null, to: 'request_received' });
	expect(history.at(-1)?.to).toBe(status);
	for (const [i, line] of history.entries()) {
		if (line.from === null) continue;
		expect(line.from).toBe(history[i - 1]?.to);
		expect([line.from, line.to, findTransition(line.from, line.to)?.by.includes(line.actor.kind)]).toEqual([line.from, line.to, true]);
		expect(line.at.getTime()).toBeGreaterThanOrEqual(history[i - 1]?.at.getTime() ?? 0);
	}
	if (PATH.indexOf(status) >= PATH.indexOf('provider_accepted')) expect(assigned).not.toBeNull();
	if (status === 'provider_search' || status === 'provider_notified' || status === 'no_provider') expect(assigned).toBeNull();
	for (const { provider } of excluded) expect(assigned?.provider).not.toBe(provider);
}
