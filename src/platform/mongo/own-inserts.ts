/** Rows of this process that its change stream has not told of yet; beyond it the oldest are forgotten, which costs a needless look. */
const MOST_REMEMBERED = 10_000;

const watched = new Set<string>();
const own = new Set<string>();

/** From now on the rows this process inserts into these collections are remembered until the stream tells of them. */
export function rememberOwnInserts(collections: readonly string[]): void {
	for (const collection of collections) watched.add(collection);
}

/** Call before the rows are inserted: the stream may be faster than the answer. */
export function noteInserts(collection: string, rows: readonly { _id: string }[]): void {
	if (!watched.has(collection)) return;
	for (const { _id } of rows) own.add(_id);
	for (const id of own) {
		if (own.size <= MOST_REMEMBERED) return;
		own.delete(id);
	}
}

/** Whether this process inserted the row; true once. */
export function isOwnInsert(id: unknown): boolean {
	return typeof id === 'string' && own.delete(id);
}
