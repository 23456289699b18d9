import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import { systemClock } from '../clock.ts';
import { AppError } from '../errors.ts';
import { JOBS_COLLECTION, JOBS_INDEX } from '../jobs/collection.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { dropLease, holdLease, LeaseModel } from './lease.ts';

const LEASE = 'prepare-database';
/** Longer than building every index of an empty database; an index on a large collection is built by an operator beforehand. */
const LEASE_MS = 120_000;
const ASK_AGAIN_MS = 100;

const NAMESPACE_EXISTS = 48;
const INDEX_OPTIONS_CONFLICT = 85;
const INDEX_KEY_SPECS_CONFLICT = 86;

/** An index as the `createIndexes` command takes it. */
type Index = { key: mongoose.mongo.Document; name: string } & mongoose.mongo.Document;

interface Plan {
	collection: string;
	indexes: Index[];
}

/**
 * Makes the collection and the indexes of every model known to the process, before any traffic: the embedded server dies when several
 * connections create a collection implicitly at the same time (design §6), and an index made late is a slow start. Safe to call from any
 * number of processes at once: one prepares, the others wait for it. Indexes nobody asks for any more are reported, never dropped.
 */
export async function prepareDatabase(): Promise<void> {
	const db = mongoose.connection.db;
	if (db === undefined) throw new AppError('unavailable', 'the database is not connected');
	const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map((one) => one.name));
	if (!present.has(LeaseModel.collection.name)) await createLeases(db);
	const owner = randomUUID();
	await waitForLease(owner);
	try {
		for (const plan of plans()) {
			if (!present.has(plan.collection)) await createCollection(db, plan.collection);
			await createIndexes(db, plan);
		}
	} finally {
		await dropLease(LEASE, owner);
	}
}

/** Real time: no test moves the clock of a start-up. */
async function waitForLease(owner: string): Promise<void> {
	const clock = systemClock();
	const deadline = clock.now().getTime() + 2 * LEASE_MS;
	while (!(await holdLease(clock, LEASE, owner, LEASE_MS))) {
		if (clock.now().getTime() > deadline) throw new AppError('unavailable', 'another process has been preparing the database for too long');
		await pause(ASK_AGAIN_MS);
	}
}

function plans(): Plan[] {
	const models = Object.values(mongoose.models).map((model) => ({
		collection: model.collection.name,
		indexes: model.schema.indexes().map(([key, { background: _background, ...options }]) => ({ key, name: nameOf(key), ...options })),
	}));
	return [...models, { collection: JOBS_COLLECTION, indexes: [JOBS_INDEX] }];
}

/**
 * The collection of the leases cannot be made under a lease. Two processes that create it at once collide inside the embedded server; a
 * rename waits for the other's lock instead, and finds the name taken.
 */
async function createLeases(db: mongoose.mongo.Db): Promise<void> {
	const name = `leases_${randomUUID()}`;
	await db.createCollection(name);
	try {
		await db.renameCollection(name, LeaseModel.collection.name);
	} catch (error) {
		await db.dropCollection(name);
		if (!hasCode(error, NAMESPACE_EXISTS)) throw error;
	}
}

async function createCollection(db: mongoose.mongo.Db, name: string): Promise<void> {
	try {
		await db.createCollection(name);
	} catch (error) {
		if (!hasCode(error, NAMESPACE_EXISTS)) throw error;
	}
}

async function createIndexes(db: mongoose.mongo.Db, { collection, indexes }: Plan): Promise<void> {
	if (indexes.length === 0) return;
	try {
		await db.command({ createIndexes: collection, indexes });
	} catch (error) {
		if (!isConflict(error)) throw error;
		for (const index of indexes) await replaceIndex(db, collection, index);
	}
	await reportStale(db, { collection, indexes });
}

/** An index whose options changed between two versions of the program is made anew. */
async function replaceIndex(db: mongoose.mongo.Db, collection: string, index: Index): Promise<void> {
	try {
		await db.command({ createIndexes: collection, indexes: [index] });
	} catch (error) {
		if (!isConflict(error)) throw error;
		log.warn('an index changed: it is made anew', { collection, index: index.name });
		await db.command({ dropIndexes: collection, index: index.name });
		await db.command({ createIndexes: collection, indexes: [index] });
	}
}

async function reportStale(db: mongoose.mongo.Db, { collection, indexes }: Plan): Promise<void> {
	const wanted = new Set(['_id_', ...indexes.map((index) => index.name)]);
	const found = await db.collection(collection).listIndexes().toArray();
	const stale = found.map((index) => String(index.name)).filter((name) => !wanted.has(name));
	if (stale.length > 0) log.warn('indexes that no model asks for', { collection, indexes: stale });
}

/** MongoDB's own default name of an index. */
function nameOf(key: object): string {
	return Object.entries(key)
		.map(([field, direction]) => `${field}_${direction}`)
		.join('_');
}

function isConflict(error: unknown): boolean {
	return hasCode(error, INDEX_OPTIONS_CONFLICT) || hasCode(error, INDEX_KEY_SPECS_CONFLICT);
}

function hasCode(error: unknown, code: number): boolean {
	return error instanceof mongoose.mongo.MongoServerError && error.code === code;
}
