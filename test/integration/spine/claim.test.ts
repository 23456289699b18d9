import { beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { log } from '../../../src/platform/log.ts';
import { claimOne } from '../../../src/platform/mongo/claim.ts';
import { defineModel } from '../../../src/platform/mongo/define-model.ts';
import { insertRows } from '../../../src/platform/mongo/insert-rows.ts';
import { dropLease, holdLease } from '../../../src/platform/mongo/lease.ts';
import { prepareDatabase } from '../../../src/platform/mongo/prepare-database.ts';
import { inTransaction } from '../../../src/platform/mongo/transaction.ts';
import { useDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';

interface Slot {
	_id: string;
	org: string;
	status: 'open' | 'taken';
	by?: string;
}

const schema = new mongoose.Schema<Slot>({ _id: String, org: String, status: String, by: String });
schema.index({ org: 1, status: 1 });
const SlotModel = defineModel<Slot>('TestSlot', schema, { collection: 'test_slots', tenant: true });

log.silent = true;
useDatabase();
beforeEach(async () => {
	await SlotModel.deleteMany({ org: 'o' });
	await insertRows(SlotModel, [{ _id: 's', org: 'o', status: 'open' }]);
});

const open = { _id: 's', org: 'o', status: 'open' as const };
const takenBy = (by: string) => ({ $set: { status: 'taken' as const, by } });

describe('claim (I6)', () => {
	test('of 200 at once exactly one wins, and each is told', async () => {
		const results = await Promise.all(Array.from({ length: 200 }, (_, i) => claimOne(SlotModel, open, takenBy(String(i)))));
		const winners = results.filter((row) => row !== null);
		expect(winners).toHaveLength(1);
		expect(await SlotModel.findOne({ org: 'o' }).lean()).toEqual(winners[0]);
	});

	test('the same inside transactions', async () => {
		const results = await Promise.all(
			Array.from({ length: 12 }, (_, i) => inTransaction((db) => claimOne(SlotModel, open, takenBy(String(i)), db))),
		);
		expect(results.filter((row) => row !== null)).toHaveLength(1);
	});

	test('names its organisation or throws', async () => {
		await expect(claimOne(SlotModel, { _id: 's', status: 'open' }, takenBy('x'))).rejects.toThrow('does not name its organisation');
	});
});

describe('a named lease', () => {
	test('has one owner, who may renew it, until it ends or is dropped', async () => {
		const clock = manualClock();
		const hold = (owner: string) => holdLease(clock, 'l', owner, 1_000);
		const first = await Promise.all(['a', 'b', 'c', 'd'].map(hold));
		expect(first.filter(Boolean)).toHaveLength(1);
		const owner = ['a', 'b', 'c', 'd'][first.indexOf(true)] ?? '';
		expect(await hold(owner)).toBe(true);
		expect(await hold('e')).toBe(false);
		clock.advance(1_000);
		expect(await hold('e')).toBe(true);
		await dropLease('l', owner);
		expect(await hold('f')).toBe(false);
		await dropLease('l', 'e');
		expect(await hold('f')).toBe(true);
	});
});

describe('preparing the database', () => {
	test('by several processes at once makes every collection and index, and again changes nothing', async () => {
		for (const name of ['test_slots', 'leases']) await mongoose.connection.dropCollection(name);
		await Promise.all([prepareDatabase(), prepareDatabase(), prepareDatabase()]);
		await prepareDatabase();
		const names = (await mongoose.connection.db?.listCollections().toArray())?.map((one) => one.name);
		expect(names).toEqual(expect.arrayContaining(['test_slots', 'jobs', 'leases']));
		expect((await SlotModel.collection.indexes()).map((index) => index.name)).toEqual(['_id_', 'org_1_status_1']);
	});

	test('makes an index anew whose options changed', async () => {
		await SlotModel.collection.dropIndex('org_1_status_1');
		await SlotModel.collection.createIndex({ org: 1, status: 1 }, { unique: true, name: 'org_1_status_1' });
		await prepareDatabase();
		expect((await SlotModel.collection.indexes()).find((index) => index.name === 'org_1_status_1')?.unique).toBeUndefined();
	});
});
