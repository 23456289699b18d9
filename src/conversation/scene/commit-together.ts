import { Counter } from 'prom-client';
import { coalesce } from '../../platform/coalesce.ts';
import type { NewId } from '../../platform/ids.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import type { Gathered } from './gather.ts';
import { writeGathered } from './write-gathered.ts';

/** A turn costs one transaction of a few kilobytes: so many are far below any limit of the server. */
const MOST = 16;
/** While one commit waits for the journal the next one gathers; a second lets a scene that ends just after not wait for all of it. */
const AT_ONCE = 2;

const committed = new Counter({
	name: 'palabre_scenes_together_total',
	help: 'Scenes that were written with others of the same moment, or refused and left to themselves',
	labelNames: ['result'],
});

/**
 * Commits scenes that end at the same moment in one transaction: all of them or none (I4). Only for scenes that did nothing in their own
 * transaction. False: it was refused, for whatever reason — one row that had changed refuses all — and each is to be written alone.
 */
export function commitTogether(deps: { newId: NewId }): (gathered: Gathered) => Promise<boolean> {
	const commit = coalesce(
		async (all: readonly Gathered[]): Promise<true[]> => {
			// The scenes that wait for it hold places of their own.
			await inTransaction((db) => writeGathered(deps, db, all), { attempts: 1, atOnce: true });
			return all.map(() => true);
		},
		{ most: MOST, atOnce: AT_ONCE },
	);
	return async (gathered) => {
		const done = await commit(gathered).catch(() => false);
		committed.inc({ result: done ? 'committed' : 'refused' });
		return done;
	};
}
