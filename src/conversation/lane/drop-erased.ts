import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import { dropped, INPUT_BLANKS } from '../erase/erase-talk.ts';
import { InboxModel } from '../inbox/model.ts';
import type { InboxItem } from '../input.ts';

/** An input that came for somebody while they were erased, or news of what they left behind: nobody is there to take it. */
export async function dropErased({ _id, org }: InboxItem, now: Date): Promise<void> {
	await inTransaction(async (db) => {
		await InboxModel.updateOne({ _id, org, state: 'pending' }, dropped(now), { session: db });
		await blankRows(InboxModel, { org, _id }, INPUT_BLANKS, { db, most: 1 });
	});
}
