import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountModel, accountKey } from '../../../src/modules/accounts/model.ts';
import { findProvider } from '../../../src/modules/providers/index.ts';
import type { ServiceRequest } from '../../../src/modules/requests/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { acceptedJob, ask, clock, eventsOf, ORG, offersOf, openWorld, phoneOf, progress, request, stored, told, types } from './world.ts';

useDatabase();
beforeEach(clearDatabase);

describe('a job', () => {
	test('goes from the acceptance to the rating, and everyone hears their part', async () => {
		const { _id } = await acceptedJob();
		expect((await progress('enroute', { eta_minutes: 20 })).outcome).toBe('done');
		const [coming] = await told('awa', 'request.enroute');
		expect(coming?.data).toMatchObject({ provider_name: 'M. a', eta_min: 20, eta_max: 30, percent: 60, can_cancel: true });
		expect((await progress('arrived')).outcome).toBe('done');
		expect((await progress('started')).outcome).toBe('done');
		expect((await progress('completed')).outcome).toBe('price_missing');
		const done = await progress('completed', { amount: 15_000 });
		expect(done).toMatchObject({ outcome: 'done', data: { price: 15_000, price_state: 'proposed', percent: 100 } });
		expect((await told('awa', 'request.completed'))[0]?.data).toMatchObject({
			price: 15_000,
			ask_price: true,
			ask_rating: true,
			can_rate: true,
		});
		expect((await ask('awa', 'requests.confirm_price')).outcome).toBe('confirmed');
		expect((await ask('awa', 'requests.rate', { score: 5 })).outcome).toBe('rated');
		expect((await ask('awa', 'requests.comment', { comment: 'Très bien' })).outcome).toBe('commented');
		expect(await types('awa')).toEqual(['request.accepted', 'request.enroute', 'request.arrived', 'request.started', 'request.completed']);
		expect(await types('c-a')).toEqual(['offer.made', 'price.confirmed', 'rating.received']);
		expect((await told('c-a', 'rating.received'))[0]?.data).toMatchObject({ score: 5, rating: 5, ratings: 1 });
		const { history, rating } = await stored(_id);
		expect(history.map(({ from, to }) => [from, to])).toEqual([
			[null, 'request_received'],
			['request_received', 'provider_search'],
			['provider_search', 'provider_notified'],
			['provider_notified', 'provider_accepted'],
			['provider_accepted', 'provider_enroute'],
			['provider_enroute', 'provider_arrived'],
			['provider_arrived', 'service_started'],
			['service_started', 'service_completed'],
		]);
		expect(history.at(-1)).toMatchObject({ actor: { kind: 'provider', id: 'a' }, source: 'button', confidence: 'high' });
		expect(rating).toMatchObject({ score: 5, comment: 'Très bien' });
		expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toEqual([]);
	});

	test('takes a report once, also tapped twice at the same moment (rule R10)', async () => {
		const { _id } = await acceptedJob();
		const both = await Promise.all([progress('arrived'), progress('arrived')]);
		expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'done']);
		expect((await progress('enroute')).outcome).toBe('already');
		expect((await stored(_id)).history.filter(({ to }) => to === 'provider_arrived')).toHaveLength(1);
		expect(await told('awa', 'request.arrived')).toHaveLength(1);
		await progress('completed', { amount: 5000 });
		expect((await progress('completed', { amount: 9000 })).outcome).toBe('already');
		expect((await stored(_id)).price?.proposed).toBe(5000);
	});

	test('belongs to its provider alone', async () => {
		const { _id } = await acceptedJob();
		expect((await progress('arrived', { request: _id }, 'c-b')).outcome).toBe('none');
		expect((await progress('arrived', {}, 'awa')).outcome).toBe('none');
		expect((await ask('ben', 'requests.cancel', { request: _id })).outcome).toBe('not_found');
		expect((await ask('ben', 'requests.status', { request: '1001' })).outcome).toBe('not_found');
	});

	test('is bound by what the answered message was about', async () => {
		await openWorld({ providers: ['a'], settings: { max_active_jobs_per_provider: 2 } });
		const one = await request();
		const two = await request('ben');
		for (const { _id } of [one, two]) await ask('c-a', 'dispatch.answer_offer', { offer: _id, answer: 'accept' });
		expect(await progress('enroute')).toMatchObject({ outcome: 'ambiguous', data: { count: 2 } });
		expect(await progress('enroute', { about: (await offersOf(two._id))[0]?._id })).toMatchObject({
			outcome: 'done',
			data: { number: two.number },
		});
		expect(await progress('arrived')).toMatchObject({ outcome: 'done', data: { number: two.number } });
		expect(await progress('enroute')).toMatchObject({ outcome: 'done', data: { number: one.number } });
		expect(await ask('c-a', 'dispatch.my_jobs')).toMatchObject({ outcome: 'several', data: { count: 2 } });
	});

	test('is not moved by what was said of a job that is another’s', async () => {
		await openWorld({ providers: ['a', 'b'], settings: { max_active_jobs_per_provider: 2 } });
		const lost = await request();
		await ask('c-b', 'dispatch.answer_offer', { offer: lost._id, answer: 'accept' });
		const his = await request('ben');
		await ask('c-a', 'dispatch.answer_offer', { offer: his._id, answer: 'accept' });
		const offers = await offersOf(lost._id);
		for (const about of [lost._id, offers.find(({ provider }) => provider === 'a')?._id])
			expect((await progress('enroute', { about })).outcome).toBe('none');
		expect((await stored(his._id)).status).toBe('provider_accepted');
		expect((await progress('enroute', { about: 'no-job-at-all' })).outcome).toBe('done');
	});

	test('hides the client again some days after the end (rule P12)', async () => {
		await acceptedJob();
		await progress('completed', { no_price: true });
		const soon = await ask('c-a', 'dispatch.propose_price', { amount: 8000 });
		expect(soon).toMatchObject({ outcome: 'done', data: { client_phone: phoneOf('awa') } });
		clock.minutes(60 * 11);
		const same = await progress('completed');
		expect(same.data).toMatchObject({ client_phone: phoneOf('awa') });
		const { _id } = await stored(String(same.data?.request));
		clock.minutes(8 * 24 * 60);
		const later = await progress('completed', { request: _id });
		expect(later.outcome).toBe('already');
		expect(later.data).not.toHaveProperty('client_phone');
		expect(later.data).not.toHaveProperty('landmark');
	});
});

