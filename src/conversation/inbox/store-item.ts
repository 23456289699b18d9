import { coalesce } from '../../platform/coalesce.ts';
import { duplicatesOf } from '../../platform/mongo/duplicates-of.ts';
import { noteInserts } from '../../platform/mongo/own-inserts.ts';
import type { InboxItem } from '../input.ts';
import { InboxModel } from './model.ts';

/** While one batch waits for the journal the next one gathers; a second lets a message that comes just after not wait for all of it. */
const AT_ONCE = 2;

/**
 * Stores an input outside any transaction, with majority and journal (I1). False: it was there already (rule X1). Inputs that come at the
 * same time are one command and one wait for the journal.
 */
export const storeItem: (item: InboxItem) => Promise<boolean> = coalesce(storeAll, { atOnce: AT_ONCE });

async function storeAll(items: readonly InboxItem[]): Promise<boolean[]> {
	noteInserts(InboxModel.collection.name, items);
	const rows = items.map((item) => Object.fromEntries(Object.entries(item)));
	try {
		await InboxModel.collection.insertMany(rows, { ordered: false, ignoreUndefined: true });
		return items.map(() => true);
	} catch (error) {
		const duplicates = duplicatesOf(error);
		if (duplicates === null) throw error;
		return items.map((_, i) => !duplicates.has(i));
	}
}
