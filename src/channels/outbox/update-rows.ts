import type { mongo } from 'mongoose';
import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';

export interface RowUpdate {
	filter: mongo.Filter<OutboxMessage> & { _id: string };
	update: mongo.UpdateFilter<OutboxMessage> | mongo.Document[];
}

const outboxRows = rowsOf(OutboxModel);

/**
 * Makes conditional updates of single rows; those that come at the same time are one command. True: it was done. False: nobody knows, because
 * not every row of the batch was as its filter wants it: the caller reads its row again. One for each purpose, so that those who often
 * miss do not leave in doubt those who never do.
 */
export function rowUpdates(options: { waitMs?: number } = {}): (asked: RowUpdate) => Promise<boolean> {
	return coalesce(async (asked: readonly RowUpdate[]): Promise<boolean[]> => {
		const { matchedCount } = await outboxRows().bulkWrite(
			asked.map((updateOne) => ({ updateOne })),
			{ ordered: false, ignoreUndefined: true },
		);
		return asked.map(() => matchedCount === asked.length);
	}, options);
}
