import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { freeCounter } from '../counter/desk.ts';
import { laneOf } from '../line/lanes.ts';
import { canSnooze } from '../ticket/facts.ts';
import { type Ticket, TicketModel } from '../ticket/model.ts';
import { newPlace } from '../ticket/new-place.ts';
import { ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus, idsOf, updateTicket } from '../ticket/transition.ts';

/**
 * "I am coming, five minutes": slides back behind the next `queue_snooze_places` people of the same lane, once. Whoever was already
 * called is in the line again, and the counter calls another.
 */
export async function snoozeTicket(
	scene: Scene,
	ticket: Ticket,
	by: Actor,
): Promise<{ outcome: 'snoozed' | 'already' | 'not_now'; ticket: Ticket }> {
	if (ticket.snoozed > 0) return { outcome: 'already', ticket };
	if (!canSnooze(ticket)) return { outcome: 'not_now', ticket };
	const lane = laneOf(ticket.class, ticket.priority);
	const effectiveFrom = await behind(scene, ticket, lane);
	const moved = {
		...newPlace(ticket),
		snoozed: ticket.snoozed + 1,
		lane,
		reservedFor: null,
		effectiveFrom,
		presence: ticket.presence === 'arrived' ? 'arrived' : 'on_the_way',
	} as const;
	scene.emit({
		type: 'ticket.moved',
		subject: { kind: 'ticket', id: ticket._id },
		data: { ...idsOf(ticket), cause: 'snoozed', effective_from: effectiveFrom, lane },
	});
	if (ticket.status === 'waiting') return { outcome: 'snoozed', ticket: await updateTicket(scene, ticket, moved) };
	scene.cancelTimers(ticketTimers(ticket._id));
	await freeCounter(scene, ticket.hand, ticket._id);
	return { outcome: 'snoozed', ticket: await changeStatus(scene, ticket, { to: 'waiting', by, cause: 'snoozed', set: moved }) };
}

/** A moment after the last of the next people in the lane; one's own when nobody follows. */
async function behind(scene: Scene, ticket: Ticket, lane: Ticket['lane']): Promise<Date> {
	const { settings } = await getOrganisation(scene.org);
	const next = await TicketModel.find(
		{
			org: scene.org,
			queue: ticket.queue,
			live: true,
			status: 'waiting',
			lane,
			callable: true,
			effectiveFrom: { $gte: ticket.effectiveFrom },
			_id: { $ne: ticket._id },
		},
		{ effectiveFrom: 1 },
	)
		.sort({ effectiveFrom: 1, _id: 1 })
		.limit(settings.queue_snooze_places)
		.session(scene.db)
		.lean();
	const last = next.at(-1);
	return last === undefined ? ticket.effectiveFrom : new Date(last.effectiveFrom.getTime() + 1);
}
