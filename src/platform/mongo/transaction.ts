import mongoose, { type ClientSession } from 'mongoose';
import { Counter } from 'prom-client';
import { atMost } from '../at-most.ts';
import { pause } from '../pause.ts';
import { POOL_SIZE } from './connect.ts';

/** A hot row is fought over by a handful of transactions at most; who loses ten times with growing pauses meets something else. */
const MOST_ATTEMPTS = 10;
const MOST_COMMIT_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 250;

/**
 * More transactions than connections only wait for each other between their operations, holding their rows: a thousand at once were none
 * done within the 15 s after which the server ends them. Who pauses after a conflict gives the place away.
 */
const inTurn = atMost(POOL_SIZE);

const retries = new Counter({
	name: 'palabre_transaction_retries_total',
	help: 'Transactions run again after a conflict, or commits sent again',
	labelNames: ['step'],
});

/**
 * Runs `work` in one transaction (I4): snapshot reads, majority commit. A transient conflict runs the whole of `work` again, so it must
 * be repeatable; a commit whose outcome is unknown is sent again, which the server makes harmless. Gives up after `attempts`
 * (ten) with the last error. `atOnce`: it takes no turn among the others, because some of them wait for it; its caller bounds how many
 * there are.
 */
export async function inTransaction<T>(
	work: (db: ClientSession) => Promise<T>,
	{ attempts = MOST_ATTEMPTS, atOnce = false }: { attempts?: number; atOnce?: boolean } = {},
): Promise<T> {
	const db = await mongoose.startSession();
	try {
		for (let attempt = 1; ; attempt++) {
			try {
				return await (atOnce ? runOnce(db, work) : inTurn(() => runOnce(db, work)));
			} catch (error) {
				if (!hasLabel(error, 'TransientTransactionError') || attempt >= attempts) throw error;
				retries.inc({ step: 'transaction' });
				await pause(jittered(attempt));
			}
		}
	} finally {
		await db.endSession();
	}
}

async function runOnce<T>(db: ClientSession, work: (db: ClientSession) => Promise<T>): Promise<T> {
	db.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } });
	let result: T;
	try {
		result = await work(db);
	} catch (error) {
		// The server ends it anyway when the abort does not arrive; the first error is the one that tells.
		await db.abortTransaction().catch(() => undefined);
		throw error;
	}
	await commit(db);
	return result;
}

async function commit(db: ClientSession): Promise<void> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await db.commitTransaction();
		} catch (error) {
			if (!hasLabel(error, 'UnknownTransactionCommitResult') || attempt >= MOST_COMMIT_ATTEMPTS) throw error;
			retries.inc({ step: 'commit' });
			await pause(jittered(attempt));
		}
	}
}

function hasLabel(error: unknown, label: string): boolean {
	return error instanceof mongoose.mongo.MongoError && error.hasErrorLabel(label);
}

/** Half fixed, half random: those who collided do not meet again at the same moment. */
function jittered(attempt: number): number {
	const most = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
	return most / 2 + (Math.random() * most) / 2;
}
