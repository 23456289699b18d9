import type { ClientSession, Collection, Model } from 'mongoose';
import { insertInto } from './insert-rows.ts';

type Row = { _id: string };

/** The new rows of one transaction, kept until just before its commit: what becomes of one meanwhile is written with it, once. */
export class NewRows {
	readonly #byName = new Map<string, { collection: Collection; rows: Map<string, Row> }>();

	/** Putting a row with the same id again replaces it. */
	put<T extends Row>({ collection }: Model<T>, row: T): void {
		const known = this.#byName.get(collection.name) ?? { collection, rows: new Map<string, Row>() };
		known.rows.set(row._id, row);
		this.#byName.set(collection.name, known);
	}

	has<T extends Row>({ collection }: Model<T>, id: string): boolean {
		return this.#byName.get(collection.name)?.rows.has(id) === true;
	}

	/** Inserts the rows of several transactions that have become one: one operation for each collection. */
	static async insert(db: ClientSession, all: readonly NewRows[]): Promise<void> {
		const byName = Map.groupBy(
			all.flatMap((one) => [...one.#byName.values()]),
			({ collection }) => collection.name,
		);
		for (const parts of byName.values()) {
			const [first] = parts;
			const rows = parts.flatMap((part) => [...part.rows.values()]);
			if (first !== undefined) await insertInto(first.collection, rows, db);
		}
	}
}
