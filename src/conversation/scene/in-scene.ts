import type { Clock } from '../../platform/clock.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { NewId } from '../../platform/ids.ts';
import { insertInto } from '../../platform/mongo/insert-rows.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import { insertItems } from '../inbox/put.ts';
import { wakeLane } from '../lane/wake.ts';
import { writeTimers } from '../timers/write-timers.ts';
import { type Gathered, gather, type OpenScene, type SceneOptions } from './gather.ts';
import type { InScene } from './scene.ts';

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
 * Opens scenes: one transaction for everything a turn, an API call or a timer changes (I4). After `work` the new rows, the
 * events, the inputs told to other contacts and the timers are written, one operation for each kind. The order of operations within a transaction is sequential by MongoDB's rule.
 */
export function createRunScene(deps: { clock: Clock; newId: NewId }): RunScene {
	return async (options, work) => {
		const cause = options.cause ?? deps.newId();
		let gathered: Gathered | undefined;
		const result = await inTransaction(async (db) => {
			gathered = gather(deps, db, { ...options, cause });
			const { scene } = gathered;
			const worked = await work(scene);
			await options.beforeCommit?.(scene);
			await write(deps, gathered);
			return worked;
		});
		if (gathered !== undefined) wake(gathered);
		return result;
	};
}

/** The scene of everything but turns. */
export function createInScene(deps: { clock: Clock; newId: NewId }): InScene {
	return createRunScene(deps);
}

async function write(deps: { newId: NewId }, { scene, rows, events, told, timers }: Gathered): Promise<void> {
	for (const one of rows.all) await insertInto(one.collection, one.rows, scene.db);
	await appendEvents(scene.db, events);
	await insertItems(scene.db, told);
	for (const [org, plan] of timers) await writeTimers(deps, scene.within(org), plan);
}

function wake({ told, afterCommit }: Gathered): void {
	for (const item of told) wakeLane(item.org, item.contact);
	for (const work of afterCommit) work();
}
