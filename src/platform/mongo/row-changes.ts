import mongoose, { type ClientSession, type Model, type mongo } from 'mongoose';
import { AppError } from '../errors.ts';

type Row = { _id: string; org: string } & mongo.Document;

/** A conditional change of one row of a transaction. The row must be as `filter` wants it, or the transaction is abandoned. */
export interface RowChange {
	filter: { _id: string; org: string } & mongo.Filter<Row>;
	update: { $set: mongo.Document; $unset?: Record<string, true> };
	/** What is thrown when the row is not as `filter` wants it. */
	gone(): Error;
}

/** The changes of one transaction, kept until just before its commit. */
export class RowChanges {
	readonly #changes: { collection: string; change: RowChange }[] = [];

	add<T extends Row>({ collection }: Model<T>, change: RowChange): void {
		this.#changes.push({ collection: collection.name, change });
	}

	/**
	 * Makes the changes of several transactions that have become one: one operation for each collection. Throws a change's own error when it
	 * is the only one of its collection, else `conflict`, because then nobody knows which it was.
	 */
	static async apply(db: ClientSession, all: readonly RowChanges[]): Promise<void> {
		const byCollection = Map.groupBy(
			all.flatMap((one) => one.#changes),
			({ collection }) => collection,
		);
		for (const [name, changes] of byCollection) {
			const rows = mongoose.connection.getClient().db(mongoose.connection.name).collection<Row>(name);
			const operations = changes.map(({ change: { filter, update } }) => ({ updateOne: { filter, update } }));
			const { matchedCount } = await rows.bulkWrite(operations, { session: db, ordered: false, ignoreUndefined: true });
			if (matchedCount === changes.length) continue;
			const [only] = changes;
			throw only !== undefined && changes.length === 1 ? only.change.gone() : new AppError('conflict', 'a row has changed meanwhile');
		}
	}
}
