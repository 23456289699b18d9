import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DANGER_MODEL_FILE } from '../learned-danger/model.ts';
import { trainDanger } from '../learned-danger/train.ts';
import { MODEL_FILE } from '../local/model.ts';
import { train } from '../local/train.ts';

/** What each training writes. */
const WRITTEN = ['model.bin', 'calibration.json', 'model.metrics.json'] as const;
/** Each training, with the folder that its files stand in. */
const TRAININGS: readonly { name: string; stored: string; run: (folder: string) => unknown }[] = [
	{ name: 'local', stored: join(MODEL_FILE, '..'), run: train },
	{ name: 'learned-danger', stored: join(DANGER_MODEL_FILE, '..'), run: trainDanger },
];

/** Trains beside the stored models and names the files whose bytes would change: none, as long as they were trained from what is there. */
export async function staleFiles(): Promise<string[]> {
	const stale: string[] = [];
	for (const { name, stored, run } of TRAININGS) {
		const fresh = await mkdtemp(join(tmpdir(), 'palabre-training-'));
		try {
			await run(fresh);
			for (const file of WRITTEN)
				if (!(await readFile(join(fresh, file))).equals(await readFile(join(stored, file)))) stale.push(`${name}/${file}`);
		} finally {
			await rm(fresh, { recursive: true, force: true });
		}
	}
	return stale;
}
