import mongoose from 'mongoose';
import { AppError } from '../errors.ts';

/**
 * Measured on the embedded server: sixteen connections are about 10 % faster than a hundred (design §6), and one process never runs more
 * than sixteen turns at a time.
 */
export const POOL_SIZE = 16;
/** A database that does not answer within this time is reported as absent. */
const SERVER_SELECTION_MS = 10_000;

/**
 * Connects mongoose's default connection, the only one of the process. Every write waits for the majority and the journal (I1).
 * Throws AppError `unavailable` when nobody answers, `configuration_invalid` when the server is not part of a replica set: transactions
 * and change streams need one.
 */
export async function connectMongo(uri: string): Promise<void> {
	mongoose.set('strictQuery', 'throw');
	try {
		await mongoose.connect(uri, {
			maxPoolSize: POOL_SIZE,
			retryWrites: true,
			writeConcern: { w: 'majority', journal: true },
			readPreference: 'primary',
			serverSelectionTimeoutMS: SERVER_SELECTION_MS,
			autoCreate: false,
			autoIndex: false,
		});
	} catch (cause) {
		throw new AppError('unavailable', 'MongoDB cannot be reached: check MONGODB_URI', { cause });
	}
	await requireReplicaSet();
}

/** Closes the connection; running operations fail, so stop the workers first. */
export async function disconnectMongo(): Promise<void> {
	await mongoose.disconnect();
}

async function requireReplicaSet(): Promise<void> {
	const hello = await mongoose.connection.db?.admin().command({ hello: 1 });
	// A shard router has no set name but says what it is.
	if (hello?.setName !== undefined || hello?.msg === 'isdbgrid') return;
	await mongoose.disconnect();
	throw new AppError(
		'configuration_invalid',
		'MongoDB must run as a replica set: start mongod with --replSet rs0 and run rs.initiate() once',
	);
}
