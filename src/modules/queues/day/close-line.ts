import type { Scene } from '../../../conversation/scene/scene.ts';
import { QUEUES } from '../actors.ts';
import { tellClient } from '../notices/tell-client.ts';
import type { Place } from '../queue/find-queue.ts';
import { closesAt, localDay } from '../queue/opening.ts';
import { lifeOf, opensNext } from '../queue/queue-life.ts';
import { clockTime, openingLabel } from '../ticket/facts.ts';
import { type Ticket, TicketModel } from '../ticket/model.ts';
import { closingTimer, KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';

/** One transaction ends so many tickets; a longer line is closed by several (I12). */
const AT_ONCE = 50;
const LEFT_BEHIND = ['waiting', 'on_hold'] as const;

/**
 * Ends what still waits in a queue that has closed: everyone is told when it opens again, and has the right to be first then (rule Q10).
 * An absent person's time to come back is over too. Gives whether some are left for another transaction.
 */
export async function closeLine(scene: Scene, place: Place, options: { day?: string } = {}): Promise<boolean> {
	const left = await TicketModel.find({
		org: scene.org,
		queue: place.queue.id,
		live: true,
		status: { $in: [...LEFT_BEHIND, 'no_show'] },
		...(options.day === undefined ? {} : { day: { $lt: options.day } }),
	})
		.limit(AT_ONCE)
		.session(scene.db)
		.lean();
	const opens = opensNext(await lifeOf(scene, place.queue.id), place, scene.now);
	for (const ticket of left) await endUnserved(scene, place, ticket, opens);
	return left.length === AT_ONCE;
}

async function endUnserved(scene: Scene, { organisation }: Place, ticket: Ticket, opens: Date | null): Promise<void> {
	scene.cancelTimers(ticketTimers(ticket._id));
	if (ticket.status === 'no_show') {
		await endAbsence(scene, ticket);
		return;
	}
	const carryUntil = opens === null ? null : localDay(opens, organisation.timezone);
	const expired = await changeStatus(scene, ticket, { to: 'expired', by: QUEUES, cause: 'queue_closed', set: { carryUntil } });
	await tellClient(scene, expired, 'ticket.queue_closed', {
		opens_at: opens?.toISOString(),
		opens_day: carryUntil,
		opens_time: clockTime(organisation, opens),
		opens_label: openingLabel(organisation, opens),
		carried: carryUntil !== null,
	});
}

/** Lays the moment at which a line ends with its branch's day; none when the branch does not open any more today. */
export function closeAtHour(scene: Scene, { organisation, branch, queue }: Place): void {
	const closing = closesAt(organisation, branch, scene.now);
	if (closing !== null) scene.setTimer({ key: closingTimer(queue.id), kind: KINDS.closing, fireAt: closing, data: { queue: queue.id } });
}

/** The time to come back is over: the absence stands. */
export async function endAbsence(scene: Scene, ticket: Ticket): Promise<void> {
	await TicketModel.updateOne(
		{ _id: ticket._id, org: scene.org, version: ticket.version },
		{ $set: { live: false, returnBy: null, returnUntilCall: null, updatedAt: scene.now }, $inc: { version: 1 } },
		{ session: scene.db },
	);
	scene.emit({
		type: 'ticket.moved',
		subject: { kind: 'ticket', id: ticket._id },
		data: { queue: ticket.queue, branch: ticket.branch, number: ticket.number, day: ticket.day, cause: 'absence_final', live: false },
	});
}
