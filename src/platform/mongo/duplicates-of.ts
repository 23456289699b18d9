import mongoose from 'mongoose';

const { MongoBulkWriteError } = mongoose.mongo;
const DUPLICATE_KEY = 11000;

/**
 * Which operations of an unordered bulk write met a row that was there already, by their place; all the others were done. Null: it failed
 * for another reason, which says nothing about any of them.
 */
export function duplicatesOf(error: unknown): ReadonlySet<number> | null {
	if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) return null;
	const refused = [error.writeErrors].flat();
	if (refused.length === 0 || refused.some(({ code }) => code !== DUPLICATE_KEY)) return null;
	return new Set(refused.map(({ index }) => index));
}
