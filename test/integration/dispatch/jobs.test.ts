import { beforeEach, describe, expect, test } from '@jest/globals';
import { AccountModel, accountKey } from '../../../src/modules/accounts/model.ts';
import { findProvider } from '../../../src/modules/providers/index.ts';
import type { ServiceRequest } from '../../../src/modules/requests/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import {
	addProvider,
	ask,
	clock,
	eventsOf,
	ORG,
	offersOf,
	offerTo,
	openWorld,
	pass,
	phoneOf,
	request,
	stored,
	told,
	types,
	writes,
} from './world.ts';

useDatabase();
beforeEach(clearDatabase);

/** A request that provider `a` has accepted; `b` lost it. */
async function acceptedJob(settings: Record<string, unknown> = {}, wish: Record<string, unknown> = {}): Promise<ServiceRequest> {
	await openWorld({ providers: ['a', 'b'], settings });
	const { _id } = await request('awa', wish);
	expect((await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' })).outcome).toBe('accepted');
	return stored(_id);
}

const progress = (step: string, more: Record<string, unknown> = {}, who = 'c-a') => ask(who, 'dispatch.progress', { step, ...more });

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

describe('pulling out', () => {
	test('before the arrival gives the job to another, and never to him again (rule R7)', async () => {
		const { _id } = await acceptedJob({ refusal_excluded_minutes: 0 });
		expect((await ask('c-a', 'dispatch.pull_out', { reason: 'panne' })).outcome).toBe('reoffered');
		expect(await types('awa')).toEqual(['request.accepted', 'request.reassigning']);
		expect((await told('awa', 'request.reassigning'))[0]?.data).toMatchObject({
			cause: 'provider_pulled_out',
			former_provider_name: 'M. a',
		});
		const offers = await offersOf(_id);
		expect(offers.filter(({ provider }) => provider === 'a')).toHaveLength(1);
		expect((await ask('c-b', 'dispatch.answer_offer', { answer: 'decline' })).outcome).toBe('declined');
		expect((await stored(_id)).status).toBe('no_provider');
		expect((await ask('awa', 'dispatch.retry_later', { minutes: 5 })).outcome).toBe('scheduled');
		await pass(5);
		expect((await offersOf(_id)).map(({ provider }) => provider)).toEqual(['a', 'b', 'b', 'b']);
		expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toEqual([]);
	});

	test('asks the standby first', async () => {
		await openWorld({ providers: ['a', 'b', 'z'], settings: { offer_batch: 3 } });
		const { _id } = await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(await ask('c-z', 'dispatch.answer_offer', { answer: 'accept' })).toMatchObject({
			outcome: 'already_taken',
			data: { standby: true },
		});
		await ask('c-a', 'dispatch.pull_out');
		const [first] = (await offersOf(_id)).filter(({ status }) => status === 'sent');
		expect(first?.provider).toBe('z');
	});

	test('after the arrival is for a person to decide (rule R12)', async () => {
		const { _id } = await acceptedJob();
		await progress('arrived');
		expect((await ask('c-a', 'dispatch.pull_out')).outcome).toBe('after_arrival');
		expect((await stored(_id)).status).toBe('provider_arrived');
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'pulled_out_after_arrival' }]);
		expect((await ask('awa', 'requests.cancel')).outcome).toBe('too_late');
	});

	test('too often leaves it to a person (rule R8)', async () => {
		await openWorld({ providers: ['a', 'b', 'c'], settings: { max_reallocations: 1 } });
		const { _id } = await request();
		for (const one of ['a', 'b']) {
			expect((await ask(`c-${one}`, 'dispatch.answer_offer', { answer: 'accept' })).outcome).toBe('accepted');
			expect((await ask(`c-${one}`, 'dispatch.pull_out')).outcome).toBe('reoffered');
		}
		expect((await stored(_id)).status).toBe('no_provider');
		expect((await told('awa', 'request.no_provider'))[0]?.data).toMatchObject({ reason: 'too_many_changes' });
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'too_many_changes' }]);
	});
});

