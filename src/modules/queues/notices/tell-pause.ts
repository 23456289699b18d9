import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { queuesOfCounter } from '../counter/find-counter.ts';
import { CounterModel } from '../counter/model.ts';
import { lineOf } from '../line/line-of.ts';
import { findPlace, type Place } from '../queue/find-queue.ts';
import { closesAt } from '../queue/opening.ts';
import { ticketsById } from '../ticket/find-ticket.ts';
import { KINDS, pausedTimer } from '../ticket/timer-keys.ts';
import { tellClient } from './tell-client.ts';

/** A glass of water is no news; after so long the wait that people were told of is not true any more. */
const PAUSE_MINUTES = 5;
/** Nobody further back counts on a call soon. */
const MOST_TOLD = 30;

/** Looks after the queues of a counter that has just stopped calling: soon it is asked whether anybody still calls from them. */
export function watchPause(scene: Scene, queues: readonly { queue: { id: string } }[]): void {
	for (const { queue } of queues) {
		const fireAt = minutesAfter(scene.now, PAUSE_MINUTES);
		scene.setTimer({ key: pausedTimer(queue.id), kind: KINDS.paused, fireAt, data: { queue: queue.id } });
	}
}

/** Nobody calls from a queue for a while: those whose turn was coming hear it, once a visit (rule Q5). After the hours closing speaks. */
export async function tellPause(scene: Scene, { queue }: { queue: string }): Promise<void> {
	const place = await findPlace(scene.org, queue);
	if (place === null || closesAt(place.organisation, place.branch, scene.now) === null || (await anyCalls(scene, place))) return;
	const line = (await lineOf(scene, queue)).sort((a, b) => a.from - b.from).slice(0, MOST_TOLD);
	const tickets = await ticketsById(
		scene,
		line.map(({ id }) => id),
	);
	for (const ticket of tickets) {
		if (ticket.told.paused === true) continue;
		await tellClient(scene, ticket, 'ticket.delayed', { cause: 'paused' }, { paused: true });
	}
}

async function anyCalls(scene: Scene, { organisation, branch, queue }: Place): Promise<boolean> {
	const open = await CounterModel.find({ org: scene.org, branch: branch.id, state: 'open' }, { counter: 1 }).session(scene.db).lean();
	return branch.counters
		.filter(({ id }) => open.some(({ counter }) => counter === id))
		.some((counter) => queuesOfCounter(organisation, branch, counter, null).some((one) => one.queue.id === queue.id));
}
