import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import { useDatabase } from '../../support/database.ts';
import { ORG, openDesk } from '../support/desk.ts';

useDatabase();

const desk = openDesk();
beforeAll(() => desk.open());
afterAll(() => desk.close());
beforeEach(() => desk.reset());

const MINUTE = 60_000;

/** Time passes; what falls due fires and takes its turn. */
async function pass(contact: string, minutes: number): Promise<void> {
	desk.clock.advance(minutes * MINUTE);
	await fireDueTimers({ clock: desk.clock, newId: desk.newId, runScene: createRunScene(desk), timers: [] });
	await desk.drain(contact);
}

async function hears(contact: string, text: string): Promise<void> {
	await desk.writes(contact, text);
	await desk.drain(contact);
}

test('an open question is asked once more, then closed; a later answer changes nothing', async () => {
	const contact = await desk.person();
	await hears(contact, 'langue');
	await pass(contact, 15);
	expect((await desk.said(contact)).at(-1)).toMatch(/Êtes-vous toujours là.*Dans quelle langue/s);
	await pass(contact, 20);
	expect(await desk.said(contact)).toHaveLength(2);
	await pass(contact, 25);
	expect(await desk.said(contact)).toHaveLength(2);
	expect((await desk.contact(contact))?.session.frames).toEqual([]);
	await hears(contact, '2');
	expect((await desk.contact(contact))?.language).not.toBe('en');
});

test('a later question leaves the timer alone and is asked again at its own time', async () => {
	const contact = await desk.person();
	const timer = () => TimerModel.findOne({ org: ORG, contact }).lean();
	await hears(contact, 'langue');
	const set = await timer();
	expect(set).not.toBeNull();
	await pass(contact, 10);
	await hears(contact, 'langue');
	expect(await timer()).toEqual(set);
	expect(await desk.said(contact)).toHaveLength(2);
	// The first question's moment is not the second one's.
	await pass(contact, 5);
	await pass(contact, 9);
	expect(await desk.said(contact)).toHaveLength(2);
	await pass(contact, 1);
	expect((await desk.said(contact)).at(-1)).toMatch(/Êtes-vous toujours là.*Dans quelle langue/s);
	// Asked anew while the end of the last one is waited for, which is later than this one's reminder.
	await pass(contact, 5);
	await hears(contact, 'langue');
	await pass(contact, 15);
	expect((await desk.said(contact)).at(-1)).toMatch(/Êtes-vous toujours là.*Dans quelle langue/s);
	await pass(contact, 44);
	expect((await desk.contact(contact))?.session.frames).not.toEqual([]);
	await pass(contact, 1);
	expect((await desk.contact(contact))?.session.frames).toEqual([]);
	expect(await timer()).toBeNull();
	expect((await desk.contact(contact))?.questionTimerAt).toBeUndefined();
});

test('a question that was answered is not asked again', async () => {
	const contact = await desk.person();
	await hears(contact, 'langue');
	await hears(contact, '2');
	expect((await desk.contact(contact))?.language).toBe('en');
	const said = await desk.said(contact);
	await pass(contact, 15);
	await pass(contact, 60);
	expect(await desk.said(contact)).toEqual(said);
});
