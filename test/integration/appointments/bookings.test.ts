import { beforeEach, describe, expect, test } from '@jest/globals';
import { BookingModel } from '../../../src/modules/appointments/booking/model.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import {
	addPerson,
	ask,
	BANK,
	book,
	clock,
	eventsOf,
	fire,
	HOST,
	jump,
	openWorld,
	PLACE,
	pass,
	seated,
	stored,
	told,
	types,
} from './world.ts';

useDatabase();
beforeEach(clearDatabase);

const FRIDAY_10 = '2026-11-27T10:00:00.000Z';
const FRIDAY_1030 = '2026-11-27T10:30:00.000Z';

describe('finding a slot', () => {
	test('an hour that is free is taken as said', async () => {
		await openWorld();
		const result = await ask('awa', 'find_slots', { ...PLACE, when: { at: '2026-11-27T10:00:00+00:00', precision: 'hour' } });
		expect(result).toMatchObject({ outcome: 'exact', data: { start: FRIDAY_10, when_label: { fr: 'vendredi 27 novembre à 10:00' } } });
	});

	test('an hour is read as the clock of the place, whatever zone the number is in', async () => {
		await openWorld();
		const result = await ask('awa', 'find_slots', { ...PLACE, when: { at: '2026-11-27T10:00:00+01:00', precision: 'hour' } });
		expect(result).toMatchObject({ outcome: 'exact', data: { start: FRIDAY_10 } });
	});

	test('an hour that is taken gives the nearest ones', async () => {
		await openWorld();
		await book('ben', FRIDAY_10);
		const result = await ask('awa', 'find_slots', { ...PLACE, when: { at: FRIDAY_10, precision: 'hour' } });
		expect(result).toMatchObject({ outcome: 'slots', data: { missed: true } });
		const ids = itemsOf(result.data);
		expect(ids).not.toContain(FRIDAY_10);
		expect(ids.slice(0, 4)).toEqual([
			'2026-11-27T08:00:00.000Z',
			'2026-11-27T08:30:00.000Z',
			'2026-11-27T09:00:00.000Z',
			'2026-11-27T09:30:00.000Z',
		]);
	});

	test('a day gives its slots in pages', async () => {
		await openWorld();
		const day = await ask('awa', 'find_slots', { ...PLACE, when: { at: '2026-11-27T08:00:00Z', precision: 'day' } });
		expect(itemsOf(day.data)).toHaveLength(7);
		const rest = await ask('awa', 'find_slots', { ...PLACE, after: day.data?.more });
		expect(itemsOf(rest.data)[0]).toBe('2026-11-27T11:30:00.000Z');
	});

	test('a part of the day gives its own slots first, and says which', async () => {
		await openWorld();
		const wish = (hour: number, part: string) => ({ ...PLACE, when: { at: `2026-11-27T${hour}:00:00Z`, precision: 'day', part } });
		const afternoon = await ask('awa', 'find_slots', wish(14, 'afternoon'));
		expect(itemsOf(afternoon.data)[0]).toBe('2026-11-27T15:00:00.000Z');
		expect(afternoon.data).toMatchObject({ missed_part: false, day_label: { fr: "vendredi 27 novembre dans l'après-midi" } });
		const morning = await ask('awa', 'find_slots', wish(10, 'morning'));
		expect(itemsOf(morning.data)[0]).toBe('2026-11-27T08:00:00.000Z');
		expect(itemsOf(morning.data).every((id) => id < '2026-11-27T12:00')).toBe(true);
		expect(morning.data?.more).toBeDefined();
		const night = await ask('awa', 'find_slots', wish(20, 'night'));
		expect(night).toMatchObject({ outcome: 'slots', data: { missed_part: true, day_label: { en: 'Friday 27 November at night' } } });
		expect(itemsOf(night.data).every((id) => id >= '2026-11-27T12:00')).toBe(true);
	});

	test('without a time the next days are shown; today only after the lead time', async () => {
		await openWorld({ rules: { leadMinutes: 60 } });
		const result = await ask('awa', 'find_slots', PLACE);
		expect(result).toMatchObject({ outcome: 'days' });
		expect(itemsOf(result.data)[0]).toMatch(/^2026-11-26T00:00/);
		const today = await ask('awa', 'find_slots', { ...PLACE, when: { at: START_OF_TODAY, precision: 'day' } });
		expect(itemsOf(today.data)[0]).toBe('2026-11-26T11:00:00.000Z');
	});

	test('a closed day and a full day are told apart, and the next free ones offered', async () => {
		await openWorld({ rules: { slotMinutes: 300 } });
		const sunday = await ask('awa', 'find_slots', { ...PLACE, when: { at: '2026-11-29T08:00:00Z', precision: 'day' } });
		expect(sunday).toMatchObject({ outcome: 'closed', data: { day_label: { fr: 'dimanche 29 novembre' } } });
		expect(itemsOf(sunday.data)[0]).toBe('2026-11-30T08:00:00.000Z');
		await book('ben', '2026-11-27T08:00:00.000Z');
		const friday = await ask('awa', 'find_slots', { ...PLACE, when: { at: '2026-11-27T08:00:00Z', precision: 'day' } });
		expect(friday).toMatchObject({ outcome: 'full' });
	});

	test('what takes no appointments, and organisations that the number does not serve, are not offered', async () => {
		await openWorld();
		expect(await ask('awa', 'find_slots', { ...PLACE, service: 'caisse' })).toEqual({ outcome: 'not_offered' });
		await expect(ask('awa', 'hold', { organisation: 'etrangere', branch: 'x', service: 'y', start: FRIDAY_10 })).resolves.toEqual({
			outcome: 'not_offered',
		});
	});
});

