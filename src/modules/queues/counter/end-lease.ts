import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { TIMER } from '../actors.ts';
import { letKeptGo } from '../line/keep-place.ts';
import { tellClient } from '../notices/tell-client.ts';
import { watchPause } from '../notices/tell-pause.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { comeBack } from '../visit/return-ticket.ts';
import { freeCounter } from './desk.ts';
import { counterPlaceOf, queuesOfCounter, sessionOf } from './find-counter.ts';
import { nobodyCame } from './mark-no-show.ts';
import { CounterModel, counterKey } from './model.ts';

/** The page of a counter with a ticket in hand gives a sign of life every 45 s: with several missing, nobody is there. */
const SILENT_MINUTES = 3;
/** Of a shorter lease so much: what was seen right after the call says nothing of its end. */
const SILENT_SHARE = 0.8;

/**
 * The lease of a call is over. A counter that gave no sign of life lately has crashed: the ticket is next again, once (rule Q11). One
 * that is there and still waits for the person: that is an absence. Nobody is stuck in `called`.
 */
export async function endLease(scene: Scene, data: { ticket: string; counter: string }): Promise<void> {
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
	const { branch, counter } = await counterPlaceOf(scene.org, data.counter);
	watchPause(scene, queuesOfCounter(organisation, branch, counter, null));
	const back = await comeBack(scene, ticket, { by: TIMER, cause: 'counter_silent', putBack: true });
	await tellClient(scene, back, 'ticket.put_back');
}
