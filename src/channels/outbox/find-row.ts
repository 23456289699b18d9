import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';
import { NEWS_WAIT_MS } from './next-status.ts';

const find = coalesce(findAll, { waitMs: NEWS_WAIT_MS });
const outboxRows = rowsOf(OutboxModel);

/** A message by our own id, whatever its organisation: status callbacks name nothing else. Those that come at the same time are one query. */
export async function findRow(id: string): Promise<OutboxMessage | null> {
	return (await find(id)).row;
}

async function findAll(ids: readonly string[]): Promise<{ row: OutboxMessage | null }[]> {
	const rows = await outboxRows()
		.find({ _id: { $in: [...ids] } })
		.toArray();
	return ids.map((id) => ({ row: rows.find((row) => row._id === id) ?? null }));
}
