import type { Scene } from '../../../conversation/scene/scene.ts';
import type { Place } from '../queue/find-queue.ts';
import { QueueModel, queueKey } from '../queue/model.ts';
import { writableLifeOf } from '../queue/queue-life.ts';

/**
 * With fewer places left than can be asked for at once (six processes of sixteen transactions) those who join write the queue's row: they
 * meet there, and the last place is given once.
 */
const JOINING_AT_ONCE = 96;

/** Whether one more fits in the queue. */
export async function hasRoom(scene: Scene, { queue }: Place, waiting: number): Promise<boolean> {
	if (waiting >= queue.capacity) return false;
	if (queue.capacity - waiting > JOINING_AT_ONCE) return true;
	await writableLifeOf({ org: scene.org }, queue.id);
	await QueueModel.updateOne({ _id: queueKey(scene.org, queue.id), org: scene.org }, { $inc: { version: 1 } }, { session: scene.db });
	return true;
}
