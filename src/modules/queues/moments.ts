import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { TIMER } from './actors.ts';
import { minutesAfter } from './counter/call-next.ts';
import { closeLine, endAbsence } from './day/close-line.ts';
import { CounterModel, counterKey } from './counter/model.ts';
import { freeCounter } from './counter/desk.ts';
import { placeOf, sessionOf } from './queue/find-queue.ts';
import { findTicket } from './ticket/find-ticket.ts';
import { letGo, letKeptGo, watchKept } from './line/keep-place.ts';
import { nobodyCame } from './counter/mark-no-show.ts';
import { comeBack, mayComeBack, resumeTicket } from './visit/return-ticket.ts';
import { tellClient } from './notices/tell-client.ts';
import { closingTimer, KINDS, ticketTimers } from './ticket/timer-keys.ts';

/** The page of a counter with a ticket in hand gives a sign of life every 45 s: with several missing, nobody is there. */
const SILENT_MINUTES = 3;
/** Of a shorter lease so much: what was seen right after the call says nothing of its end. */
const SILENT_SHARE = 0.8;
/** Staff often serve on whoever is inside: the line is closed when no counter is open any more, or so long after the hour. */
const OVERTIME_MINUTES = 60;
const ASK_AGAIN_MINUTES = 10;
/** The rest of a long line comes in the next transaction, at once. */
const AT_ONCE_MINUTES = 0;

/**
 * The lease of a call is over. A counter that gave no sign of life lately has crashed: the ticket is next again, once (rule Q11). One
 * that is there and still waits for the person: that is an absence. Nobody is stuck in `called`.
 */
export async function onCalledLease(scene: Scene, data: { ticket: string; counter: string }): Promise<void> {
	const ticket = await findTicket(scene, data.ticket);
	if (ticket === null || ticket.status !== 'called' || ticket.hand !== data.counter) return;
	const organisation = await getOrganisation(scene.org);
	const session = await sessionOf(scene, ticket.branch, data.counter);
	const lastCall = ticket.calls.at(-1)?.at ?? ticket.updatedAt;
	const silence = Math.min(SILENT_MINUTES, SILENT_SHARE * organisation.settings.queue_called_lease_minutes);
	const isThere = session.lastSeenAt > lastCall && minutesAfter(session.lastSeenAt, silence) >= scene.now;
	await freeCounter(scene, ticket.hand, ticket._id);
	if (isThere || ticket.putBack) {
		await nobodyCame(scene, organisation, ticket, TIMER);
		return;
	}
	await letKeptGo(scene, session);
	await CounterModel.updateOne(
		{ _id: counterKey(scene.org, data.counter), org: scene.org },
		{ $set: { state: 'paused', pauseReason: null, reserved: [] }, $inc: { version: 1 } },
		{ session: scene.db },
	);
	const back = await comeBack(scene, ticket, { by: TIMER, cause: 'counter_silent', putBack: true });
	await tellClient(scene, back, 'ticket.put_back');
}

/** The minutes to come back are over; the calls may not be. */
export async function onReturnOver(scene: Scene, { ticket: id }: { ticket: string }): Promise<void> {
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

/**
 * Somebody has waited for one counter as long as a called ticket may lie there. While it gives signs of life they are next when its
 * hands are free; else they stand in the line again.
 */
export async function onKeptOver(scene: Scene, { ticket: id, counter }: { ticket: string; counter: string }): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.lane !== 'reserved' || ticket.reservedFor !== counter || !ticket.live) return;
	const organisation = await getOrganisation(scene.org);
	const { state, lastSeenAt } = await sessionOf(scene, ticket.branch, counter);
	const silentFrom = minutesAfter(lastSeenAt, organisation.settings.queue_called_lease_minutes);
	if (state === 'open' && silentFrom > scene.now) watchKept(scene, organisation, id, counter);
	else await letGo(scene, ticket);
}

/** Whoever stepped aside is in the line again, where the hold put them. */
export async function onHoldOver(scene: Scene, { ticket: id }: { ticket: string }): Promise<void> {
	const ticket = await findTicket(scene, id);
	if (ticket === null || ticket.status !== 'on_hold') return;
	await resumeTicket(scene, ticket, { by: TIMER, cause: 'hold_over' });
}

/** The branch closes (rule Q10). */
export async function onClosing(scene: Scene, { queue, since }: { queue: string; since?: Date | undefined }): Promise<void> {
	const place = await placeOf(scene.org, queue);
	const began = since ?? scene.now;
	const overtime = scene.now < minutesAfter(began, OVERTIME_MINUTES) && (await anyOpen(scene, place.branch.id));
	const left = overtime || (await closeLine(scene, place));
	if (!left) return;
	scene.setTimer({
		key: closingTimer(queue),
		kind: KINDS.closing,
		fireAt: minutesAfter(scene.now, overtime ? ASK_AGAIN_MINUTES : AT_ONCE_MINUTES),
		data: { queue, since: began },
	});
}

async function anyOpen(scene: Scene, branch: string): Promise<boolean> {
	const open = await CounterModel.findOne({ org: scene.org, branch, state: 'open' }, { _id: 1 }).session(scene.db).lean();
	return open !== null;
}
