import type { InScene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../../platform/mongo/is-duplicate.ts';
import { QUEUES } from '../actors.ts';
import { leaveQueue } from '../visit/leave-queue.ts';
import { type Ticket, TicketModel } from './model.ts';

/** Two contacts of a host that turned out to be one person. */
export interface MergedContacts {
	host: string;
	from: string;
	into: string;
}

/**
 * What the contact that goes had becomes the other's. When both wait for the same service, the place further ahead is kept and the other
 * given up: one live ticket per person and service (rule Q13). Run twice it changes nothing.
 */
export async function mergeClients(inScene: InScene, people: MergedContacts, correlationId: string): Promise<void> {
	const { host, from, into } = people;
	const theirs = { 'client.org': host, 'client.contact': from };
	for (const ticket of await TicketModel.find(theirs, null, ACROSS_ORGANISATIONS).lean<Ticket[]>()) {
		try {
			await become(ticket, into);
		} catch (error) {
			if (!isDuplicate(error)) throw error;
			await keepOne(inScene, ticket, people, correlationId);
			await become(ticket, into);
		}
	}
}

async function become({ _id, org }: Ticket, contact: string): Promise<void> {
	await TicketModel.updateOne({ _id, org }, { $set: { 'client.contact': contact }, $inc: { version: 1 } });
}

async function keepOne(inScene: InScene, { org, service, holder }: Ticket, people: MergedContacts, correlationId: string): Promise<void> {
	await inScene({ org, actor: QUEUES, correlationId }, async (scene) => {
		const same = { org, 'client.org': people.host, 'client.contact': { $in: [people.from, people.into] }, service, holder, live: true };
		const both = await TicketModel.find(same).session(scene.db).lean<Ticket[]>();
		const [, ...others] = both.sort((a, b) => rank(a) - rank(b) || a.effectiveFrom.getTime() - b.effectiveFrom.getTime());
		for (const other of others) await leaveQueue(scene, other, { by: QUEUES, cause: 'merged' });
	});
}

/** Whoever is being served stays; then whoever has been called. */
function rank({ status }: Ticket): number {
	return status === 'serving' ? 0 : status === 'called' ? 1 : 2;
}
