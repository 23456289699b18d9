import type { InScene, Scene } from '../../../conversation/scene/scene.ts';
import type { Clock } from '../../../platform/clock.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { findOrganisation } from '../../organisations/index.ts';
import { QUEUES } from '../actors.ts';
import { placeOf } from '../queue/find-queue.ts';
import { firstDayOf } from '../queue/opening.ts';
import { TicketModel } from '../ticket/model.ts';
import { closeLine } from './close-line.ts';
import { endForgotten } from './end-forgotten.ts';
import { endGoneQueue } from './end-gone-queue.ts';
import { leaveCounters } from './leave-counters.ts';

/** One run looks at so many queues, those left longest first; the next run, minutes later, takes the rest (I12). */
const MOST_QUEUES = 200;
const CORRELATION = 'queues-night';

/**
 * The night, by each organisation's own clock (rules Q10, X8): what a day left behind ends, but not where a branch is open through it.
 * Whoever still waited has the right to be first; a service nobody ended is over, and its time counts for nothing (rule Q7); counters are
 * nobody's any more.
 */
export async function endDays({ inScene, clock }: { inScene: InScene; clock: Clock }): Promise<void> {
	const now = clock.now();
	const left = await TicketModel.aggregate<{ _id: { org: string; queue: string; branch: string } }>(
		[
			{ $match: { live: true } },
			{ $group: { _id: { org: '$org', queue: '$queue', branch: '$branch' }, oldest: { $min: '$day' } } },
			{ $sort: { oldest: 1 } },
			{ $limit: MOST_QUEUES },
		],
		ACROSS_ORGANISATIONS,
	);
	for (const { _id } of left) {
		const organisation = await findOrganisation(_id.org);
		if (organisation === null) continue;
		if (!organisation.queues.some(({ id }) => id === _id.queue)) {
			await endGoneQueue(inScene, _id);
			continue;
		}
		const place = await placeOf(_id.org, _id.queue);
		const day = firstDayOf(organisation, place.branch, now);
		const scene = { org: _id.org, actor: QUEUES, correlationId: CORRELATION };
		await inScene(scene, (within) => endInHand(within, _id, day));
		while (await inScene(scene, (within) => closeLine(within, place, { day })));
	}
	await leaveCounters(inScene, now);
}

/** Ends what is still in hand from a day before, and empties the hands. */
async function endInHand(scene: Scene, { queue }: { queue: string }, day: string): Promise<void> {
	const inHand = await TicketModel.find({ org: scene.org, queue, live: true, status: { $in: ['called', 'serving'] }, day: { $lt: day } })
		.session(scene.db)
		.lean();
	for (const ticket of inHand) await endForgotten(scene, ticket);
}