describe('silence after the acceptance', () => {
	const SILENT = {
		silent_accepted_minutes: { reminder: 20, redispatch: 35, manager: 50 },
		search_deadline_minutes: 600,
		offer_seconds: 36_000,
	};

	test('is reminded of, then gives the job to another, then tells a manager (rule R11)', async () => {
		const { _id } = await acceptedJob(SILENT);
		await pass(19);
		expect(await types('c-a')).toEqual(['offer.made']);
		await pass(1);
		expect(await types('c-a')).toEqual(['offer.made', 'job.reminder']);
		await pass(14);
		expect((await stored(_id)).assigned?.provider).toBe('a');
		await pass(1);
		expect((await stored(_id)).assigned).toBeNull();
		expect((await stored(_id)).excluded).toMatchObject([{ provider: 'a', reason: 'silent' }]);
		expect(await types('c-a')).toEqual(['offer.made', 'job.reminder', 'job.reassigned']);
		expect((await told('c-a', 'job.reassigned'))[0]?.data).not.toHaveProperty('client_phone');
		expect((await offerTo('b')).status).toBe('sent');
		expect(await eventsOf('escalation.raised')).toEqual([]);
		await pass(15);
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'provider_silent', provider: 'a' }]);
	});

	test('is broken by any sign of life: one bad moment is nothing', async () => {
		const { _id } = await acceptedJob(SILENT);
		await pass(15);
		await writes('c-a');
		await pass(19);
		expect(await types('c-a')).toEqual(['offer.made']);
		await pass(1);
		expect(await types('c-a')).toEqual(['offer.made', 'job.reminder']);
		await pass(10);
		await writes('c-a');
		await pass(19);
		expect((await stored(_id)).assigned?.provider).toBe('a');
		await pass(1);
		expect(await types('c-a')).toEqual(['offer.made', 'job.reminder', 'job.reminder']);
	});

	test('means nothing before the time he said, and then the client hears that he is late', async () => {
		await acceptedJob(SILENT);
		await progress('enroute', { eta_minutes: 60 });
		await pass(90 + 19);
		expect(await types('c-a')).toEqual(['offer.made']);
		await pass(1);
		expect(await types('c-a')).toEqual(['offer.made', 'job.reminder']);
		expect((await told('awa', 'request.late'))[0]?.data).toMatchObject({ late: true, late_by: 20 });
	});

	test('does nothing once he has arrived (rule R12)', async () => {
		const { _id } = await acceptedJob(SILENT);
		await progress('arrived');
		await pass(240);
		expect((await stored(_id)).status).toBe('provider_arrived');
		expect(await types('c-a')).toEqual(['offer.made']);
	});

	test('waits for one who is at work elsewhere', async () => {
		await openWorld({ providers: ['a', 'b'], settings: { ...SILENT, max_active_jobs_per_provider: 2 } });
		const first = await request('ben');
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		await progress('started', { request: first._id });
		const { _id } = await request('awa');
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		await pass(50);
		expect((await stored(_id)).assigned?.provider).toBe('a');
		await progress('completed', { request: first._id, no_price: true });
		await pass(60);
		expect((await stored(_id)).assigned).toBeNull();
	});
});

describe('a booked job (rule R13)', () => {
	/** Monday, 10:00 in Douala: two days ahead. */
	const MONDAY = { when: { at: '2026-11-23T09:00:00Z', precision: 'hour' } };

	test('has longer offers, is confirmed the day before and an hour before', async () => {
		await openWorld({ providers: ['a', 'b'] });
		const { _id } = await request('awa', MONDAY);
		expect((await offerTo('a')).seconds).toBe(1800);
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toEqual([]);
		clock.minutes(24 * 60);
		await pass(1);
		expect((await told('c-a', 'job.confirm')).map(({ data }) => data.minutes_before)).toEqual([1440]);
		expect((await ask('c-a', 'dispatch.confirm_job', { answer: 'yes' })).outcome).toBe('kept');
		expect(await types('awa')).toEqual(['request.accepted', 'request.confirmed_by_provider']);
		clock.minutes(23 * 60 - 2);
		await pass(2);
		expect((await told('c-a', 'job.confirm')).map(({ data }) => data.minutes_before)).toEqual([1440, 60]);
		expect((await ask('c-a', 'dispatch.confirm_job', { answer: 'yes' })).outcome).toBe('kept');
		await pass(45);
		expect((await stored(_id)).assigned?.provider).toBe('a');
	});

	test('goes to another before its hour when the provider does not confirm', async () => {
		await openWorld({ providers: ['a', 'b'] });
		const { _id } = await request('awa', MONDAY);
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		clock.minutes(47 * 60 - 1);
		await pass(1);
		expect(await types('c-a')).toContain('job.confirm');
		await pass(30);
		const { assigned, excluded } = await stored(_id);
		expect([assigned, excluded[0]?.reason]).toEqual([null, 'silent']);
		expect((await offerTo('b')).status).toBe('sent');
	});

	test('does not stand in the way of a job now, but of another at its hour', async () => {
		await openWorld({ providers: ['a'] });
		await request('awa', MONDAY);
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		const now = await request('ben');
		expect((await offersOf(now._id)).map(({ provider }) => provider)).toEqual(['a']);
		const same = await request('ben', { when: { at: '2026-11-23T10:00:00Z', precision: 'hour' } });
		expect(same.status).toBe('no_provider');
	});
});

