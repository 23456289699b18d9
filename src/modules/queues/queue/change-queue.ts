import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { closeLine } from '../day/close-line.ts';
import { closingTimer, KINDS } from '../ticket/timer-keys.ts';
import type { Place } from './find-queue.ts';
import { type QueueLife, QueueModel, type QueueStatus } from './model.ts';
import { localDay } from './opening.ts';
import { lifeOf } from './queue-life.ts';

const MAX_REASON = 120;
/** Nobody serves on in a line that was closed by hand: its overtime is long over. */
const NO_OVERTIME = new Date(0);

/**
 * Opens, pauses, winds down or closes a queue, for today. Closing tells everyone who waits, and leaves them a right to be first on the
 * next day (rule Q10). The row must be there (`writableLifeOf`).
 */
export async function changeQueue(
	scene: Scene,
	place: Place,
	change: { to: QueueStatus; reason?: string | undefined },
): Promise<QueueLife> {
	const { queue, organisation } = place;
	const life = await lifeOf(scene, queue.id);
	const next = await QueueModel.findOneAndUpdate(
		{ _id: life._id, org: scene.org, version: life.version },
		{
			$set: {
				status: change.to,
				reason: change.reason?.trim().slice(0, MAX_REASON) || null,
				statusDay: localDay(scene.now, organisation.timezone),
			},
			$inc: { version: 1 },
		},
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (next === null) throw new AppError('conflict', 'the queue has just changed');
	if (change.to === 'closed' && (await closeLine(scene, place))) {
		const data = { queue: queue.id, since: NO_OVERTIME };
		scene.setTimer({ key: closingTimer(queue.id), kind: KINDS.closing, fireAt: scene.now, data });
	}
	scene.emit({
		type: 'queue.status_changed',
		subject: { kind: 'queue', id: queue.id },
		data: { branch: queue.branch, queue: queue.id, from: life.status, to: change.to },
	});
	return next;
}
