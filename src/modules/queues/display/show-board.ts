import { z } from 'zod';
import { getOrganisation, labelOf } from '../../organisations/index.ts';
import { lineOf } from '../line/line-of.ts';
import { branchOf } from '../queue/find-queue.ts';
import type { Within } from '../queue/within.ts';
import { TicketModel } from '../ticket/model.ts';
import { labelSchema } from '../ticket/show-ticket.ts';

/** A board across a room has no more lines. */
const MOST_CALLS = 12;

/** What everyone in the room may read: numbers and counters, nothing about anybody (rule Q15). */
export const boardSchema = z.object({
	organisation: z.string(),
	timezone: z.string(),
	branch: z.object({ id: z.string(), label: labelSchema }),
	at: z.string(),
	calls: z
		.array(
			z.object({
				number: z.string(),
				counter: z.string(),
				counter_label: labelSchema,
				at: z.string(),
				nth: z.int().describe('1 for the first call, 2 for a second one'),
				status: z.enum(['called', 'serving']),
			}),
		)
		.describe('Newest first'),
	waiting: z.int(),
	queues: z.array(z.object({ prefix: z.string(), waiting: z.int() })),
	languages: z.array(z.enum(['fr', 'en', 'wo'])),
});
export type Board = z.output<typeof boardSchema>;

/** The public board of a branch. Throws `not_found`. */
export async function showBoard(within: Within, branchId: string): Promise<Board> {
	const organisation = await getOrganisation(within.org);
	const branch = branchOf(organisation, branchId);
	const counters = new Map(branch.counters.map((counter) => [counter.id, labelOf(counter.names)]));
	const inHand = await TicketModel.find(
		{ org: within.org, hand: { $in: [...counters.keys()] } },
		{ number: 1, hand: 1, status: 1, calls: 1 },
	).lean();
	const queues: Board['queues'] = [];
	for (const { id, prefix, branch: at } of organisation.queues) {
		if (at === branch.id) queues.push({ prefix, waiting: (await lineOf(within, id)).length });
	}
	return {
		organisation: organisation.name,
		timezone: organisation.timezone,
		branch: { id: branch.id, label: labelOf(branch.names) },
		at: within.now.toISOString(),
		calls: inHand
			.flatMap(({ number, hand, status, calls }) => {
				const last = calls.at(-1);
				const label = counters.get(hand ?? '');
				if (last === undefined || label === undefined || hand === null) return [];
				const nth = calls.filter(({ counter }) => counter === last.counter).length;
				return [
					{
						number,
						counter: hand,
						counter_label: label,
						at: last.at.toISOString(),
						nth,
						status: status === 'serving' ? ('serving' as const) : ('called' as const),
					},
				];
			})
			.sort((a, b) => (a.at < b.at ? 1 : -1))
			.slice(0, MOST_CALLS),
		waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
		queues,
		languages: organisation.languages,
	};
}
