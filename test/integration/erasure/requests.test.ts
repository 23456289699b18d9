import { beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { BEN, photoOf, ROSALIE, type Someone, wordsOf } from './people.ts';
import { counts, everythingOf, ownerOf, whereIs } from './rows.ts';
import { type Answer, useWorld } from './world.ts';

const { call, erase, house, idOf, isAnswered, livesARequest, says } = useWorld();

const leftOf = (one: Someone) => whereIs(wordsOf(one), ['djobea'], photoOf(one));

/** Everything the erasure of one of two clients should change, or leave. */
async function seen(ben: string) {
	return {
		rosalies: await leftOf(ROSALIE),
		bens: await leftOf(BEN),
		counts: await counts(),
		rowsOfBen: await everythingOf((row) => ownerOf(row) === 'djobea' && [row.contact, row.client, row._id].includes(ben)),
		rowsOfOthers: await everythingOf((row) => ownerOf(row) === 'other'),
	};
}

let rosalie: string;
let answered: { status: number; body: Answer };
let before: Awaited<ReturnType<typeof seen>>;
let after: Awaited<ReturnType<typeof seen>>;
beforeAll(async () => {
	await livesARequest('djobea', ROSALIE);
	await livesARequest('djobea', BEN);
	await livesARequest('other', ROSALIE);
	await isAnswered('hortense', 'djobea', ROSALIE);
	await isAnswered('hortense', 'djobea', BEN);
	rosalie = await idOf('djobea', ROSALIE);
	const ben = await idOf('djobea', BEN);
	before = await seen(ben);
	answered = await erase('hortense', ROSALIE.phone);
	after = await seen(ben);
});

describe('a client of a marketplace who is erased', () => {
	test('is in no row of the organisation any more', async () => {
		expect(before.rosalies.length).toBeGreaterThan(30);
		expect(answered).toMatchObject({
			status: 200,
			body: { contact: rosalie, blanked: { requests: 1, contacts: 1, files: 1, triages: expect.any(Number) } },
		});
		expect(after.rosalies).toEqual([]);
		expect(await mongoose.connection.db?.collection('media.files').countDocuments({ 'metadata.contact': rosalie })).toBe(0);
	});

	test('is counted as before, and nobody else changes', () => {
		expect(after.counts).toEqual(before.counts);
		expect(after.rowsOfBen).toEqual(before.rowsOfBen);
		expect(after.rowsOfOthers).toEqual(before.rowsOfOthers);
		expect(after.bens).toEqual(before.bens);
		expect(before.bens.length).toBeGreaterThan(30);
	});

	test('leaves a line in the audit that names who did it, why and how much, and nobody else', async () => {
		const events = await EventModel.find({ org: 'djobea', type: 'contact.erased' }).lean();
		expect(events).toEqual([
			expect.objectContaining({
				subject: { kind: 'contact', id: rosalie },
				actor: { kind: 'manager', id: 'hortense', source: 'api' },
				data: { reason: 'person_asked', blanked: expect.objectContaining({ requests: 1 }) },
			}),
		]);
	});

	test('asked again, changes nothing', async () => {
		const everything = await everythingOf(() => true);
		const { status, body } = await erase('admin', rosalie);
		expect(status).toBe(200);
		expect(Object.values(body.blanked ?? {}).reduce((sum, rows) => sum + rows, 0)).toBe(0);
		expect(await everythingOf(() => true)).toEqual(everything);
	});

	test('can still be shown to the staff, blank', async () => {
		const shown = await call('agent', 'GET', `/conversations/${rosalie}`);
		expect(shown).toMatchObject({ status: 200, body: { name: null, phone: null } });
		expect((await call('agent', 'GET', '/tracking/request/1001')).status).toBe(200);
		expect((await call('agent', 'GET', `/conversations?owner=bot`)).status).toBe(200);
	});

	test('is somebody new when their phone writes again', async () => {
		expect(await says('djobea', ROSALIE, 'mes demandes')).not.toContain('1001');
		expect(await idOf('djobea', ROSALIE)).not.toBe(rosalie);
		await house().settle();
		expect(await OutboxModel.countDocuments({ org: 'djobea', contact: rosalie, text: { $gt: '' } })).toBe(0);
	});
});
