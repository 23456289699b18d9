import mongoose from 'mongoose';
import { waitUntil } from './processes.ts';

const START_MS = 90_000;
/**
 * Makes the server at `port` the primary of a replica set of one, and waits until it is. Rejects when `ended` is aborted or nothing
 * answers in time.
 */
export async function initiateReplicaSet(port: number, ended: AbortSignal): Promise<void> {
	const host = `127.0.0.1:${port}`;
	const client = await connect(host, ended);
	try {
		const admin = client.db('admin');
		await initiateOnce(admin, host);
		await until(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, ended);
	} finally {
		await client.close();
	}
}

/**
 * A data directory that moved to another port: rewrites the address of the set's one member. The server at `port` must run without
 * `--replSet`; as a member it would first look for itself at the old address, where anybody may listen by now.
 */
export async function moveReplicaSet(port: number, ended: AbortSignal): Promise<void> {
	const host = `127.0.0.1:${port}`;
	const client = await connect(host, ended);
	try {
		await client
			.db('local')
			.collection('system.replset')
			.updateOne({}, { $set: { 'members.0.host': host } }, { writeConcern: { w: 1, journal: true } });
	} finally {
		await client.close();
	}
}

/** A client whose first connection failed does not recover: each attempt takes a new one. */
async function connect(host: string, ended: AbortSignal): Promise<mongoose.mongo.MongoClient> {
	const options = { serverSelectionTimeoutMS: 500, maxPoolSize: 2 };
	let client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, options);
	await until(async () => {
		try {
			await client.connect();
			return true;
		} catch {
			await client.close();
			client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, options);
			return false;
		}
	}, ended);
	return client;
}

async function until(done: () => Promise<boolean>, ended: AbortSignal): Promise<void> {
	const attempt = () => {
		if (ended.aborted) throw new Error('the server ended');
		return done();
	};
	if (!(await waitUntil(attempt, START_MS))) throw new Error(`no answer within ${START_MS} ms`);
}

async function initiateOnce(admin: mongoose.mongo.Db, host: string): Promise<void> {
	try {
		await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
	} catch (error) {
		if (!(error instanceof mongoose.mongo.MongoServerError && error.codeName === 'AlreadyInitialized')) throw error;
	}
}