describe('holding and confirming', () => {
	test('a chosen slot is kept for a while, then free for others', async () => {
		await openWorld();
		expect(await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 })).toMatchObject({ outcome: 'held', data: { hold_minutes: 10 } });
		expect(await ask('ben', 'hold', { ...PLACE, start: FRIDAY_10 })).toMatchObject({ outcome: 'taken' });
		await pass(11);
		expect(await ask('ben', 'hold', { ...PLACE, start: FRIDAY_10 })).toMatchObject({ outcome: 'held' });
		expect(await ask('awa', 'confirm')).toMatchObject({ outcome: 'none' });
	});

	test('a yes that comes a few seconds late still counts; a later one while the slot is free', async () => {
		await openWorld();
		const held = await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 });
		clock.minutes(10);
		clock.seconds(8);
		await fire();
		expect(await ask('awa', 'confirm', { booking: held.data?.booking })).toMatchObject({ outcome: 'confirmed' });
		const late = await ask('ben', 'hold', { ...PLACE, start: FRIDAY_1030 });
		await pass(30);
		expect(await ask('ben', 'confirm', { booking: late.data?.booking })).toMatchObject({ outcome: 'confirmed' });
		const lost = await ask('coumba', 'hold', { ...PLACE, start: '2026-11-27T11:00:00.000Z' });
		await pass(11);
		await addPerson('demba');
		await book('demba', '2026-11-27T11:00:00.000Z');
		expect(await ask('coumba', 'confirm', { booking: lost.data?.booking })).toMatchObject({ outcome: 'expired' });
	});

	test('confirming gives the secret address of a calendar file; again is the same', async () => {
		await openWorld();
		const held = await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 });
		const { booking } = held.data ?? {};
		const confirmed = await ask('awa', 'confirm', { booking });
		expect(String(confirmed.data?.calendar_url)).toMatch(/^https:\/\/palabre\.example\/calendar\/[\w-]{22}\.ics$/);
		expect(await ask('awa', 'confirm', { booking })).toMatchObject({ outcome: 'already' });
		expect(await seated()).toHaveLength(1);
	});

	test('choosing another slot lets the first go; one person has one appointment for a service', async () => {
		await openWorld();
		await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 });
		await ask('awa', 'hold', { ...PLACE, start: FRIDAY_1030 });
		expect((await seated()).map(({ start }) => start.toISOString())).toEqual([FRIDAY_1030]);
		await ask('awa', 'confirm');
		expect(await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 })).toMatchObject({ outcome: 'already', data: { time: '10:30' } });
		expect(await ask('awa', 'hold', { ...PLACE, service: 'credit', start: FRIDAY_10 })).toMatchObject({ outcome: 'held' });
	});

	test('what costs is refused until it can be paid', async () => {
		await openWorld({ rules: { guaranteedPrice: 2000 } });
		expect(await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10, guaranteed: true })).toEqual({
			outcome: 'payment_needed',
			data: { price: 2000 },
		});
		expect(await seated()).toHaveLength(0);
	});

	test('nobody books out of hours, in the past or beyond the horizon', async () => {
		await openWorld();
		for (const start of [
			'2026-11-27T13:30:00Z',
			'2026-11-27T10:10:00Z',
			'2026-11-26T10:30:00Z',
			'2026-12-25T10:00:00Z',
			'2027-03-01T10:00:00Z',
		])
			expect(await ask('awa', 'hold', { ...PLACE, start })).toEqual({ outcome: 'bad_time', data: {} });
	});

	test('too many appointments at once are refused', async () => {
		await openWorld({ settings: { appointments_per_person: 1 } });
		await book('awa', FRIDAY_10);
		expect(await ask('awa', 'hold', { ...PLACE, service: 'credit', start: FRIDAY_10 })).toMatchObject({ outcome: 'too_many' });
	});
});

