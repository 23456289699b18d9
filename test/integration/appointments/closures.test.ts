import { beforeEach, describe, expect, test } from '@jest/globals';
import { followClosures } from '../../../src/modules/appointments/closures/follow-closures.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { parseOpeningHours } from '../../../src/platform/opening-hours.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { appointments, ask, BANK, book, clock, eventsOf, inScene, jump, openWorld, seated, stored, told, types } from './world.ts';

useDatabase();
beforeEach(async () => {
	await clearDatabase();
	await openWorld();
});

const MONDAY_10 = '2026-11-30T10:00:00.000Z';
const MONDAY_1630 = '2026-11-30T16:30:00.000Z';
const TUESDAY_10 = '2026-12-01T10:00:00.000Z';
const NOTICES = ['appointment.house_closed', 'appointment.house_reopened', 'appointment.cancelled', 'appointment.reminder'];

const holidays = (...dates: string[]) => change({ 'branches.0.holidays': dates.map((date) => ({ date, name: 'Fermeture' })) });

async function hours(text: string): Promise<void> {
	const parsed = parseOpeningHours(text);
	if ('error' in parsed) throw new Error(parsed.error);
	await change({ 'branches.0.hours': { text, openings: parsed.openings } });
}

/** What an import brings. */
async function change(set: Record<string, unknown>): Promise<void> {
	await OrganisationModel.updateOne({ _id: BANK }, { $set: set });
	forgetOrganisations();
}

const look = () => followClosures({ inScene, clock }, 'test');
const heard = async (person: string) => (await types(person)).filter((type) => NOTICES.includes(type));

