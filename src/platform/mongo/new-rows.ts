import type { Collection, Model } from 'mongoose';

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

	/** By collection, in the order in which they came. */
	get all(): { collection: Collection; rows: Row[] }[] {
		return [...this.#byName.values()].map(({ collection, rows }) => ({ collection, rows: [...rows.values()] }));
	}
}
