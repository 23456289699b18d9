import { rowById } from '../../../platform/mongo/row-by-id.ts';
import { rowsOf } from '../../../platform/mongo/rows-of.ts';
import type { Branch, Organisation } from '../../organisations/index.ts';
import { newQueueLife, type QueueLife, QueueModel, type QueueStatus, queueKey } from './model.ts';
import { localDay, opensAfterToday, opensAt } from './opening.ts';
import { unlessThere } from './unless-there.ts';
import type { Within } from './within.ts';

type Where = Pick<Within, 'org' | 'db'>;

const queueRows = rowsOf(QueueModel);
const findLife = rowById<QueueLife>((filter, options) => queueRows().find(filter, options).toArray());

/** The life of a queue; as it begins when nobody has touched it yet. */
export async function lifeOf(within: Where, queue: string): Promise<QueueLife> {
	return (await findLife(within, queueKey(within.org, queue))) ?? newQueueLife(within.org, queue);
}

/**
 * The life of a queue whose row is going to be written: made when it is not there yet, outside any transaction. Made inside one, the first
 * two who come would refuse each other.
 */
export async function writableLifeOf(within: Where, queue: string): Promise<QueueLife> {
	const known = await findLife(within, queueKey(within.org, queue));
	if (known !== null) return known;
	const life = newQueueLife(within.org, queue);
	await unlessThere(() => QueueModel.create(life));
	return life;
}

/** What the staff said of the queue holds for the day on which they said it. */
export function statusOf(life: QueueLife, organisation: Organisation, now: Date): { status: QueueStatus; reason: string | null } {
	const stale = life.statusDay !== null && life.statusDay !== localDay(now, organisation.timezone);
	return stale ? { status: 'open', reason: null } : { status: life.status, reason: life.reason };
}

/** When tickets are given again, by the hours and by what the staff said: a queue that they closed stays so for the day. */
export function opensNext(
	life: QueueLife,
	{ organisation, branch }: { organisation: Organisation; branch: Branch },
	now: Date,
): Date | null {
	const { status } = statusOf(life, organisation, now);
	const closed = status === 'closed' || status === 'closing';
	return closed ? opensAfterToday(organisation, branch, now) : opensAt(organisation, branch, now);
}
