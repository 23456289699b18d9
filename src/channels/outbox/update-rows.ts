import type { mongo } from 'mongoose';
import { coalesce } from '../../platform/coalesce.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';

export interface RowUpdate {
	filter: mongo.Filter<OutboxMessage> & { _id: string; org: string };
	update: mongo.UpdateFilter<OutboxMessage>;
}

const AT_ONCE = 2;

/**
 * Conditional updates of single rows; those that come at the same time are one command. True: it was done. False: nobody knows, because
 * not every row of the batch was as its filter wants it: the caller reads its row again.
 */
export const updateRow: (asked: RowUpdate) => Promise<boolean> = coalesce(updateAll, { atOnce: AT_ONCE });

async function updateAll(asked: readonly RowUpdate[]): Promise<boolean[]> {
	const rows = OutboxModel.collection.conn.collection<OutboxMessage>(OutboxModel.collection.name);
	const { matchedCount } = await rows.bulkWrite(
		asked.map((updateOne) => ({ updateOne })),
		{ ordered: false, ignoreUndefined: true },
	);
	return asked.map(() => matchedCount === asked.length);
}
