import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { CounterModel } from '../counter/model.ts';
import { findPlace, type Place } from '../queue/find-queue.ts';
import { openingAt } from '../queue/opening.ts';
import { closingTimer, KINDS } from '../ticket/timer-keys.ts';
import { closeAtHour, closeLine } from './close-line.ts';

/** Staff often serve on whoever is inside: the line is closed when no counter is open any more, or so long after the hour. */
const OVERTIME_MINUTES = 60;
const ASK_AGAIN_MINUTES = 10;
/** The rest of a long line comes in the next transaction, at once. */
const AT_ONCE_MINUTES = 0;

/**
 * The branch closes (rule Q10), unless its hours say otherwise since. `since`: when it did, for a line that was served on or is closed by
 * several transactions.
 */
export async function closeAfterHours(scene: Scene, { queue, since }: { queue: string; since?: Date | undefined }): Promise<void> {
	const place = await findPlace(scene.org, queue);
	// Gone since: the night ends its tickets.
	if (place === null) return;
	if (since === undefined && isOpen(scene, place)) {
		closeAtHour(scene, place);
		return;
	}
	const began = since ?? scene.now;
	const overtime = scene.now < minutesAfter(began, OVERTIME_MINUTES) && (await anyOpen(scene, place.branch.id));
	const left = overtime || (await closeLine(scene, place));
	if (!left) return;
	scene.setTimer({
		key: closingTimer(queue),
		kind: KINDS.closing,
		fireAt: minutesAfter(scene.now, overtime ? ASK_AGAIN_MINUTES : AT_ONCE_MINUTES),
		data: { queue, since: began },
	});
}

function isOpen({ now }: Scene, { organisation, branch }: Place): boolean {
	return openingAt(organisation, branch, now) !== null;
}

async function anyOpen(scene: Scene, branch: string): Promise<boolean> {
	const open = await CounterModel.findOne({ org: scene.org, branch, state: 'open' }, { _id: 1 }).session(scene.db).lean();
	return open !== null;
}
