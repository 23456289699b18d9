import type { ClientSession } from 'mongoose';
import type { NewId } from '../../platform/ids.ts';
import { NewRows } from '../../platform/mongo/new-rows.ts';
import { RowChanges } from '../../platform/mongo/row-changes.ts';
import { writeTimers } from '../timers/write-timers.ts';
import type { Gathered } from './gather.ts';

/**
 * Writes what scenes gathered in one transaction: one operation for each collection, and one after the other by MongoDB's rule. The
 * conditional changes come first, because they may abandon it. Throws what they throw.
 */
export async function writeGathered(deps: { newId: NewId }, db: ClientSession, all: readonly Gathered[]): Promise<void> {
	await RowChanges.apply(
		db,
		all.map(({ changes }) => changes),
	);
	await NewRows.insert(
		db,
		all.map(({ rows }) => rows),
	);
	await writeTimers(
		deps,
		db,
		all.flatMap(({ timers }) => timers),
	);
}
