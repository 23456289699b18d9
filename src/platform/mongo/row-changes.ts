import mongoose, { type ClientSession, type Model, type mongo } from 'mongoose';
import { AppError } from '../errors.ts';
import { isDuplicate } from './is-duplicate.ts';

type Row = { _id: string; org: string } & mongo.Document;

/** A conditional change of one row of a transaction. The row must be as `filter` wants it, or the transaction is abandoned. */
export interface RowChange {
	filter: { _id: string; org: string } & mongo.Filter<Row>;
	update: { $set: mongo.Document; $unset?: Record<string, true> };
	/** What is thrown when the row is not as `filter` wants it; unset: `OutOfDate`. */
	gone?(): Error;
}

/** What was read outside a transaction is no longer so: whoever decided on it decides again, on what is read within one. */
export class OutOfDate extends AppError {
	constructor(message = 'a row has changed meanwhile', options: { field?: string } = {}) {
		super('conflict', message, options);
		this.name = 'OutOfDate';
	}
}

/** The changes of one transaction, kept until just before its commit. */
export class RowChanges {
	readonly #byKey = new Map<string, { collection: string; change: RowChange }>();

	/** A second change of a row builds on the first: they are written as one, on the first one's condition. */
	add<T extends Row>({ collection }: Model<T>, change: RowChange): void {
		const key = keyOf(collection.name, change.filter._id);
		const known = this.#byKey.get(key)?.change;
		this.#byKey.set(key, { collection: collection.name, change: known === undefined ? change : merged(known, change) });
	}

	has<T extends Row>({ collection }: Model<T>, id: string): boolean {
		return this.#byKey.has(keyOf(collection.name, id));
	}

	/**
	 * Makes the changes of several transactions that have become one, in the order in which they were asked for: one operation for each
	 * collection. Throws a change's own error when it is the only one of its collection, else `OutOfDate`, because then nobody knows
	 * which it was.
	 */
	static async apply(db: ClientSession, all: readonly RowChanges[]): Promise<void> {
		const byCollection = Map.groupBy(
			all.flatMap((one) => [...one.#byKey.values()]),
			({ collection }) => collection,
		);
		for (const [name, changes] of byCollection) {
			const rows = mongoose.connection.getClient().db(mongoose.connection.name).collection<Row>(name);
			const operations = changes.map(({ change: { filter, update } }) => ({ updateOne: { filter, update } }));
			const { matchedCount } = await rows.bulkWrite(operations, { session: db, ordered: true, ignoreUndefined: true }).catch((error) => {
				throw isDuplicate(error) ? new OutOfDate('a unique key is taken meanwhile') : error;
			});
			if (matchedCount === changes.length) continue;
			const [only] = changes;
			throw (changes.length === 1 ? only?.change.gone?.() : undefined) ?? new OutOfDate();
		}
	}
}

function merged(first: RowChange, { update }: RowChange): RowChange {
	const $set = { ...first.update.$set, ...update.$set };
	const $unset = { ...first.update.$unset, ...update.$unset };
	for (const field of Object.keys(update.$set)) delete $unset[field];
	for (const field of Object.keys(update.$unset ?? {})) delete $set[field];
	return { ...first, update: { $set, ...(Object.keys($unset).length === 0 ? {} : { $unset }) } };
}

function keyOf(collection: string, id: string): string {
	return `${collection} ${id}`;
}