describe('a house that closes on a day that is booked', () => {
	test('asks each person once and keeps their seat, however often and by how many it is looked at', async () => {
		const [awas, bens] = [await book('awa', MONDAY_10), await book('ben', TUESDAY_10)];
		await holidays('2026-11-30');
		await Promise.all([look(), look()]);
		await look();
		expect(await told('awa', 'appointment.house_closed')).toEqual([
			{
				type: 'appointment.house_closed',
				data: expect.objectContaining({
					booking: awas._id,
					when_label: expect.objectContaining({ fr: 'lundi 30 novembre à 10:00' }),
					answer_by: expect.any(String),
				}),
			},
		]);
		expect(await heard('ben')).toEqual([]);
		expect(await stored(awas._id)).toMatchObject({ status: 'confirmed', closedSince: clock.now() });
		expect((await seated()).map(({ _id }) => _id)).toEqual([awas._id, bens._id]);
		expect(await eventsOf('appointment.house_closed')).toHaveLength(1);
	});

	test('is in what the job of a worker does', async () => {
		await book('awa', MONDAY_10);
		await holidays('2026-11-30');
		await appointments.jobs.find(({ name }) => name === 'appointments.follow_closures')?.run();
		expect(await heard('awa')).toEqual(['appointment.house_closed']);
	});

	test('sends no reminder, and cancels with a word when nobody answers', async () => {
		const { _id } = await book('awa', MONDAY_10);
		await holidays('2026-11-30');
		await look();
		const { answerBy } = await stored(_id);
		// Where the last reminder would have been.
		expect(answerBy).toEqual(new Date('2026-11-30T08:00:00Z'));
		await jump('2026-11-29T10:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed']);
		await jump('2026-11-30T07:59:00Z');
		expect(await stored(_id)).toMatchObject({ status: 'confirmed' });
		await jump('2026-11-30T08:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed', 'appointment.cancelled']);
		expect((await told('awa', 'appointment.cancelled'))[0]?.data).toMatchObject({ house_closed: true });
		expect(await stored(_id)).toMatchObject({ status: 'cancelled', cancelled: { by: 'timer' } });
		expect(await seated()).toEqual([]);
		await jump('2026-11-30T12:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed', 'appointment.cancelled']);
	});

	test('whoever moves or cancels is left in peace', async () => {
		const [awas, bens] = [await book('awa', MONDAY_10), await book('ben', MONDAY_1630)];
		await holidays('2026-11-30');
		await look();
		expect(await ask('awa', 'reschedule', { booking: awas._id, start: TUESDAY_10 })).toMatchObject({
			outcome: 'moved',
			data: { house_closed: false },
		});
		expect(await ask('ben', 'cancel', { booking: bens._id })).toMatchObject({ outcome: 'cancelled' });
		await look();
		await jump('2026-11-30T18:00:00Z');
		expect((await heard('awa')).filter((type) => type !== 'appointment.reminder')).toEqual(['appointment.house_closed']);
		expect(await heard('ben')).toEqual(['appointment.house_closed']);
	});

	test('a yes to an old reminder is told that nobody will be there', async () => {
		const { _id } = await book('awa', MONDAY_10);
		await jump('2026-11-29T10:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.reminder']);
		await holidays('2026-11-30');
		await look();
		expect(await ask('awa', 'confirm', { booking: _id })).toMatchObject({ outcome: 'house_closed', data: { house_closed: true } });
	});

	test('a reminder that comes before anybody has looked asks instead', async () => {
		await book('awa', MONDAY_10);
		await holidays('2026-11-30');
		await jump('2026-11-29T10:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed']);
	});

	test('asks in the morning what the night would disturb, unless the house is open again by then', async () => {
		await book('awa', MONDAY_10);
		await book('ben', TUESDAY_10);
		clock.set(new Date('2026-11-28T22:30:00Z'));
		await holidays('2026-11-30', '2026-12-01');
		await look();
		expect([await heard('awa'), await heard('ben')]).toEqual([[], []]);
		await holidays('2026-11-30');
		await jump('2026-11-29T07:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed']);
		expect(await heard('ben')).toEqual([]);
	});

	test('too near to ask, it says that it is cancelled', async () => {
		const { _id } = await book('awa', MONDAY_10);
		clock.set(new Date('2026-11-30T09:40:00Z'));
		await holidays('2026-11-30');
		await look();
		expect(await heard('awa')).toEqual(['appointment.cancelled']);
		expect(await stored(_id)).toMatchObject({ status: 'cancelled' });
	});

	test('shorter hours close on what lies outside them alone; slots of another length on nothing', async () => {
		const [morning, afternoon] = [await book('awa', MONDAY_10), await book('ben', MONDAY_1630)];
		await change({ 'services.0.appointment.slotMinutes': 45 });
		await look();
		expect([await heard('awa'), await heard('ben')]).toEqual([[], []]);
		await hours('Mo-Fr 08:00-13:00,15:00-16:45');
		await look();
		expect([await heard('awa'), await heard('ben')]).toEqual([[], ['appointment.house_closed']]);
		expect(await stored(morning._id)).not.toHaveProperty('closedSince');
		expect(await stored(afternoon._id)).toHaveProperty('closedSince');
	});
});

describe('a house that opens after all', () => {
	test('has everything as it was, and says so', async () => {
		const { _id } = await book('awa', MONDAY_10);
		await holidays('2026-11-30');
		await look();
		await holidays();
		await look();
		await look();
		expect(await heard('awa')).toEqual(['appointment.house_closed', 'appointment.house_reopened']);
		const again = await stored(_id);
		expect(again.status).toBe('confirmed');
		for (const mark of ['closedSince', 'askedAt', 'answerBy']) expect(again).not.toHaveProperty(mark);
		await jump('2026-11-29T10:00:00Z');
		expect(await heard('awa')).toEqual(['appointment.house_closed', 'appointment.house_reopened', 'appointment.reminder']);
		await jump('2026-11-30T08:00:00Z');
		expect((await stored(_id)).status).toBe('confirmed');
	});

	test('in the last minute, before anybody has looked, cancels nothing', async () => {
		const { _id } = await book('awa', MONDAY_10);
		await holidays('2026-11-30');
		await look();
		await holidays();
		await jump('2026-11-30T08:00:00Z');
		expect(await heard('awa')).toContain('appointment.house_reopened');
		expect(await stored(_id)).toMatchObject({ status: 'confirmed' });
	});
});
