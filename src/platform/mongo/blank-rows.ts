import mongoose, { type ClientSession, type Model, type mongo } from 'mongoose';
import { AppError } from '../errors.ts';

/** What is taken out of rows when a person is erased (rule X9). Paths are dotted; `$[]` stands for every item of a list. */
export interface Blanks {
	/** Texts that become empty. */
	texts?: readonly string[];
	/** Fields that go away. */
	gone?: readonly string[];
	/** Objects of any shape that become empty. */
	emptied?: readonly string[];
	/** Their `version` grows, so that nothing that was read before is written back. */
	versioned?: boolean;
	/** What changes with it. */
	set?: Record<string, unknown>;
}

type Row = mongo.Document & { _id: string };

/**
 * Blanks at most `most` of the rows that still hold something, and gives their ids: fewer than `most` means that none is left. A row stays
 * with its id, its status and its times, and a blank one is not met again, so that whatever is broken off is finished by asking again.
 * `which` must name the tenant: `org`, or whose client the row's person is.
 */
export async function blankRows<T extends { _id: string }>(
	model: Model<T>,
	which: ({ org: string | { $in: string[] } } | { 'client.org': string }) & Record<string, unknown>,
	{ texts = [], gone = [], emptied = [], versioned = false, set = {} }: Blanks,
	{ db, most }: { db: ClientSession; most: number },
): Promise<string[]> {
	const rows = collectionOf(model.collection.name);
	const holds = [
		...texts.map(isWritten),
		...gone.map((path) => ({ [path]: { $exists: true } })),
		...emptied.map((path) => ({ [path]: { $exists: true, $ne: {} } })),
	];
	const found = await rows
		.find({ $and: [which, { $or: holds }] }, { session: db, projection: { _id: true } })
		.limit(most)
		.toArray();
	const ids = found.map(({ _id }) => _id);
	if (ids.length === 0) return [];
	// One path after the other: a path that a row does not have must not be made there.
	for (const path of texts) await rows.updateMany({ _id: { $in: ids }, ...isWritten(path) }, { $set: { [path]: '' } }, { session: db });
	for (const path of emptied)
		await rows.updateMany({ _id: { $in: ids }, [path]: { $exists: true } }, { $set: { [path]: {} } }, { session: db });
	const rest = {
		...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone.map((path) => [path, true])) }),
		...(versioned ? { $inc: { version: 1 } } : {}),
		...(Object.keys(set).length === 0 ? {} : { $set: set }),
	};
	if (Object.keys(rest).length > 0) await rows.updateMany({ _id: { $in: ids } }, rest, { session: db });
	return ids;
}

function isWritten(path: string): Record<string, { $gt: string }> {
	return { [plain(path)]: { $gt: '' } };
}

function plain(path: string): string {
	return path.replaceAll('.$[]', '');
}

/** Without mongoose's casting: paths through values of many shapes are none of its business. */
function collectionOf(name: string): mongo.Collection<Row> {
	const { db } = mongoose.connection;
	if (db === undefined) throw new AppError('unavailable', 'the database is not connected');
	return db.collection<Row>(name);
}
