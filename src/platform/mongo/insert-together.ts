import type { Model } from 'mongoose';
import { coalesce } from '../coalesce.ts';
import { duplicatesOf } from './duplicates-of.ts';
import { noteInserts } from './own-inserts.ts';

/**
 * Inserts single rows outside any transaction, with majority and journal; those that come at the same time are one command and one wait for
 * the journal. False: a unique key says that the row was there already. A duplicate among others refuses nobody else.
 */
export function insertTogether<T extends { _id: string }>(
	model: Model<T>,
	options: { atOnce?: number } = {},
): (row: T) => Promise<boolean> {
	return coalesce(async (rows: readonly T[]): Promise<boolean[]> => {
		noteInserts(model.collection.name, rows);
		const documents = rows.map((row) => Object.fromEntries(Object.entries(row)));
		try {
			await model.collection.insertMany(documents, { ordered: false, ignoreUndefined: true });
			return rows.map(() => true);
		} catch (error) {
			const duplicates = duplicatesOf(error);
			if (duplicates === null) throw error;
			return rows.map((_, i) => !duplicates.has(i));
		}
	}, options);
}
