import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import type { Desk } from './desk.ts';
import { headsOf, type InLine } from './line-of.ts';
import { rulesOf } from './policies.ts';
import { type Choice, nextOf, remember, type Why } from './policy.ts';
import { newQueueLife, type QueueLife, QueueModel, queueKey } from './queue-model.ts';

/**
 * An appointment that would be late after one more call goes first. Here, where nobody needs the whole line, one more call is taken to
 * last so long.
 */
const PACE_MS = 3 * 60_000;

/** Between the queues of one counter: what each policy puts first for a reason of its own, then whoever has waited longest. */
const BEFORE_OTHERS: readonly Why[] = ['front', 'emergency'];

export interface Chosen {
	choice: Choice<InLine>;
	life: QueueLife;
}

/** Whom a counter calls next from all its queues, each by its own policy; null when nobody can be called. */
export async function chooseNext(scene: Scene, desk: Desk): Promise<Chosen | null> {
	const heads: InLine[] = [];
	for (const { queue, services } of desk.queues) heads.push(...(await headsOf(scene, queue, services)));
	if (heads.length === 0) return null;
	const lives = await QueueModel.find({ org: scene.org, _id: { $in: heads.map(({ queue }) => queueKey(scene.org, queue)) } })
		.session(scene.db)
		.lean();
	const choices = desk.queues.flatMap(({ queue }): Chosen[] => {
		const life = lives.find((one) => one.queue === queue.id) ?? newQueueLife(scene.org, queue.id);
		const waiting = heads.filter((head) => head.queue === queue.id);
		const rules = rulesOf(queue, desk.organisation.settings);
		const choice = nextOf(waiting, life.memory, rules, scene.now.getTime(), PACE_MS);
		return choice === null ? [] : [{ choice, life }];
	});
	const [next] = choices.sort((a, b) => rank(a) - rank(b) || a.choice.ticket.from - b.choice.ticket.from);
	return next ?? null;
}

/**
 * Remembers the call in the queue's row. It is written on the condition that nobody else has called from this queue since it was read:
 * two counters never decide on the same memory.
 */
export async function rememberCall(scene: Scene, { choice, life }: Chosen): Promise<number> {
	const memory = remember(life.memory, choice, scene.now.getTime());
	const { matchedCount } = await QueueModel.updateOne(
		{ _id: life._id, org: scene.org, version: life.version },
		{ $set: { memory }, $inc: { calls: 1, version: 1 } },
		{ session: scene.db },
	);
	if (matchedCount === 0) throw new AppError('conflict', 'the queue has just moved on');
	return life.calls + 1;
}

function rank({ choice }: Chosen): number {
	const first = BEFORE_OTHERS.indexOf(choice.why);
	return first === -1 ? BEFORE_OTHERS.length : first;
}
