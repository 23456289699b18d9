import type { ClientSession } from 'mongoose';
import { AppError } from '../../platform/errors.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import type { InboxItem } from '../input.ts';
import { InboxModel } from './model.ts';

/**
 * Marks the item done in the turn's own transaction: this conditional flip is what makes an input take effect exactly once (I2). Throws
 * AppError `lease_lost` when another process has finished it already; the transaction must then be abandoned.
 */
export async function finishItem(db: ClientSession, item: InboxItem, now: Date, heard?: string): Promise<void> {
	const done = { $set: { state: 'done' as const, doneAt: now, ...(heard === undefined ? {} : { heard }) } };
	const { matchedCount } = await rowsOf(InboxModel).updateOne({ _id: item._id, org: item.org, state: 'pending' }, done, { session: db });
	if (matchedCount === 0) throw new AppError('lease_lost', 'the input was applied by another process');
}
