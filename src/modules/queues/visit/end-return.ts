import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { endAbsence } from '../day/close-line.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { mayComeBack } from './return-ticket.ts';

/** The minutes to come back are over; the calls may not be. */
export async function endReturn(scene: Scene, { ticket: id }: { ticket: string }): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.status !== 'no_show' || !ticket.live) return;
	if (await mayComeBack(scene, ticket)) {
		const { settings } = await getOrganisation(scene.org);
		scene.setTimer({
			key: `${ticketTimers(id)}return`,
			kind: KINDS.returnOver,
			fireAt: minutesAfter(scene.now, settings.queue_return_minutes),
			data: { ticket: id },
		});
		return;
	}
	await endAbsence(scene, ticket);
}
