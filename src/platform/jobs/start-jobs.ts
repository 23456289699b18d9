import { randomUUID } from 'node:crypto';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import mongoose from 'mongoose';
import { errorCode } from '../error-code.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { JOBS_COLLECTION } from './collection.ts';

/**
 * A recurring piece of work. `every` is a cron expression in UTC: each start would begin an interval (`15 minutes`) anew, and a program that
 * is started often would never come to its end.
 */
export interface Job {
	name: string;
	every: string;
	run(): Promise<void>;
}

export interface Jobs {
	/** Takes no new job, waits for those in hand, 15 s at most, and leaves the rest to the others. */
	stop(): Promise<void>;
}

/** Recurring jobs are sweepers: a few seconds late is fine, and each poll costs one query per job. Due timers do not come this way. */
const POLL_MS = 5_000;
/** A job longer than this is taken to be dead and run again elsewhere: jobs are idempotent sweeps of bounded size. */
const LOCK_MS = 5 * 60_000;
const STOP_MS = 15_000;

/** Runs recurring jobs through Agenda on mongoose's connection: each on one process at a time, whatever their number. */
export async function startJobs(jobs: readonly Job[], options: { pollMs?: number } = {}): Promise<Jobs> {
	const { db } = mongoose.connection;
	if (db === undefined) throw new AppError('unavailable', 'the database is not connected');
	const owner = randomUUID();
	const agenda = new Agenda({
		name: owner,
		backend: new MongoBackend({ mongo: db, collection: JOBS_COLLECTION, ensureIndex: false }),
		processEvery: options.pollMs ?? POLL_MS,
		defaultLockLifetime: LOCK_MS,
		defaultConcurrency: 1,
		removeOnComplete: true,
	});
	agenda.on('error', (error: Error) => log.error('job runner failed', { error: errorCode(error) }));
	for (const job of jobs) {
		agenda.on(`fail:${job.name}`, (error: Error | string) => log.error('job failed', { job: job.name, error: errorCode(error) }));
		agenda.define(job.name, () => job.run(), { concurrency: 1, lockLimit: 1, lockLifetime: LOCK_MS });
	}
	await agenda.start();
	for (const job of jobs) await agenda.every(job.every, job.name, undefined, { timezone: 'UTC', skipImmediate: true });
	return {
		async stop() {
			await agenda.drain({ timeout: STOP_MS, closeConnection: false });
			// Agenda locks a job some seconds before its time, and would leave it so: the others had to wait for the lock's end.
			await db.collection(JOBS_COLLECTION).updateMany({ lastModifiedBy: owner, lockedAt: { $ne: null } }, { $set: { lockedAt: null } });
		},
	};
}
