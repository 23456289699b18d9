import type { Scene } from '../../../conversation/scene/scene.ts';
import type { Place } from '../queue/find-queue.ts';
import { firstDayOf, localDay } from '../queue/opening.ts';
import { TicketModel } from '../ticket/model.ts';
import { nextTicketNumber } from './next-number.ts';

/**
 * The next number of a queue's series. Where a branch is open through midnight the series begins again while people of the evening still
 * wait: a number that one of them has is passed over (rule Q2).
 */
export async function ticketNumber(scene: Scene, { organisation, branch, queue }: Place): Promise<string> {
	const day = localDay(scene.now, organisation.timezone);
	const series = { org: scene.org, branch: branch.id, prefix: queue.prefix, day, now: scene.now };
	const openSinceYesterday = firstDayOf(organisation, branch, scene.now) < day;
	let number = await nextTicketNumber(series);
	while (openSinceYesterday && (await isStillCalled(series, number))) number = await nextTicketNumber(series);
	return number;
}

/** Read outside the scene's transaction: a number that is over at this moment may be passed over too. */
async function isStillCalled({ org, branch, day }: { org: string; branch: string; day: string }, number: string): Promise<boolean> {
	return (await TicketModel.exists({ org, branch, live: true, day: { $lt: day }, number })) !== null;
}