describe('price and rating', () => {
	async function finished(amount: number | null): Promise<ServiceRequest> {
		const { _id } = await acceptedJob();
		await progress('completed', amount === null ? { no_price: true } : { amount });
		return stored(_id);
	}

	test('a disputed price goes to a person, and cannot be rated meanwhile', async () => {
		const { _id } = await finished(40_000);
		expect((await ask('awa', 'requests.dispute_price', { reason: 'trop cher' })).outcome).toBe('disputed');
		expect((await stored(_id)).status).toBe('disputed');
		expect((await told('c-a', 'price.disputed'))[0]?.data).toMatchObject({ reason: 'trop cher' });
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'price_disputed' }]);
		expect(JSON.stringify(await eventsOf('price.disputed'))).not.toContain('cher');
		expect((await ask('awa', 'requests.rate', { request: _id, score: 1 })).outcome).toBe('not_yet');
		expect((await ask('c-a', 'dispatch.propose_price', { request: _id, amount: 30_000 })).outcome).toBe('settled');
	});

	test('a price can be changed until it is confirmed, and is a whole number of francs', async () => {
		const { _id } = await finished(10_000);
		expect((await ask('c-a', 'dispatch.propose_price', { amount: 12_000 })).outcome).toBe('done');
		expect((await told('awa', 'request.price_proposed'))[0]?.data).toMatchObject({ price: 12_000 });
		expect((await ask('awa', 'requests.confirm_price')).outcome).toBe('confirmed');
		expect((await ask('awa', 'requests.confirm_price', { request: _id })).outcome).toBe('already');
		expect((await ask('c-a', 'dispatch.propose_price', { amount: 50_000 })).outcome).toBe('settled');
		expect((await stored(_id)).price).toMatchObject({ proposed: 12_000 });
		await expect(ask('c-a', 'dispatch.propose_price', { amount: 12.5 })).rejects.toThrow();
	});

	test('stars are given once, also at the same moment, and count in the average', async () => {
		const { _id } = await finished(null);
		const both = await Promise.all([4, 2].map((score) => ask('awa', 'requests.rate', { request: _id, score })));
		expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(['already_rated', 'rated']);
		expect((await findProvider({ org: ORG }, 'a'))?.rating.count).toBe(1);
		expect((await ask('ben', 'requests.rate', { request: _id, score: 1 })).outcome).toBe('not_found');
		expect((await ask('awa', 'requests.pending_rating')).outcome).toBe('none');
	});

	test('stars come too late after their time', async () => {
		const { _id } = await finished(null);
		clock.minutes(73 * 60);
		expect((await ask('awa', 'requests.rate', { request: _id, score: 5 })).outcome).toBe('not_yet');
	});
});

describe('the organisation’s managers', () => {
	test('hear of what a machine should not decide, in their own chat', async () => {
		await openWorld({ providers: ['a'] });
		await AccountModel.create({
			_id: accountKey(ORG, 'marie'),
			id: 'marie',
			org: ORG,
			name: 'Marie',
			role: 'manager',
			contact: 'c-marie',
			languages: ['fr'],
			skills: [],
			createdAt: clock.now(),
			updatedAt: clock.now(),
		});
		await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'decline' });
		expect(await told('c-marie', 'manager.alert')).toMatchObject([
			{ data: { alert: 'no_provider', number: 1001, zone_label: { fr: 'Bonamoussadi' } } },
		]);
	});
});
