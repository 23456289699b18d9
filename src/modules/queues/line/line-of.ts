import type { QueueRow } from '../../organisations/index.ts';
import type { Within } from '../queue/within.ts';
import { TicketModel } from '../ticket/model.ts';
import type { Lane } from './lanes.ts';
import type { Waiting } from './policy.ts';

/** A ticket of the line, as far as its place is concerned. */
export interface InLine extends Waiting {
	queue: string;
	service: string;
	callable: boolean;
}

/** The largest capacity that the import file allows (I12). */
const MOST_IN_LINE = 5000;

interface LineRow {
	_id: string;
	queue: string;
	lane: Lane;
	callable: boolean;
	effectiveFrom: Date;
	queuedAt: Date;
	service: string;
}

const FROM_INDEX = { _id: 1, queue: 1, lane: 1, callable: 1, effectiveFrom: 1, queuedAt: 1, service: 1 } as const;

/** Everyone who waits in a queue, in no order; answered by the index `line` alone. */
export async function lineOf(within: Within, queue: string): Promise<InLine[]> {
	const rows = await TicketModel.find({ org: within.org, queue, live: true, status: 'waiting' }, FROM_INDEX)
		.hint('line')
		.limit(MOST_IN_LINE)
		.session(within.db ?? null)
		.lean<LineRow[]>();
	return rows.map(asInLine);
}

/**
 * The first callable ticket of each lane of a queue, for the services a counter does there: one seek in the index for each lane, however
 * long the line is. A counter that does only some of the services reads past the others. Whoever's place is kept at a counter stands in
 * no line.
 */
export async function headsOf(within: Within, queue: QueueRow, services: readonly string[]): Promise<InLine[]> {
	const some = services.length === queue.services.length ? {} : { service: { $in: [...services] } };
	const rows = await TicketModel.aggregate<LineRow>([
		{ $match: { org: within.org, queue: queue.id, live: true, status: 'waiting', callable: true, ...some } },
		{ $sort: { lane: 1, effectiveFrom: 1, _id: 1 } },
		{ $group: { _id: '$lane', ...FIRST } },
		{ $project: { _id: '$ticket', lane: '$_id', queue: 1, callable: 1, effectiveFrom: 1, queuedAt: 1, service: 1 } },
	])
		.hint('line')
		.session(within.db ?? null);
	return rows.filter(({ lane }) => lane !== 'reserved').map(asInLine);
}

const FIRST = {
	ticket: { $first: '$_id' },
	queue: { $first: '$queue' },
	callable: { $first: '$callable' },
	effectiveFrom: { $first: '$effectiveFrom' },
	queuedAt: { $first: '$queuedAt' },
	service: { $first: '$service' },
} as const;

function asInLine({ _id, queue, lane, callable, effectiveFrom, queuedAt, service }: LineRow): InLine {
	return { id: _id, queue, lane, callable, from: effectiveFrom.getTime(), queuedAt: queuedAt.getTime(), service };
}
