import type { InScene, Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { QUEUES } from '../actors.ts';
import { tellClient } from '../notices/tell-client.ts';
import { type Ticket, TicketModel } from '../ticket/model.ts';
import { endAbsence } from './close-line.ts';
import { endForgotten } from './end-forgotten.ts';

/** One transaction ends so many tickets (I12). */
const AT_ONCE = 50;

/**
 * A queue that its organisation has taken away leaves tickets that nobody can call, and that would keep their owners from taking another
 * (rule Q13): they end, whatever their day, and their owners hear of it.
 */
export async function endGoneQueue(inScene: InScene, { org, queue }: { org: string; queue: string }): Promise<void> {
	const scene = { org, actor: QUEUES, correlationId: 'queues-gone' };
	while (await inScene(scene, (within) => endSome(within, queue)));
}

async function endSome(scene: Scene, queue: string): Promise<boolean> {
	const left = await TicketModel.find({ org: scene.org, queue, live: true }).limit(AT_ONCE).session(scene.db).lean();
	for (const ticket of left) await endOne(scene, ticket);
	return left.length === AT_ONCE;
}

async function endOne(scene: Scene, ticket: Ticket): Promise<void> {
	if (ticket.status === 'no_show') {
		await endAbsence(scene, ticket);
		return;
	}
	const ended = await endForgotten(scene, ticket, 'queue_gone');
	const { branches } = await getOrganisation(scene.org);
	// News says where: of a branch that is gone too there is nothing to say.
	if (ended.status === 'expired' && branches.some(({ id }) => id === ticket.branch)) await tellClient(scene, ended, 'ticket.cancelled');
}
