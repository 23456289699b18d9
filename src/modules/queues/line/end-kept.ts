import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { sessionOf } from '../counter/find-counter.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { letGo, watchKept } from './keep-place.ts';

/**
 * Somebody has waited for one counter as long as a called ticket may lie there. While it gives signs of life they are next when its
 * hands are free; else they stand in the line again.
 */
export async function endKept(scene: Scene, { ticket: id, counter }: { ticket: string; counter: string }): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.lane !== 'reserved' || ticket.reservedFor !== counter || !ticket.live) return;
	const organisation = await getOrganisation(scene.org);
	const { state, lastSeenAt } = await sessionOf(scene, ticket.branch, counter);
	const silentFrom = minutesAfter(lastSeenAt, organisation.settings.queue_called_lease_minutes);
	if (state === 'open' && silentFrom > scene.now) watchKept(scene, organisation, id, counter);
	else await letGo(scene, ticket);
}
