import { hostname } from 'node:os';
import mongoose from 'mongoose';
import type { Clock } from './clock.ts';
import { log } from './log.ts';
import { defineModel } from './mongo/define-model.ts';

const BEAT_MS = 15_000;
/** A worker not heard of for this long is taken for dead. */
const SILENT_MS = 60_000;
const FORGET_MS = 24 * 3600 * 1000;

interface WorkerRow {
	_id: string;
	host: string;
	pid: number;
	at: Date;
}

const WorkerModel = defineModel<WorkerRow>(
	'Worker',
	new mongoose.Schema<WorkerRow>({
		_id: { type: String, required: true },
		host: { type: String, required: true },
		pid: { type: Number, required: true },
		at: { type: Date, required: true },
	}),
	{ collection: 'workers', tenant: false },
);

/** Tells the other processes that this worker lives, every 15 s until the returned function is called. Rejects if the first beat fails. */
export async function startHeartbeat(clock: Clock, workerId: string): Promise<() => Promise<void>> {
	const beat = async () => {
		const at = clock.now();
		await WorkerModel.updateOne({ _id: workerId }, { $set: { host: hostname(), pid: process.pid, at } }, { upsert: true });
		await WorkerModel.deleteMany({ at: { $lt: new Date(at.getTime() - FORGET_MS) } });
	};
	await beat();
	const timer = setInterval(() => {
		beat().catch((error: unknown) => log.warn('heartbeat not written', { error }));
	}, BEAT_MS);
	timer.unref();
	return async () => {
		clearInterval(timer);
		await WorkerModel.deleteOne({ _id: workerId });
	};
}

/** Whether some worker was heard of in the last minute. A row of the future is left by a clock that was moved: it says nothing. */
export async function aWorkerLives(clock: Clock): Promise<boolean> {
	const now = clock.now().getTime();
	const row = await WorkerModel.exists({ at: { $gte: new Date(now - SILENT_MS), $lte: new Date(now + SILENT_MS) } });
	return row !== null;
}

/** How many workers were heard of in the last minute; at least one, since somebody asks. */
export async function countWorkers(clock: Clock): Promise<number> {
	const now = clock.now().getTime();
	const count = await WorkerModel.countDocuments({ at: { $gte: new Date(now - SILENT_MS), $lte: new Date(now + SILENT_MS) } });
	return Math.max(1, count);
}
