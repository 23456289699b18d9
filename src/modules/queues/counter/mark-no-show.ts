import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import type { Organisation } from '../../organisations/index.ts';
import { tellClient } from '../notices/tell-client.ts';
import { lifeOf } from '../queue/queue-life.ts';
import { clockTime } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/model.ts';
import { KINDS, ticketTimers } from '../ticket/timer-keys.ts';
import { changeStatus } from '../ticket/transition.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';
import { callsHere } from './recall.ts';

const UNREACHED = 'unreached';
/** Who was absent twice has had their chance (rule Q8). */
const MOST_ABSENCES = 2;
/** A phone that had none of so many calls is off: the next one is an absence, or its ticket would take a counter's time all day (rule Q9). */
const MOST_UNREACHED = 2;

/**
 * Nobody came. Pressed before `queue_no_show_minutes` it is too soon. A client whose phone never had the call was not called: they are
 * set aside and come again, and nothing is counted (`unreached`). Otherwise they may come back for a while and are next (rule Q8).
 */
export async function markNoShow(scene: Scene, desk: Desk): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	if (ticket.status !== 'called') return { outcome: 'too_soon', ticket };
	if (scene.now < noShowAt(ticket, desk.organisation)) return { outcome: 'too_soon', ticket };
	desk.session.ticket = null;
	return nobodyCame(scene, desk.organisation, ticket, desk.by);
}

/** Nobody came to a call: an absence when the person can have known of it, or could not be told again and again. */
export async function nobodyCame(scene: Scene, organisation: Organisation, ticket: Ticket, by: Actor): Promise<Pressed> {
	return wasReached(ticket) || timesUnreached(ticket) >= MOST_UNREACHED
		? { outcome: 'absent', ticket: await passOver(scene, organisation, ticket, by) }
		: { outcome: 'unreached', ticket: await setAside(scene, organisation, ticket, by) };
}

/** From when on an absence may be declared. */
export function noShowAt(ticket: Ticket, { settings }: Organisation): Date {
	const first = ticket.calls.at(-callsHere(ticket))?.at ?? ticket.calledAt ?? ticket.joinedAt;
	return minutesAfter(first, settings.queue_no_show_minutes);
}

/** Someone in the room hears the call; someone elsewhere was called when their phone had it. */
function wasReached(ticket: Ticket): boolean {
	if (ticket.client === null || ticket.presence === 'arrived') return true;
	return ticket.calls.slice(-callsHere(ticket)).some(({ deliveredAt }) => deliveredAt !== null);
}

function timesUnreached({ history }: Ticket): number {
	return history.filter(({ cause }) => cause === UNREACHED).length;
}

/** Records the absence; the second one is the end. */
async function passOver(scene: Scene, organisation: Organisation, ticket: Ticket, by: Actor): Promise<Ticket> {
	const { settings } = organisation;
	const absences = ticket.absences + 1;
	const last = absences >= MOST_ABSENCES || settings.queue_return_minutes === 0;
	const returnBy = last ? null : minutesAfter(scene.now, settings.queue_return_minutes);
	const { calls } = await lifeOf(scene, ticket.queue);
	scene.cancelTimers(ticketTimers(ticket._id));
	const absent = await changeStatus(scene, ticket, {
		to: 'no_show',
		by,
		cause: last ? 'absent_again' : 'absent',
		set: {
			absences,
			live: !last,
			endedAt: scene.now,
			returnBy,
			returnUntilCall: last ? null : calls + settings.queue_return_calls,
		},
	});
	if (returnBy !== null) {
		scene.setTimer({
			key: `${ticketTimers(ticket._id)}return`,
			kind: KINDS.returnOver,
			fireAt: returnBy,
			data: { ticket: ticket._id },
		});
	}
	return tellClient(scene, absent, 'ticket.no_show', { can_return: !last, return_by: clockTime(organisation, returnBy) });
}

/** Puts the unreached aside for as long as an absent person would have: they come back to the front by themselves. */
async function setAside(scene: Scene, organisation: Organisation, ticket: Ticket, by: Actor): Promise<Ticket> {
	const heldUntil = minutesAfter(scene.now, organisation.settings.queue_no_show_minutes);
	scene.cancelTimers(ticketTimers(ticket._id));
	scene.setTimer({ key: `${ticketTimers(ticket._id)}hold`, kind: KINDS.holdOver, fireAt: heldUntil, data: { ticket: ticket._id } });
	return changeStatus(scene, ticket, { to: 'on_hold', by, cause: UNREACHED, set: { heldUntil, lane: 'front' } });
}
