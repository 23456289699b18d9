import { coalesce } from '../../platform/coalesce.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import type { Work } from '../../platform/work/work-pool.ts';
import type { InboxItem } from '../input.ts';
import { InboxModel } from './model.ts';

/** Read at once of one lane; a lane with more is drained again right after. */
const BATCH = 20;
/** Lanes looked at by one query. */
const MOST_LANES = 16;
const inboxRows = rowsOf(InboxModel);

/** The first pending inputs of a lane, in order. Lanes that ask at the same time are one query. */
export const findWaiting: (lane: Work) => Promise<InboxItem[]> = coalesce(findAll, { most: MOST_LANES });

async function findAll(lanes: readonly Work[]): Promise<InboxItem[][]> {
	const orgs = [...new Set(lanes.map(({ org }) => org))];
	const contacts = lanes.map(({ key }) => key);
	const limit = BATCH * lanes.length;
	const rows = await inboxRows()
		.find({ org: { $in: orgs }, contact: { $in: contacts }, state: 'pending' })
		.sort({ _id: 1 })
		.limit(limit)
		.toArray();
	// A long lane may have used up the others' places: each is asked for itself.
	if (rows.length === limit && lanes.length > 1) return Promise.all(lanes.map((lane) => findOne(lane)));
	return lanes.map(({ org, key }) => rows.filter((row) => row.org === org && row.contact === key).slice(0, BATCH));
}

async function findOne({ org, key }: Work): Promise<InboxItem[]> {
	return inboxRows().find({ org, contact: key, state: 'pending' }).sort({ _id: 1 }).limit(BATCH).toArray();
}
