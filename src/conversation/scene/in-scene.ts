import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import { OutOfDate } from '../../platform/mongo/row-changes.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import { wakeLane } from '../lane/wake.ts';
import { commitTogether } from './commit-together.ts';
import { type Gathered, gather, type OpenScene, type SceneOptions } from './gather.ts';
import type { InScene } from './scene.ts';
import { writeGathered } from './write-gathered.ts';

export type { OpenScene, SceneOptions } from './gather.ts';

export interface RunSceneOptions extends SceneOptions {
	/**
	 * Runs after `work` and before what the scene gathered is written, in the same transaction: a turn flips its inbox item, updates its
	 * contact and queues its messages here. Repeatable like `work`; may still emit, tell and set timers.
	 */
	beforeCommit?(scene: OpenScene): Promise<void>;
}

export type RunScene = <T>(options: RunSceneOptions, work: (scene: OpenScene) => Promise<T>) => Promise<T>;

/**
 * Opens scenes: one transaction for everything a turn, an API call or a timer changes (I4). What a scene gathered is written after its
 * `work`. A scene that has done nothing in its own transaction until then shares one with others that end at the same moment. One that
 * decided on what it read outside, and finds that changed, is run again with its reads inside, where the rows decide between it and others.
 */
export function createRunScene(deps: { clock: Clock; newId: NewId }): RunScene {
	const together = commitTogether(deps);
	return async (options, work) => {
		const cause = options.cause ?? deps.newId();
		let gathered: Gathered | undefined;
		const run = (inside: boolean) =>
			inTransaction(async (db) => {
				gathered = gather(deps, db, { ...options, cause, inside });
				const { scene } = gathered;
				const worked = await work(scene);
				await options.beforeCommit?.(scene);
				if (gathered.usedDb() || !(await together(gathered))) await writeGathered(deps, db, [gathered]);
				return worked;
			});
		const result = await run(false).catch((error: unknown) => {
			if (!(error instanceof OutOfDate)) throw error;
			return run(true);
		});
		if (gathered !== undefined) wake(gathered);
		return result;
	};
}

/** The scene of everything but turns. */
export function createInScene(deps: { clock: Clock; newId: NewId }): InScene {
	return createRunScene(deps);
}

function wake({ told, afterCommit }: Gathered): void {
	for (const item of told) wakeLane(item.org, item.contact);
	for (const work of afterCommit) work();
}
