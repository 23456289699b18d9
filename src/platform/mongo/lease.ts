import { Schema } from 'mongoose';
import type { Clock } from '../clock.ts';
import { defineModel } from './define-model.ts';
import { isDuplicate } from './is-duplicate.ts';

/** The right to do something alone for a while. It ends by itself when its owner dies: lease, never pop (L5). */
export interface Lease {
	owner: string | null;
	until: Date;
}

export const FREE_LEASE: Lease = { owner: null, until: new Date(0) };

/** As part of another row's schema. */
export const leaseSchema = new Schema<Lease>(
	{ owner: { type: String, default: null }, until: { type: Date, required: true } },
	{ _id: false },
);

interface NamedLease {
	_id: string;
	owner: string | null;
	until: Date;
}

const schema = new Schema<NamedLease>({
	_id: { type: String, required: true },
	owner: { type: String, default: null },
	until: { type: Date, required: true },
});

/** Leases on what has no row of its own, by name: one process at a time prepares the database, runs the subscribers… */
export const LeaseModel = defineModel<NamedLease>('Lease', schema, { collection: 'leases', tenant: false });

/** Takes or renews a named lease for `ms`. False: another owner has it. */
export async function holdLease(clock: Clock, name: string, owner: string, ms: number): Promise<boolean> {
	const now = clock.now();
	const free = { _id: name, $or: [{ owner }, { until: { $lte: now } }] };
	const taken = { $set: { owner, until: new Date(now.getTime() + ms) } };
	try {
		await LeaseModel.updateOne(free, taken, { upsert: true });
		return true;
	} catch (error) {
		// The row is there but not free: the upsert met its id.
		if (isDuplicate(error)) return false;
		throw error;
	}
}

/** Gives a named lease back, if it is still ours. */
export async function dropLease(name: string, owner: string): Promise<void> {
	await LeaseModel.updateOne({ _id: name, owner }, { $set: FREE_LEASE });
}
