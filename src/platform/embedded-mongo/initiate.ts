import mongoose from 'mongoose';
import { z } from 'zod';
import { waitUntil } from './processes.ts';

const START_MS = 90_000;
const Config = z.object({ config: z.looseObject({ version: z.number(), members: z.array(z.looseObject({ host: z.string() })).min(1) }) });

/**
 * Makes the server at `port` the primary of a replica set of one, and waits until it is. A data directory that moved to another port
 * keeps its set: its one member is told the new address. Rejects when `ended` is aborted or nothing answers in time.
 */
export async function initiateReplicaSet(port: number, ended: AbortSignal): Promise<void> {
	const host = `127.0.0.1:${port}`;
	const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, {
		serverSelectionTimeoutMS: 500,
		maxPoolSize: 2,
	});
	try {
		const admin = client.db('admin');
		await until(async () => (await admin.command({ ping: 1 })).ok === 1, ended);
		await configure(admin, host);
		await until(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, ended);
	} finally {
		await client.close();
	}
}

async function until(done: () => Promise<boolean>, ended: AbortSignal): Promise<void> {
	const attempt = async () => {
		if (ended.aborted) throw new Error('the server ended');
		try {
			return await done();
		} catch {
			return false; // not listening yet
		}
	};
	if (!(await waitUntil(attempt, START_MS))) throw new Error(`no answer within ${START_MS} ms`);
}

async function configure(admin: mongoose.mongo.Db, host: string): Promise<void> {
	const current = await currentConfig(admin);
	if (current === undefined) {
		await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host }] } });
		return;
	}
	const [member] = current.members;
	if (member === undefined || member.host === host) return;
	await admin.command({ replSetReconfig: { ...current, version: current.version + 1, members: [{ ...member, host }] }, force: true });
}

async function currentConfig(admin: mongoose.mongo.Db): Promise<z.output<typeof Config>['config'] | undefined> {
	try {
		return Config.parse(await admin.command({ replSetGetConfig: 1 })).config;
	} catch (error) {
		if (error instanceof mongoose.mongo.MongoServerError && error.codeName === 'NotYetInitialized') return undefined;
		throw error;
	}
}
