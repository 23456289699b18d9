import type { ClientSession } from 'mongoose';
import { coalesce } from '../coalesce.ts';

/** Where a row is: its organisation, and the transaction when there is one. A scene fits. */
interface Within {
	org: string;
	db?: ClientSession;
}

/** Rows of these organisations with these ids, on the server as `rowsOf` gives it. */
type Find<T> = (filter: { org: { $in: string[] }; _id: { $in: string[] } }, options: { session?: ClientSession }) => Promise<T[]>;

/** While one batch is read the next one gathers; a second lets who asks just after not wait for all of it. */
const AT_ONCE = 2;

/**
 * Reads single rows by id, each in the organisation that is named; null: there is none. Those that are asked for at the same moment
 * outside any transaction are one command. Whoever is given a row shares it: it is not to be changed.
 */
export function rowById<T extends { _id: string; org: string }>(find: Find<T>): (within: Within, id: string) => Promise<T | null> {
	const read = coalesce(
		async (asked: readonly { org: string; id: string }[]): Promise<(T | null)[]> => {
			const filter = { org: { $in: [...new Set(asked.map(({ org }) => org))] }, _id: { $in: [...new Set(asked.map(({ id }) => id))] } };
			const byId = new Map((await find(filter, {})).map((row) => [row._id, row]));
			return asked.map(({ org, id }) => {
				const row = byId.get(id);
				return row?.org === org ? row : null;
			});
		},
		{ atOnce: AT_ONCE },
	);
	return async ({ org, db }, id) => {
		if (db === undefined) return read({ org, id });
		const [row] = await find({ org: { $in: [org] }, _id: { $in: [id] } }, { session: db });
		return row ?? null;
	};
}
