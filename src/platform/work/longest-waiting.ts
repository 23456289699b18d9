import type { Model } from 'mongoose';
import { ACROSS_ORGANISATIONS } from '../mongo/define-model.ts';
import type { Work } from './work-pool.ts';

/** Rows looked at by one look, to find whose they are: a person with very many cannot make it read them all. */
const MOST_ROWS = 2_000;

/**
 * The contacts that have rows due among those that `waits` picks, of all organisations, those that have waited longest first; without those
 * in `except`.
 */
export function longestWaiting<Row extends { org: string; contact: string; notBefore: Date }>(
	rows: Model<Row>,
	waits: Partial<Row>,
	{ now, limit, except }: { now: Date; limit: number; except: readonly string[] },
): Promise<Work[]> {
	const others = except.length === 0 ? {} : { contact: { $nin: [...except] } };
	return rows.aggregate<Work>(
		[
			{ $match: { ...waits, notBefore: { $lte: now }, ...others } },
			{ $sort: { notBefore: 1 } },
			{ $limit: MOST_ROWS },
			{ $group: { _id: '$contact', org: { $first: '$org' }, since: { $min: '$notBefore' } } },
			{ $sort: { since: 1 } },
			{ $limit: limit },
			{ $project: { _id: 0, key: '$_id', org: 1 } },
		],
		ACROSS_ORGANISATIONS,
	);
}
