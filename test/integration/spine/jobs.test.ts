import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import mongoose from 'mongoose';
import { assembleModules } from '../../../src/modules.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { JOBS_COLLECTION } from '../../../src/platform/jobs/collection.ts';
import { type Jobs, startJobs } from '../../../src/platform/jobs/start-jobs.ts';
import { log } from '../../../src/platform/log.ts';
import { useDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

log.silent = true;
useDatabase();
/** Agenda watches a job's lock for half of its life, also when the job has long ended: that must not keep the tests' process alive. */
beforeAll(() => {
	const { setTimeout: real } = globalThis;
	jest.spyOn(globalThis, 'setTimeout').mockImplementation((work, ms) => real(work, ms).unref());
});
const running: Jobs[] = [];
/** Once a year: its hour does not come by itself while a test runs. */
const SELDOM = '0 0 1 1 *';
afterEach(async () => {
	await Promise.all(running.splice(0).map((jobs) => jobs.stop()));
});

/** Agenda keeps the machine's time: a job is made due by hand. */
async function makeDue(): Promise<void> {
	await mongoose.connection.collection(JOBS_COLLECTION).updateMany({}, { $set: { nextRunAt: new Date(0) } });
}

test('a recurring job runs on one process at a time, again after it failed, and stays one row', async () => {
	let runs = 0;
	let inHand = 0;
	let most = 0;
	const job = {
		name: 'sweep',
		every: SELDOM,
		async run() {
			most = Math.max(most, ++inHand);
			runs++;
			await new Promise((resolve) => setImmediate(resolve));
			inHand--;
			if (runs === 1) throw new Error('broken');
		},
	};
	for (let i = 0; i < 2; i++) running.push(await startJobs([job], { pollMs: 50 }));
	expect(await mongoose.connection.collection(JOBS_COLLECTION).countDocuments()).toBe(1);
	await makeDue();
	await until(async () => runs === 1 && inHand === 0);
	await until(async () => (await mongoose.connection.collection(JOBS_COLLECTION).findOne())?.lockedAt === null);
	await makeDue();
	await until(async () => runs === 2);
	expect(most).toBe(1);
	expect(await mongoose.connection.collection(JOBS_COLLECTION).countDocuments()).toBe(1);
});

test('what a process has locked and not begun is left to the others when it stops', async () => {
	const rows = mongoose.connection.collection(JOBS_COLLECTION);
	let owner: unknown;
	const job = {
		name: 'soon',
		every: SELDOM,
		async run() {
			owner = (await rows.findOne({ name: 'soon' }))?.lastModifiedBy;
		},
	};
	running.push(await startJobs([job], { pollMs: 50 }));
	await makeDue();
	await until(async () => owner !== undefined && (await rows.findOne({ name: 'soon' }))?.lockedAt === null);
	// As Agenda leaves a job whose time is within the next seconds; and another's.
	await rows.updateOne({ name: 'soon' }, { $set: { lockedAt: new Date(), lastModifiedBy: owner } });
	await rows.updateOne({ name: 'theirs' }, { $set: { lockedAt: new Date(), lastModifiedBy: 'another' } }, { upsert: true });
	await running.pop()?.stop();
	expect((await rows.findOne({ name: 'soon' }))?.lockedAt).toBeNull();
	expect((await rows.findOne({ name: 'theirs' }))?.lockedAt).toBeInstanceOf(Date);
});

test('a start puts off nothing that was planned', async () => {
	const context = { clock: systemClock(), newId: () => 'id', texts: loadTexts('locales'), publicBaseUrl: '' };
	const jobs = assembleModules(context).flatMap((module) => module.jobs);
	const planned = async () => {
		const names = jobs.map(({ name }) => name);
		const rows = await mongoose.connection
			.collection(JOBS_COLLECTION)
			.find({ name: { $in: names } })
			.sort({ name: 1 })
			.toArray();
		return rows.map(({ name, nextRunAt }) => ({ name: String(name), at: Number(nextRunAt) }));
	};
	running.push(await startJobs(jobs));
	const before = await planned();
	expect(before).toHaveLength(jobs.length);
	running.push(await startJobs(jobs));
	const after = await planned();
	// What fell due meanwhile has been planned anew.
	const now = Date.now();
	expect(after.filter((_, nth) => (before[nth]?.at ?? 0) > now)).toEqual(before.filter(({ at }) => at > now));
});
