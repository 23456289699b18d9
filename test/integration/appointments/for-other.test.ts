import { beforeEach, describe, expect, test } from '@jest/globals';
import { showBookings } from '../../../src/modules/appointments/booking/show-booking.ts';
import { findCalendar } from '../../../src/modules/appointments/index.ts';
import { getOrganisation } from '../../../src/modules/organisations/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { ask, BANK, book, clock, desk, eventsOf, jump, openWorld, PLACE, seated, stored, told } from './world.ts';

useDatabase();
beforeEach(async () => {
	await clearDatabase();
	await openWorld();
});

describe('for somebody else', () => {
	const AWA_DIOP = { for_name: 'Awa Diop' };

	test('the booking carries the name for the staff; file, reminder and events do not', async () => {
		const booking = await book('awa', '2026-11-27T10:00:00Z', { ...PLACE, ...AWA_DIOP });
		expect(booking).toMatchObject({ holder: 'awa diop', name: 'Awa Diop', client: { contact: 'awa' } });
		expect(await showBookings(await getOrganisation(BANK), [booking], clock.now())).toMatchObject([{ name: 'Awa Diop' }]);
		expect((await ask('awa', 'list')).data).toMatchObject({ for_name: 'Awa Diop', for_other: true });
		await jump('2026-11-27T08:00:00Z');
		const [reminder] = await told('awa');
		expect(reminder).toMatchObject({ type: 'appointment.reminder', data: { for_other: true } });
		const entry = await findCalendar(booking.calendar);
		expect(JSON.stringify([reminder, entry, await eventsOf('appointment.status_changed')])).not.toMatch(/diop|awa d/i);
	});

	test('is a person of their own: one appointment each for a service, and each their own limit', async () => {
		await book('awa', '2026-11-27T10:00:00Z');
		await book('awa', '2026-11-27T10:30:00Z', { ...PLACE, ...AWA_DIOP });
		expect(await ask('awa', 'hold', { ...PLACE, start: '2026-11-27T11:00:00Z', for_name: ' AWA  DIOP ' })).toMatchObject({
			outcome: 'already',
			data: { for_name: 'Awa Diop' },
		});
		await book('awa', '2026-11-27T11:00:00Z', { ...PLACE, for_name: 'Modou' });
		expect(await ask('awa', 'hold', { ...PLACE, start: '2026-11-27T11:30:00Z', for_name: 'Ibou' })).toEqual({
			outcome: 'too_many_others',
			data: { count: 2 },
		});
		// Of those they book for already there may be more, for another service; and one's own are counted apart.
		expect((await ask('awa', 'hold', { ...PLACE, service: 'credit', start: '2026-11-27T08:00:00Z', ...AWA_DIOP })).outcome).toBe('held');
		expect((await ask('awa', 'list')).data).toMatchObject({
			count: 3,
			items: [{}, { description: { fr: 'Banque Téranga · Plateau · Awa Diop' } }, {}],
		});
	});

	test('the limit counts the person it is for', async () => {
		await clearDatabase();
		await openWorld({ settings: { appointments_per_person: 1 } });
		await book('awa', '2026-11-27T10:00:00Z');
		const credit = { ...PLACE, service: 'credit', start: '2026-11-27T08:00:00Z' };
		expect((await ask('awa', 'hold', credit)).outcome).toBe('too_many');
		await book('awa', '2026-11-27T10:30:00Z', { ...PLACE, ...AWA_DIOP });
		expect(await ask('awa', 'hold', { ...credit, ...AWA_DIOP })).toMatchObject({ outcome: 'too_many', data: { count: 1 } });
		expect((await ask('awa', 'hold', { ...credit, for_name: 'Modou' })).outcome).toBe('held');
	});

	test('a slot kept for oneself becomes the other’s, and one’s own again', async () => {
		const start = '2026-11-27T10:00:00Z';
		const mine = await ask('awa', 'hold', { ...PLACE, start });
		await ask('ben', 'join_waitlist', PLACE);
		const theirs = await ask('awa', 'hold', { ...PLACE, start, ...AWA_DIOP });
		expect(theirs).toMatchObject({ outcome: 'held', data: { booking: mine.data?.booking, for_name: 'Awa Diop' } });
		const again = await ask('awa', 'hold', { ...PLACE, start });
		expect(again.data).not.toHaveProperty('for_name');
		expect(await stored(String(again.data?.booking))).not.toHaveProperty('holder');
		await ask('awa', 'hold', { ...PLACE, start: '2026-11-27T11:00:00Z', ...AWA_DIOP });
		expect(await seated()).toMatchObject([{ status: 'offered' }, { holder: 'awa diop' }]);
	});

	test('moves with its name, and arrives under it', async () => {
		const booking = await book('awa', '2026-11-27T10:00:00Z', { ...PLACE, ...AWA_DIOP });
		const moved = await ask('awa', 'reschedule', { booking: booking._id, start: '2026-11-27T11:00:00Z' });
		expect(moved).toMatchObject({ outcome: 'moved', data: { for_name: 'Awa Diop' } });
		await jump('2026-11-27T10:50:00Z');
		expect((await ask('awa', 'check_in')).outcome).toBe('checked_in');
		expect(desk.arrivals).toMatchObject([{ forName: 'Awa Diop', client: { contact: 'awa' } }]);
	});

	test('waits for a freed place beside one’s own wait, and takes it under the name', async () => {
		await clearDatabase();
		await openWorld({ rules: { slotMinutes: 300 } });
		const taken = await book('ben', '2026-11-27T08:00:00Z');
		const when = { at: '2026-11-27T08:00:00+00:00', precision: 'day' };
		await ask('awa', 'join_waitlist', { ...PLACE, when, ...AWA_DIOP });
		await ask('awa', 'join_waitlist', { ...PLACE, when });
		await ask('ben', 'cancel', { booking: taken._id });
		const accepted = await ask('awa', 'answer_offer', { answer: 'yes' });
		expect(accepted).toMatchObject({ outcome: 'accepted', data: { for_name: 'Awa Diop' } });
		expect((await ask('awa', 'leave_waitlist', PLACE)).outcome).toBe('left');
	});
});

test('what "I am here" can mean: due now, a missed one of today, a later one, none', async () => {
	expect((await ask('awa', 'due')).outcome).toBe('none');
	await book('awa', '2026-11-27T10:00:00Z');
	expect(await ask('awa', 'due')).toMatchObject({ outcome: 'later', data: { time: '10:00' } });
	await jump('2026-11-27T09:10:00Z');
	expect(await ask('awa', 'due')).toMatchObject({ outcome: 'due', data: { can_check_in: true } });
	await jump('2026-11-27T10:30:00Z');
	expect(await ask('awa', 'due')).toMatchObject({ outcome: 'due', data: { status: 'no_show' } });
	await jump('2026-11-28T09:00:00Z');
	expect((await ask('awa', 'due')).outcome).toBe('none');
});
