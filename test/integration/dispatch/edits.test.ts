import { beforeEach, describe, expect, test } from '@jest/globals';
import { findProvider } from '../../../src/modules/providers/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { acceptedJob, addProvider, ask, ORG, offersOf, offerTo, openWorld, pass, progress, request, stored, told } from './world.ts';

useDatabase();
beforeEach(clearDatabase);

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
