import type { Scene } from '../../../conversation/scene/scene.ts';
import type { Desk } from '../counter/desk.ts';
import { type QueueLife, QueueModel } from '../queue/model.ts';
import { writableLifeOf } from '../queue/queue-life.ts';
import { nowOf } from '../queue/within.ts';
import { firstKept, keptTickets } from './keep-place.ts';
import { headsOf, type InLine } from './line-of.ts';
import { rulesOf } from './policies.ts';
import { type Choice, type Line, memoriesAfter, nextAmong } from './policy.ts';

/**
 * An appointment that would be late after one more call goes first. Here, where nobody needs the whole line, one more call is taken to
 * last so long.
 */
const PACE_MS = 3 * 60_000;

export interface Chosen {
	choice: Choice<InLine>;
	/** Everything that was chosen from. */
	lines: (Line<InLine> & { life: QueueLife })[];
}

/**
 * Whom a counter calls next from all its queues, which it serves as one merged line (`nextAmong`); null when nobody can be called.
 * A queue's life is read before its line: whoever was called from it in between has moved the life on.
 */
export async function chooseNext(scene: Scene, desk: Desk): Promise<Chosen | null> {
	const within = nowOf(scene);
	const lines: Chosen['lines'] = [];
	const places = await keptTickets(scene, desk.session);
	// Those who have gone since are not looked for again.
	desk.session.reserved = places.map(({ _id }) => _id);
	const kept = firstKept(places);
	for (const { queue, services } of queuesWith(kept, desk)) {
		const life = await writableLifeOf(within, queue.id);
		const heads = await headsOf(within, queue, services);
		const waiting = kept?.queue === queue.id ? [...heads, kept] : heads;
		lines.push({ life, waiting, memory: life.memory, rules: rulesOf(queue, desk.organisation.settings) });
	}
	const choice = nextAmong(lines, scene.now.getTime(), PACE_MS);
	return choice === null ? null : { choice, lines };
}

/** Whoever's place is kept here comes from their own queue, though the counter may not call from it any more. */
function queuesWith(kept: InLine | null, { organisation, queues }: Desk): Desk['queues'] {
	if (kept === null || queues.some(({ queue }) => queue.id === kept.queue)) return queues;
	return [...queues, ...organisation.queues.filter(({ id }) => id === kept.queue).map((queue) => ({ queue, services: [] }))];
}

/**
 * Remembers the call in the rows of the queues it was a call of. They are written on the condition that nobody else has called from them
 * since they were read: two counters never decide on the same memory.
 */
export function rememberCall(scene: Scene, { choice, lines }: Chosen): void {
	memoriesAfter(lines, choice, scene.now.getTime()).forEach((memory, i) => {
		const life = lines[i]?.life;
		if (life === undefined || (memory === life.memory && i !== choice.line)) return;
		const calls = i === choice.line ? life.calls + 1 : life.calls;
		scene.change(QueueModel, {
			filter: { _id: life._id, org: scene.org, version: life.version },
			update: { $set: { memory, calls, version: life.version + 1 } },
		});
	});
}
