import { beforeEach, describe, expect, test } from '@jest/globals';
import { findProvider } from '../../../src/modules/providers/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { ask, clock, ORG, offersOf, offerTo, openWorld, pass, request, stored, told, types } from './world.ts';

useDatabase();
beforeEach(clearDatabase);

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