describe('one seat, many people', () => {
	test('of fifty at the last seat exactly one gets it, and all others hear so', async () => {
		const people = Array.from({ length: 50 }, (_, index) => `p${index}`);
		await openWorld({ people });
		const results = await Promise.all(people.map((person) => ask(person, 'hold', { ...PLACE, start: FRIDAY_10 })));
		expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
		expect(results.filter(({ outcome }) => outcome === 'taken')).toHaveLength(49);
		expect(await seated()).toHaveLength(1);
	});

	test('a slot with several seats is filled to the last one, never beyond', async () => {
		const people = Array.from({ length: 20 }, (_, index) => `p${index}`);
		await openWorld({ people, rules: { capacity: 6 } });
		const results = await Promise.all(people.map((person) => ask(person, 'hold', { ...PLACE, start: FRIDAY_10 })));
		expect(results.filter(({ outcome }) => outcome === 'held')).toHaveLength(6);
		expect((await seated()).map(({ seat }) => seat)).toEqual([1, 2, 3, 4, 5, 6]);
	});

	test('two impatient taps of one person are one booking', async () => {
		await openWorld({ rules: { capacity: 5 } });
		await Promise.all([1, 2, 3].map(() => ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 })));
		expect(await seated()).toHaveLength(1);
	});

	test('a booking of before the slots changed their length is not overlapped', async () => {
		await openWorld();
		await book('ben', FRIDAY_10);
		const { _id } = (await BookingModel.findOne({ org: BANK }).lean()) ?? { _id: '' };
		await clearDatabaseBut(_id);
		await openWorld({ rules: { slotMinutes: 20 }, people: ['awa'] });
		expect(await ask('awa', 'hold', { ...PLACE, start: '2026-11-27T10:20:00Z' })).toMatchObject({ outcome: 'taken' });
		expect(await ask('awa', 'hold', { ...PLACE, start: '2026-11-27T10:40:00Z' })).toMatchObject({ outcome: 'held' });
	});
});

describe('moving and cancelling', () => {
	test('moving gives up the old slot and takes the new one together', async () => {
		await openWorld();
		const old = await book('awa', FRIDAY_10);
		const moved = await ask('awa', 'reschedule', { start: FRIDAY_1030 });
		expect(moved).toMatchObject({ outcome: 'moved', data: { time: '10:30', former_label: { fr: 'vendredi 27 novembre à 10:00' } } });
		expect((await seated()).map(({ start }) => start.toISOString())).toEqual([FRIDAY_1030]);
		expect(await stored(old._id)).toMatchObject({ status: 'moved', movedTo: moved.data?.booking });
		const next = await stored(String(moved.data?.booking));
		expect(next.calendar).toBe(old.calendar);
		// An old button means the appointment as it now is.
		expect(await ask('awa', 'list', { booking: old._id })).toMatchObject({ outcome: 'one', data: { booking: next._id } });
	});

	test('to a slot that is taken it moves nothing', async () => {
		await openWorld();
		const old = await book('awa', FRIDAY_10);
		await book('ben', FRIDAY_1030);
		expect(await ask('awa', 'reschedule', { start: FRIDAY_1030 })).toMatchObject({ outcome: 'taken' });
		expect(await stored(old._id)).toMatchObject({ status: 'confirmed', version: old.version });
		expect(await seated()).toHaveLength(2);
	});

	test('two who move to the same free slot: one moves, the other keeps the old one', async () => {
		await openWorld({ people: ['awa', 'ben'] });
		await book('awa', FRIDAY_10);
		await book('ben', FRIDAY_1030);
		const results = await Promise.all(['awa', 'ben'].map((person) => ask(person, 'reschedule', { start: '2026-11-27T11:00:00Z' })));
		expect(results.map(({ outcome }) => outcome).sort()).toEqual(['moved', 'taken']);
		expect(await seated()).toHaveLength(2);
	});

	test('cancelling frees the seat, once, and nothing rings afterwards', async () => {
		await openWorld();
		await book('awa', FRIDAY_10);
		expect(await ask('awa', 'cancel')).toMatchObject({ outcome: 'cancelled' });
		expect(await ask('awa', 'cancel')).toMatchObject({ outcome: 'none' });
		expect(await seated()).toHaveLength(0);
		await jump('2026-11-27T09:00:00Z');
		await jump('2026-11-27T12:00:00Z');
		expect(await types('awa')).toEqual([]);
	});

	test('nobody touches the appointment of another person', async () => {
		await openWorld();
		const { _id } = await book('awa', FRIDAY_10);
		expect(await ask('ben', 'cancel', { booking: _id })).toEqual({ outcome: 'none' });
		expect(await ask('ben', 'list', { booking: _id })).toEqual({ outcome: 'none' });
		await addPerson('awa2', 'etrangere');
		expect(await ask('awa2', 'list', { booking: _id }, 'etrangere')).toEqual({ outcome: 'none' });
	});

	test('with several, one is asked which', async () => {
		await openWorld();
		await book('awa', FRIDAY_10);
		await book('awa', FRIDAY_1030, { ...PLACE, service: 'credit' });
		const result = await ask('awa', 'cancel');
		expect(result).toMatchObject({ outcome: 'several', data: { count: 2 } });
		expect(JSON.stringify(result.data?.items)).toContain('ven. 27 nov. 10:30');
	});
});