describe('an edit (rule R15)', () => {
	const edit = (changes: Record<string, unknown>) => ask('awa', 'requests.edit', { changes });

	test('of another time during the search begins it again', async () => {
		await openWorld({ providers: ['a'] });
		const { _id } = await request();
		expect(await edit({ when: { at: '2026-11-21T17:00:00Z', precision: 'hour' } })).toMatchObject({
			outcome: 'edited',
			data: { effect: 'search_restarted' },
		});
		expect((await told('c-a', 'offer.withdrawn'))[0]?.data).toMatchObject({ why: 'client_changed' });
		expect((await offersOf(_id)).map(({ status }) => status)).toEqual(['withdrawn', 'sent']);
	});

	test('of a detail only tells the provider', async () => {
		const { _id } = await acceptedJob();
		expect(await edit({ place: { landmark: 'derrière la station Total' } })).toMatchObject({
			outcome: 'edited',
			data: { effect: 'provider_told' },
		});
		expect((await told('c-a', 'job.changed'))[0]?.data).toMatchObject({
			changes: ['place'],
			must_confirm: false,
			landmark: 'derrière la station Total',
		});
		expect((await stored(_id)).place).toMatchObject({ zone: 'bonamoussadi', lat: 4.0876, landmark: 'derrière la station Total' });
	});

	test('of the time is confirmed by the provider, and his silence gives it to another', async () => {
		const { _id } = await acceptedJob();
		const tonight = { when: { at: '2026-11-21T18:00:00Z', precision: 'hour' } };
		expect(await edit(tonight)).toMatchObject({ data: { effect: 'provider_must_confirm' } });
		expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toEqual([]);
		expect((await ask('c-a', 'dispatch.confirm_job', { answer: 'yes' })).outcome).toBe('kept');
		expect(await edit({ when: { at: '2026-11-21T19:00:00Z', precision: 'hour' } })).toMatchObject({
			data: { effect: 'provider_must_confirm' },
		});
		await pass(30);
		expect((await stored(_id)).excluded).toMatchObject([{ provider: 'a', reason: 'silent' }]);
	});

	test('that he refuses gives it to another', async () => {
		const { _id } = await acceptedJob();
		await edit({ when: { at: '2026-11-21T18:00:00Z', precision: 'hour' } });
		expect((await ask('c-a', 'dispatch.confirm_job', { answer: 'no' })).outcome).toBe('reoffered');
		expect((await stored(_id)).excluded).toMatchObject([{ provider: 'a', reason: 'refused_change' }]);
	});

	test('to a quarter he does not serve is offered anew, without blame', async () => {
		await openWorld({ providers: ['a'] });
		await addProvider('there', { zones: ['akwa'] });
		const { _id } = await request();
		await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(await edit({ place: { zone: 'akwa' } })).toMatchObject({ data: { effect: 'provider_changed', zone: 'akwa' } });
		expect((await stored(_id)).excluded).toEqual([]);
		expect((await told('c-a', 'job.reassigned'))[0]?.data).toMatchObject({ cause: 'changed' });
		expect((await offerTo('there')).request).toBe(_id);
	});

	test('comes too late once he is on the way, and is refused where we do not go', async () => {
		await acceptedJob();
		expect(await edit({ place: { lat: 3.9, lon: 11.5 } })).toMatchObject({
			outcome: 'outside_area',
			data: { nearest_km: expect.any(Number) },
		});
		await progress('enroute');
		expect((await edit({ service: 'peinture' })).outcome).toBe('too_late');
		expect((await edit({ problem: 'aussi le robinet' })).outcome).toBe('edited');
		await progress('arrived');
		expect((await edit({ problem: 'tout' })).outcome).toBe('too_late');
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
