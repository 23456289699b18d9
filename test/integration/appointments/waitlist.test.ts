import { beforeEach, describe, expect, test } from '@jest/globals';
import { SlotOfferModel, WaiterModel } from '../../../src/modules/appointments/waitlist/model.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import {
	appointments,
	ask,
	BANK,
	book,
	clock,
	fire,
	jump,
	news,
	offerOf,
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

const FRIDAY_8 = '2026-11-27T08:00:00.000Z';
const FRIDAY = { at: '2026-11-27T08:00:00Z', precision: 'day' };

/** One slot a day; Friday's is Ben's, and the others wait for it in this order. */
async function fullFriday(waiters: string[], settings: Record<string, unknown> = {}): Promise<void> {
	await openWorld({ rules: { slotMinutes: 300 }, people: ['ben', ...waiters], settings });
	await book('ben', FRIDAY_8);
	for (const person of waiters) {
		expect(await ask(person, 'join_waitlist', { ...PLACE, when: FRIDAY })).toMatchObject({ outcome: 'waiting' });
		clock.seconds(1);
	}
}

describe('the waiting list', () => {
	test('a freed slot is offered to the one who has waited longest, alone, and kept for them', async () => {
		await fullFriday(['awa', 'coumba']);
		await ask('ben', 'cancel');
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
		expect(await types('coumba')).toEqual([]);
		expect(await ask('ben', 'hold', { ...PLACE, start: FRIDAY_8 })).toMatchObject({ outcome: 'taken' });
		const accepted = await ask('awa', 'answer_offer', { answer: 'yes' });
		expect(accepted).toMatchObject({ outcome: 'accepted', data: { time: '08:00', status: 'confirmed' } });
		expect(await ask('awa', 'answer_offer', { answer: 'yes' })).toMatchObject({ outcome: 'accepted' });
		await pass(30);
		expect(await types('coumba')).toEqual([]);
		expect(await WaiterModel.countDocuments({ org: BANK, status: 'waiting' })).toBe(1);
	});

	test('a no passes it on at once', async () => {
		await fullFriday(['awa', 'coumba']);
		await ask('ben', 'cancel');
		expect(await ask('awa', 'answer_offer', { answer: 'no' })).toMatchObject({ outcome: 'declined' });
		expect(await types('coumba')).toEqual(['appointment.slot_offered']);
		expect(await seated()).toHaveLength(1);
	});

	test('the time to answer runs from the delivery; then the next one is asked, and the first is told once', async () => {
		await fullFriday(['awa', 'coumba'], { appointment_waitlist_offer_minutes: 15 });
		await ask('ben', 'cancel');
		await pass(10);
		const offer = await offerOf('awa');
		await news('message.delivered', offer._id);
		await pass(14);
		expect(await types('coumba')).toEqual([]);
		await pass(2);
		expect(await types('awa')).toEqual(['appointment.slot_offered', 'appointment.slot_lost']);
		expect(await types('coumba')).toEqual(['appointment.slot_offered']);
		expect(await ask('awa', 'answer_offer', { slot_offer: offer._id, answer: 'yes' })).toMatchObject({ outcome: 'too_late' });
		expect(await seated()).toHaveLength(1);
	});

	test('a yes in the seconds after the end still counts', async () => {
		await fullFriday(['awa', 'coumba']);
		await ask('ben', 'cancel');
		await news('message.delivered', (await offerOf('awa'))._id);
		clock.minutes(15);
		clock.seconds(5);
		await fire();
		expect(await ask('awa', 'answer_offer', { answer: 'yes' })).toMatchObject({ outcome: 'accepted' });
		await pass(5);
		expect(await types('coumba')).toEqual([]);
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
	});

	test('a late yes counts while nobody else has the slot', async () => {
		await fullFriday(['awa']);
		await ask('ben', 'cancel');
		await pass(40);
		expect(await seated()).toHaveLength(0);
		expect(await ask('awa', 'answer_offer', { answer: 'yes' })).toMatchObject({ outcome: 'accepted' });
		expect(await seated()).toHaveLength(1);
	});

	test('a message that cannot be delivered goes to the next at once and counts for nobody', async () => {
		await fullFriday(['awa', 'coumba']);
		await ask('ben', 'cancel');
		await news('message.failed', (await offerOf('awa'))._id);
		expect(await types('coumba')).toEqual(['appointment.slot_offered']);
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
		expect((await WaiterModel.findOne({ org: BANK, 'client.contact': 'awa' }).lean())?.ignored).toBe(0);
	});

	test('nobody is woken at night: the slot is offered in the morning, if it is still free', async () => {
		await fullFriday(['awa']);
		await jump('2026-11-26T22:00:00Z');
		await ask('ben', 'cancel');
		expect(await types('awa')).toEqual([]);
		expect(await seated()).toHaveLength(0);
		await openMorning();
		expect(await types('awa')).toEqual([]);
	});

	test('who waits and has a later appointment gives it up for the earlier one, in one go', async () => {
		await fullFriday(['awa', 'coumba']);
		const monday = await book('awa', '2026-11-30T08:00:00.000Z');
		await ask('coumba', 'join_waitlist', { ...PLACE, when: { at: '2026-11-30T08:00:00Z', precision: 'day' } });
		await ask('ben', 'cancel');
		const accepted = await ask('awa', 'answer_offer', { answer: 'yes' });
		expect(accepted).toMatchObject({ outcome: 'accepted', data: { time: '08:00' } });
		expect(await stored(monday._id)).toMatchObject({ status: 'moved', movedTo: accepted.data?.booking });
		expect((await told('coumba')).at(-1)).toMatchObject({
			type: 'appointment.slot_offered',
			data: { day_label: { fr: 'lundi 30 novembre' } },
		});
	});

	test('a slot that is free already is offered to who joins', async () => {
		await openWorld({ rules: { slotMinutes: 300 } });
		await ask('awa', 'join_waitlist', { ...PLACE, when: FRIDAY });
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
	});

	test('who ignores three offers is not waiting any more', async () => {
		await openWorld({ rules: { slotMinutes: 300 }, people: ['awa', 'ben'] });
		await ask('awa', 'join_waitlist', { ...PLACE });
		for (let ignored = 0; ignored < 3; ignored++) {
			await news('message.delivered', (await offerOf('awa'))._id);
			await pass(17);
		}
		const last = (await told('awa')).filter(({ type }) => type === 'appointment.slot_lost').at(-1);
		expect(last?.data.still_waits).toBe(false);
		expect(await WaiterModel.countDocuments({ org: BANK, status: 'waiting' })).toBe(0);
	});

	test('a day that comes within reach is offered to who waits', async () => {
		await openWorld({ rules: { slotMinutes: 300, horizonDays: 1 }, people: ['awa', 'ben'] });
		await book('ben', FRIDAY_8);
		await ask('awa', 'join_waitlist', { ...PLACE, when: { at: '2026-11-30T08:00:00Z', precision: 'day' } });
		const job = appointments.jobs.find(({ name }) => name === 'appointments.serve_waiters');
		await job?.run();
		expect(await types('awa')).toEqual([]);
		await jump('2026-11-29T10:00:00Z');
		await job?.run();
		await job?.run();
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
	});

	test('who leaves the list gives back what was offered', async () => {
		await fullFriday(['awa', 'coumba']);
		await ask('ben', 'cancel');
		expect(await ask('awa', 'leave_waitlist', PLACE)).toEqual({ outcome: 'left' });
		expect(await types('coumba')).toEqual(['appointment.slot_offered']);
		expect(await ask('awa', 'leave_waitlist', PLACE)).toEqual({ outcome: 'not_waiting' });
	});

	test('two slots freed at the same moment go to two people', async () => {
		await openWorld({ rules: { slotMinutes: 300, capacity: 2 }, people: ['ben', 'dior', 'awa', 'coumba'] });
		await book('ben', FRIDAY_8);
		await book('dior', FRIDAY_8);
		for (const person of ['awa', 'coumba']) await ask(person, 'join_waitlist', { ...PLACE, when: FRIDAY });
		await Promise.all(['ben', 'dior'].map((person) => ask(person, 'cancel')));
		expect(await types('awa')).toEqual(['appointment.slot_offered']);
		expect(await types('coumba')).toEqual(['appointment.slot_offered']);
		expect(await SlotOfferModel.countDocuments({ org: BANK })).toBe(2);
	});
});

/** The slot begins at eight with an hour of lead: at seven it is too near to be offered. */
async function openMorning(): Promise<void> {
	await jump('2026-11-27T07:00:00Z');
}