describe('reminders', () => {
	test('come once each, the day before and two hours before, and can be said yes to', async () => {
		await openWorld();
		await book('awa', '2026-11-30T10:00:00.000Z');
		await jump('2026-11-29T10:00:00Z');
		await fire();
		await jump('2026-11-30T08:00:00Z');
		await fire();
		expect(await types('awa')).toEqual(['appointment.reminder', 'appointment.reminder']);
		expect(await ask('awa', 'confirm')).toMatchObject({ outcome: 'kept' });
		expect(await ask('awa', 'confirm')).toMatchObject({ outcome: 'already' });
	});

	test('that were held up by a stopped worker come once, and not too late to be of use', async () => {
		await openWorld();
		await book('awa', '2026-11-30T10:00:00.000Z');
		await jump('2026-11-30T08:30:00Z');
		expect(await types('awa')).toEqual(['appointment.reminder']);
		expect((await told('awa'))[0]?.data.useful_until).toBe('2026-11-30T09:45:00.000Z');
		await book('ben', '2026-11-30T10:30:00.000Z');
		await jump('2026-11-30T10:20:00Z');
		expect(await types('ben')).toEqual([]);
	});

	test('that fire at night wait for the morning and are checked again then', async () => {
		await openWorld();
		await book('awa', '2026-11-30T10:00:00.000Z');
		await jump('2026-11-29T22:00:00Z');
		expect(await types('awa')).toEqual([]);
		await jump('2026-11-30T07:00:00Z');
		expect(await types('awa')).toEqual(['appointment.reminder']);
		await book('ben', '2026-12-01T10:00:00.000Z');
		await jump('2026-11-30T23:00:00Z');
		await ask('ben', 'cancel');
		await jump('2026-12-01T07:00:00Z');
		expect(await types('ben')).toEqual([]);
	});

	test('do not say what the appointment is for, nor does any event', async () => {
		await openWorld();
		await book('awa', '2026-11-30T10:00:00.000Z');
		await jump('2026-11-29T10:00:00Z');
		const said = JSON.stringify([await told('awa'), await eventsOf('appointment.status_changed'), await eventsOf('appointment.reminded')]);
		expect(said).not.toContain('compte');
		expect(said).toContain('Banque Téranga');
	});
});

const START_OF_TODAY = '2026-11-26T08:00:00Z';

function itemsOf(data: Record<string, unknown> | undefined): string[] {
	const items = data?.items;
	return Array.isArray(items) ? items.map((item: { id: string }) => item.id) : [];
}

async function clearDatabaseBut(booking: string): Promise<void> {
	const row = await BookingModel.findOne({ _id: booking, org: BANK }).lean();
	await clearDatabase();
	if (row !== null) await BookingModel.collection.insertMany([{ ...row, _id: row._id as never }]);
}

test('the host and the bank are two tenants: the contact is known in one, the booking in the other', async () => {
	await openWorld();
	const booking = await book('awa', FRIDAY_10);
	expect(booking).toMatchObject({ org: BANK, client: { org: HOST, contact: 'awa' } });
});
