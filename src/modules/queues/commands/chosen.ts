import type { CommandResult } from '../../../conversation/command.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation, hostedScene, labelOf } from '../../organisations/index.ts';
import { branchOf } from '../queue/find-queue.ts';
import type { Facts } from '../ticket/facts.ts';
import { type Picked, pick, ticketsOf } from '../ticket/find-ticket.ts';
import type { Ticket } from '../ticket/model.ts';
import { clientOf } from './parts.ts';

/** Finds the ticket that is meant and acts on it in the organisation it is at. */
export async function chosen(
	scene: Scene,
	which: { named?: string | null | undefined; fits: (ticket: Ticket) => boolean },
	act: (visited: Scene, ticket: Ticket) => Promise<CommandResult>,
): Promise<CommandResult> {
	const picked = pick(await ticketsOf(clientOf(scene), scene.db), which.named, which.fits);
	if (picked.kind === 'none') return { outcome: 'none' };
	if (picked.kind === 'several') return { outcome: 'several', data: await severalFacts(picked) };
	return act(await hostedScene(scene, picked.ticket.org), picked.ticket);
}

/** Those that can still be served. */
export const live = (ticket: Ticket): boolean => ticket.live;

async function severalFacts({ tickets }: Extract<Picked, { kind: 'several' }>): Promise<Facts> {
	const items = [];
	for (const { _id, org, number, branch: branchId } of tickets) {
		const organisation = await getOrganisation(org);
		const branch = branchOf(organisation, branchId);
		const description = Object.fromEntries(
			Object.entries(labelOf(branch.names)).map(([language, name]) => [language, `${organisation.name} · ${name}`]),
		);
		items.push({ id: _id, label: { fr: number, en: number, wo: number }, description });
	}
	return { count: items.length, items };
}
