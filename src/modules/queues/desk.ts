import type { Actor, InScene, Scene } from '../../conversation/scene/scene.ts';
import { KeyedMutex } from '../../conversation/inbox/keyed-mutex.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { type Account, findAccount } from '../accounts/index.ts';
import type { Branch, Counter, Organisation, QueueRow } from '../organisations/index.ts';
import { CounterModel, type CounterSession, counterKey, PRESSES_KEPT } from './counter-model.ts';
import { counterPlaceOf, ensureCounter, ensureQueues, queuesOfCounter, sessionOf } from './find-queue.ts';
import { findTicket } from './find-ticket.ts';
import type { Ticket } from './model.ts';

/** Who works at a counter. */
export interface Agent {
	/** The account's id, or the role for a shared token. */
	id: string;
	name: string;
	/** The token names nobody: it is a desk's, and may have several counters open. */
	shared: boolean;
	/** May act on what another agent has open. */
	supervises: boolean;
	/** What they are able to do; null: nobody said, so everything. */
	skills: string[] | null;
}

/** A counter while somebody presses a key at it, within a scene. */
export interface Desk {
	organisation: Organisation;
	branch: Branch;
	counter: Counter;
	agent: Agent;
	by: Actor;
	/** What they call from, and the services they do there. */
	queues: { queue: QueueRow; services: string[] }[];
	/** As it will be stored when the scene ends. */
	session: CounterSession;
}

export interface Pressed {
	outcome: string;
	ticket: Ticket | null;
	/** What a refusal says besides. */
	price?: number;
	opensAt?: Date | null;
}

export interface DeskContext {
	inScene: InScene;
	clock: Clock;
}

/**
 * Presses of one branch made through this process take turns: they would meet at the same rows anyway, and a queue costs less than
 * transactions that refuse each other. Between processes the rows decide.
 */
const turns = new KeyedMutex();

/**
 * Runs one press of a key at a counter in a scene, with the counter's row written at its end. The same press again (`pressId`) does
 * nothing and answers the same: a page whose connection dropped simply asks again (rule Q1).
 */
export async function atDesk(
	{ inScene, clock }: DeskContext,
	press: { identity: Identity; counter: string; pressId: string | undefined; seen?: string | undefined; correlationId: string },
	work: (scene: Scene, desk: Desk) => Promise<Pressed>,
): Promise<Pressed> {
	const { identity, counter, pressId, seen, correlationId } = press;
	const place = await counterPlaceOf(identity.org, counter);
	return turns.run(`${identity.org}/${place.branch.id}`, async () => {
		const agent = await agentOf(identity);
		await requireAccess(identity, place.branch.id, counter);
		await ensureCounter(identity.org, place.branch.id, counter, clock.now());
		const queues = queuesOfCounter(place.organisation, place.branch, place.counter, agent.skills);
		await ensureQueues(
			identity.org,
			queues.map(({ queue }) => queue.id),
		);
		const by: Actor = { kind: identity.role, id: agent.id, source: 'counter' };
		return inScene({ org: identity.org, actor: by, correlationId }, async (scene) => {
			const session = await sessionOf(scene, place.branch.id, counter);
			const before = session.presses.find(({ id }) => id === pressId);
			if (before !== undefined) {
				return { outcome: before.outcome, ticket: before.ticket === null ? null : await findTicket(scene, before.ticket) };
			}
			// A press that was made looking at another ticket, or that arrives late, must not act on the next person.
			if (seen !== undefined && seen !== session.ticket) throw new AppError('conflict', 'another ticket is in hand', { field: 'seen' });
			const desk: Desk = { ...place, agent, by, queues, session: { ...session } };
			const pressed = await work(scene, desk);
			await writeSession(scene, session.version, desk.session, pressId, pressed);
			return pressed;
		});
	});
}

/** The agent behind a token. */
export async function agentOf(identity: Identity): Promise<Agent> {
	const id = identity.subject ?? identity.role;
	const account = await findAccount({ org: identity.org }, id);
	const skills = account === null || account.skills.length === 0 ? null : account.skills;
	const supervises = identity.role === 'manager' || identity.role === 'admin';
	return { id, name: account?.name ?? id, shared: identity.subject === undefined, supervises, skills };
}

/** Whether an account may act in a branch, and at one counter of it; no account: a shared token, which the organisation gave out itself. */
export function mayServe(account: Pick<Account, 'branches' | 'counters'> | null, branch: string, counter?: string): boolean {
	if (account === null) return true;
	if (account.branches !== undefined && !account.branches.includes(branch)) return false;
	return counter === undefined || account.counters === undefined || account.counters.includes(counter);
}

/** Throws `forbidden` when the token's account has no business at this counter; managers go anywhere. */
export async function requireAccess(identity: Identity, branch: string, counter?: string): Promise<void> {
	if (identity.role === 'manager' || identity.role === 'admin') return;
	const account = await findAccount({ org: identity.org }, identity.subject ?? identity.role);
	if (!mayServe(account, branch, counter)) throw new AppError('forbidden', 'not one of your counters');
}

/** Throws `conflict` unless the agent has this counter open. */
export function requireOpen({ session, agent }: Desk): void {
	if (session.state !== 'open') throw new AppError('conflict', `the counter is ${session.state}`, { field: 'state' });
	requireOwn({ session, agent });
}

/** Throws `conflict` when another agent sits there. */
export function requireOwn({ session, agent }: Pick<Desk, 'session' | 'agent'>): void {
	if (session.agent !== null && session.agent !== agent.id && !agent.supervises) {
		throw new AppError('conflict', 'another agent has this counter', { field: 'agent' });
	}
}

/** The ticket in hand. Throws `conflict` when there is none. */
export async function requireInHand(scene: Scene, desk: Desk): Promise<Ticket> {
	requireOwn(desk);
	const ticket = desk.session.ticket === null ? null : await findTicket(scene, desk.session.ticket);
	if (ticket === null || ticket.hand !== desk.counter.id) throw new AppError('conflict', 'no ticket is in hand', { field: 'ticket' });
	return ticket;
}

async function writeSession(
	scene: Scene,
	version: number,
	{ _id, org, version: _, ...session }: CounterSession,
	pressId: string | undefined,
	{ outcome, ticket }: Pressed,
): Promise<void> {
	const press = pressId === undefined ? [] : [{ id: pressId, outcome, ticket: ticket?._id ?? null }];
	const presses = [...session.presses, ...press].slice(-PRESSES_KEPT);
	const { matchedCount } = await CounterModel.updateOne(
		{ _id, org, version },
		{ $set: { ...session, presses, lastSeenAt: scene.now }, $inc: { version: 1 } },
		{ session: scene.db },
	);
	if (matchedCount === 0) throw new AppError('conflict', 'the counter has just changed');
}

/** Lets go of a ticket that left a counter otherwise than by its own key. */
export async function freeCounter(scene: Scene, counter: string | null, ticket: string): Promise<void> {
	if (counter === null) return;
	await CounterModel.updateOne(
		{ _id: counterKey(scene.org, counter), org: scene.org, ticket },
		{ $set: { ticket: null }, $inc: { version: 1 } },
		{ session: scene.db },
	);
}
