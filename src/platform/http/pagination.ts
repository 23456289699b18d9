import { z } from 'zod';
import { AppError } from '../errors.ts';

const MAX_PAGE = 200;
const DEFAULT_PAGE = 50;

/** The query of every list: spread it into the endpoint's query schema. */
export const pageQuery = {
	limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE).describe('How many to give at most'),
	cursor: z.string().max(512).optional().describe('The next_cursor of the page before'),
};

/** The answer of every list. */
export function pageOf<T extends z.ZodType>(item: T) {
	return z.object({ items: z.array(item), next_cursor: z.string().nullable().describe('null on the last page') });
}

/** An opaque cursor holding where a page ended: the values of its sort keys. */
function encodeCursor(position: readonly (string | number)[]): string {
	return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads a cursor back against the shape its maker gave it. Throws AppError `invalid_input` on field `cursor`. */
export function decodeCursor<T>(cursor: string, shape: z.ZodType<T>): T {
	try {
		return shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
	} catch {
		throw new AppError('invalid_input', 'cursor: not one of ours', { field: 'cursor' });
	}
}

/** Cuts a list that was read with `limit + 1` rows into a page. */
export function toPage<T>(
	rows: T[],
	limit: number,
	position: (last: T) => readonly (string | number)[],
): { items: T[]; next_cursor: string | null } {
	const items = rows.slice(0, limit);
	const last = items.at(-1);
	return { items, next_cursor: rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null };
}

/** The query of a list that is short and held in memory (an organisation's counters): all of it unless told otherwise. */
export const shortListQuery = { ...pageQuery, limit: pageQuery.limit.unwrap().default(MAX_PAGE) };

/** A page of such a list, in its own order. Throws AppError `invalid_input` on field `cursor` when what it names has gone. */
export function pageOfShortList<T extends { id: string }>(
	all: readonly T[],
	{ limit, cursor }: { limit: number; cursor?: string | undefined },
): { items: T[]; next_cursor: string | null } {
	const [after] = cursor === undefined ? [] : decodeCursor(cursor, z.tuple([z.string()]));
	const begin = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
	if (after !== undefined && begin === 0) throw new AppError('invalid_input', 'cursor: what it names has gone', { field: 'cursor' });
	return toPage(all.slice(begin, begin + limit + 1), limit, ({ id }) => [id]);
}
