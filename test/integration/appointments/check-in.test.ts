import { beforeEach, describe, expect, test } from '@jest/globals';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { ask, book, desk, jump, openWorld, seated, stored, types } from './world.ts';

useDatabase();
beforeEach(clearDatabase);

const FRIDAY_10 = '2026-11-27T10:00:00.000Z';

describe('checking in', () => {
	test('too early it waits; in time the ticket waits from the booked time, not from the arrival', async () => {
		await openWorld();
		const { _id } = await book('awa', FRIDAY_10);
		await jump('2026-11-27T08:30:00Z');
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'too_early', data: { check_in_from: '09:00' } });
		await jump('2026-11-27T09:05:00Z');
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'checked_in', data: { number: 'A001' } });
		expect(desk.arrivals).toMatchObject([
			{ class: 'appointment', bookedAt: new Date(FRIDAY_10), client: { org: 'accueil', contact: 'awa' }, language: 'fr' },
		]);
		expect(await stored(_id)).toMatchObject({ status: 'checked_in', ticket: 't1' });
		expect(await ask('awa', 'check_in', { booking: _id })).toMatchObject({ outcome: 'already' });
		expect(desk.arrivals).toHaveLength(1);
		await jump('2026-11-27T10:30:00Z');
		expect(await types('awa')).not.toContain('appointment.missed');
	});

	test('within the tolerance it is still the appointment', async () => {
		await openWorld();
		await book('awa', FRIDAY_10);
		await jump('2026-11-27T10:09:00Z');
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'checked_in' });
	});

	test('unclaimed at the tolerance the seat is given back; who comes after it is a walk-in, from now', async () => {
		await openWorld();
		const { _id } = await book('awa', FRIDAY_10);
		await jump('2026-11-27T10:10:00Z');
		expect(await stored(_id)).toMatchObject({ status: 'no_show' });
		expect(await seated()).toHaveLength(0);
		expect(await types('awa')).toContain('appointment.missed');
		await jump('2026-11-27T10:40:00Z');
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'late', data: { number: 'A001' } });
		expect(desk.arrivals).toMatchObject([{ class: 'normal' }]);
		expect(desk.arrivals[0]).not.toHaveProperty('bookedAt');
		expect(await stored(_id)).toMatchObject({ status: 'checked_in', late: true });
	});

	test('when the queue refuses, the person hears why and the booking stays', async () => {
		await openWorld();
		const { _id } = await book('awa', FRIDAY_10);
		await jump('2026-11-27T10:30:00Z');
		desk.answer = { outcome: 'closed', opensAt: new Date('2026-11-30T08:00:00Z') };
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'closed', data: { opens_label: { fr: 'lundi 30 novembre à 08:00' } } });
		expect(await stored(_id)).toMatchObject({ status: 'no_show' });
	});

	test('where the branch asks for proof, the code of its poster is one', async () => {
		const queue = {
			id: 'q',
			branch: 'plateau',
			names: { fr: 'Comptes' },
			services: ['compte'],
			prefix: 'A',
			policy: 'balanced',
			policyOptions: {},
			capacity: 50,
			classes: {},
			targetWaitMinutes: 20,
			presence: 'qr',
		};
		await openWorld({ queues: [queue] });
		await book('awa', FRIDAY_10);
		await jump('2026-11-27T09:30:00Z');
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'proof_needed' });
		expect(await ask('awa', 'check_in', { arrival_key: 'wrong' })).toMatchObject({ outcome: 'proof_needed' });
		expect(await ask('awa', 'check_in', { arrival_key: 'key123' })).toMatchObject({ outcome: 'checked_in' });
	});

	test('a branch where nobody queues for it still notes the arrival', async () => {
		await openWorld();
		const { _id } = await book('awa', FRIDAY_10);
		await jump('2026-11-27T09:30:00Z');
		desk.answer = { outcome: 'not_offered' };
		expect(await ask('awa', 'check_in')).toMatchObject({ outcome: 'noted' });
		expect(await stored(_id)).toMatchObject({ status: 'checked_in' });
	});
});
