import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { FOLDS } from './prepare.ts';

const LEARNER = new URL('./learner.ts', import.meta.url);
const learnt = z.object({ fold: z.int(), bytes: z.instanceof(Uint8Array) });

/**
 * The model of each fold and, last, the one of all examples: learnt beside each other, on as many threads as the machine has processors,
 * the same bytes however many these are.
 */
export async function learnFolds(): Promise<Buffer[]> {
	const models: Buffer[] = [];
	const folds = Array.from({ length: FOLDS + 1 }, (_, fold) => fold);
	const threads = Math.min(folds.length, availableParallelism());
	await Promise.all(
		Array.from({ length: threads }, (_, thread) =>
			learnOn(
				folds.filter((fold) => fold % threads === thread),
				models,
			),
		),
	);
	return models;
}

function learnOn(folds: readonly number[], models: Buffer[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(LEARNER, { workerData: folds });
		worker.on('message', (said: unknown) => {
			const { fold, bytes } = learnt.parse(said);
			models[fold] = Buffer.from(bytes);
		});
		worker.once('error', reject);
		worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`learning ended with ${code}`))));
	});
}
