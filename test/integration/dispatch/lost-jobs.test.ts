import { beforeEach, describe, expect, test } from '@jest/globals';
import { findProvider } from '../../../src/modules/providers/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import {
	acceptedJob,
	ask,
	eventsOf,
	ORG,
	offersOf,
	offerTo,
	openWorld,
	pass,
	progress,
	request,
	stored,
	told,
	types,
	writes,
} from './world.ts';

useDatabase();
beforeEach(clearDatabase);

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
