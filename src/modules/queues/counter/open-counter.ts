import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { letKeptGo } from '../line/keep-place.ts';
import { tellClient } from '../notices/tell-client.ts';
import { watchPause } from '../notices/tell-pause.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { comeBack } from '../visit/return-ticket.ts';
import { type Desk, mayTakeOver, type Pressed, requireOwn } from './desk.ts';
import { CounterModel, NOBODY_THERE } from './model.ts';

const MAX_REASON = 120;

/**
 * An agent sits down, also where another went without closing. Throws `conflict` when another has the counter, or when the agent has
 * another counter open.
 */
export async function openCounter(scene: Scene, desk: Desk): Promise<Pressed> {
	const { session, agent } = desk;
	if (!mayTakeOver(session, agent, scene.now)) requireOwn(desk);
	if (session.state === 'open' && session.agent === agent.id) return { outcome: 'opened', ticket: null };
	const elsewhere = agent.shared
		? null
		: await CounterModel.findOne({ org: scene.org, agent: agent.id, _id: { $ne: session._id } })
				.session(scene.reads.db ?? null)
				.lean();
	if (elsewhere !== null) throw new AppError('conflict', `you have counter ${elsewhere.counter} open`, { field: 'counter' });
	if (session.agent !== agent.id) await letKeptGo(scene, session);
	session.state = 'open';
	session.agent = agent.id;
	session.agentName = agent.name;
	session.named = !agent.shared;
	session.pauseReason = null;
	session.openedAt = scene.now;
	record(scene, desk, 'opened');
	return { outcome: 'opened', ticket: null };
}

/** No more calls for a while; the ticket in hand stays there, places that are kept here do not. */
export async function pauseCounter(scene: Scene, desk: Desk, reason: string | undefined): Promise<Pressed> {
	requireOwn(desk);
	const { session } = desk;
	if (session.state === 'closed') throw new AppError('conflict', 'the counter is closed', { field: 'state' });
	session.state = 'paused';
	await letKeptGo(scene, session);
	session.pauseReason = reason?.trim().slice(0, MAX_REASON) || null;
	watchPause(scene, desk.queues);
	record(scene, desk, 'paused');
	return { outcome: 'paused', ticket: await inHand(scene, desk) };
}

/** Ends a pause: the counter calls again. Throws `conflict` when it is closed, or another agent's. */
export async function resumeCounter(scene: Scene, desk: Desk): Promise<Pressed> {
	requireOwn(desk);
	const { session } = desk;
	if (session.state === 'closed') throw new AppError('conflict', 'the counter is closed', { field: 'state' });
	session.state = 'open';
	session.pauseReason = null;
	record(scene, desk, 'resumed');
	return { outcome: 'resumed', ticket: await inHand(scene, desk) };
}

/** The agent leaves. Who was called and has not come yet is next again elsewhere; who is being served is served first (`conflict`). */
export async function closeCounter(scene: Scene, desk: Desk): Promise<Pressed> {
	requireOwn(desk);
	const ticket = await inHand(scene, desk);
	if (ticket?.status === 'serving') throw new AppError('conflict', 'somebody is being served', { field: 'ticket' });
	if (ticket !== null) await tellClient(scene, await comeBack(scene, ticket, { by: desk.by, cause: 'counter_closed' }), 'ticket.put_back');
	await letKeptGo(scene, desk.session);
	Object.assign(desk.session, NOBODY_THERE);
	watchPause(scene, desk.queues);
	record(scene, desk, 'closed');
	return { outcome: 'closed', ticket: null };
}

function inHand(scene: Scene, { session }: Desk) {
	return session.ticket === null ? null : findTicket(scene.reads, session.ticket);
}

function record(scene: Scene, { branch, counter, agent, session }: Desk, what: 'opened' | 'paused' | 'resumed' | 'closed'): void {
	scene.emit({
		type: `counter.${what}`,
		subject: { kind: 'counter', id: counter.id },
		data: { branch: branch.id, counter: counter.id, agent: agent.id, reason: session.pauseReason },
	});
}
