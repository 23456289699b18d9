import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODEL_FILE } from '../local/model.ts';
import { train } from '../local/train.ts';

/** What training writes, beside the model. */
const WRITTEN = ['model.bin', 'calibration.json', 'model.metrics.json'] as const;

/** Trains beside the stored classifier and names the files whose bytes would change: none, as long as it was trained from what is there. */
export async function staleFiles(stored: string = join(MODEL_FILE, '..')): Promise<string[]> {
	const fresh = await mkdtemp(join(tmpdir(), 'palabre-training-'));
	try {
		await train(fresh);
		const same = await Promise.all(
			WRITTEN.map(async (name) => (await readFile(join(fresh, name))).equals(await readFile(join(stored, name)))),
		);
		return WRITTEN.filter((_, index) => same[index] !== true);
	} finally {
		await rm(fresh, { recursive: true, force: true });
	}
}
