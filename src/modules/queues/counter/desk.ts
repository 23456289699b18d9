import { KeyedMutex } from '../../../conversation/inbox/keyed-mutex.ts';
import type { Actor, InScene, Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import type { Identity } from '../../../platform/http/endpoint.ts';
import { minutesAfter } from '../../../platform/later.ts';
import { OutOfDate } from '../../../platform/mongo/row-changes.ts';
import { type Account, findAccount } from '../../accounts/index.ts';
import type { Branch, Counter, Organisation, QueueRow } from '../../organisations/index.ts';
import { nowOf } from '../queue/within.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import type { Ticket } from '../ticket/model.ts';
import { counterPlaceOf, queuesOfCounter, writableSessionOf } from './find-counter.ts';
import { CounterModel, type CounterSession, counterKey, PRESSES_KEPT } from './model.ts';

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

/** What a press leaves behind: what came of it, and the counter as it then is. */
export interface Left extends Pressed {
	counter: { branch: Branch; counter: Counter; session: CounterSession; agent: Agent };
}

/**
 * Presses of one branch made through this process take turns: they would meet at the same rows anyway, and a queue costs less than
 * transactions that refuse each other. Between processes the rows decide.
 */
const turns = new KeyedMutex();

/**
 * Runs one press of a key at a counter in a scene, with the counter's row written at its end. The same press again (`pressId`) does
 * nothing and answers the same: a page whose connection dropped simply asks again (rule Q1).
 *
 * A press reads outside any transaction, together with those of other branches, and what it changes is written with theirs, each row on
 * the condition that it is still as it was read. One that was overtaken is made again in a transaction of its own.
 */
export async function atDesk(
	{ inScene }: { inScene: InScene },
	press: { identity: Identity; counter: string; pressId: string | undefined; seen?: string | undefined; correlationId: string },
	work: (scene: Scene, desk: Desk) => Promise<Pressed>,
): Promise<Left> {
	const { identity, counter, pressId, seen, correlationId } = press;
	const place = await counterPlaceOf(identity.org, counter);
	const account = await accountOf(identity);
	if (!isSupervisor(identity) && !mayServe(account, place.branch.id, counter)) throw notYours();
	const agent = agentBehind(identity, account);
	const queues = queuesOfCounter(place.organisation, place.branch, place.counter, agent.skills);
	const by: Actor = { kind: identity.role, id: agent.id, source: 'counter' };
	const left = (pressed: Pressed, session: CounterSession): Left => ({ ...pressed, counter: { ...place, session, agent } });
	return turns.run(`${identity.org}/${place.branch.id}`, () =>
		inScene({ org: identity.org, actor: by, correlationId }, async (scene) => {
			const within = nowOf(scene);
			const session = await writableSessionOf(within, place.branch.id, counter);
			const before = session.presses.find(({ id }) => id === pressId);
			if (before !== undefined) {
				const ticket = before.ticket === null ? null : await findTicket(within, before.ticket);
				return left({ outcome: before.outcome, ticket }, session);
			}
			// A press that was made looking at another ticket, or that arrives late, must not act on the next person.
			if (seen !== undefined && seen !== session.ticket) throw new AppError('conflict', 'another ticket is in hand', { field: 'seen' });
			const desk: Desk = { ...place, agent, by, queues, session: { ...session } };
			const pressed = await work(scene, desk);
			return left(pressed, writeSession(scene, session, desk.session, pressId, pressed));
		}),
	);
}

/** The agent behind a token. */
export async function agentOf(identity: Identity): Promise<Agent> {
	return agentBehind(identity, await accountOf(identity));
}

function accountOf(identity: Identity): Promise<Account | null> {
	return findAccount({ org: identity.org }, identity.subject ?? identity.role);
}

function agentBehind(identity: Identity, account: Account | null): Agent {
	const id = identity.subject ?? identity.role;
	const skills = account === null || account.skills.length === 0 ? null : account.skills;
	return { id, name: account?.name ?? id, shared: identity.subject === undefined, supervises: isSupervisor(identity), skills };
}

function isSupervisor({ role }: Identity): boolean {
	return role === 'manager' || role === 'admin';
}

function notYours(): AppError {
	return new AppError('forbidden', 'not one of your counters');
}

/** Whether an account may act in a branch, and at one counter of it; no account: a shared token, which the organisation gave out itself. */
export function mayServe(account: Pick<Account, 'branches' | 'counters'> | null, branch: string, counter?: string): boolean {
	if (account === null) return true;
	if (account.branches !== undefined && !account.branches.includes(branch)) return false;
	return counter === undefined || account.counters === undefined || account.counters.includes(counter);
}

/** Throws `forbidden` when the token's account has no business at this counter; managers go anywhere. */
export async function requireAccess(identity: Identity, branch: string, counter?: string): Promise<void> {
	if (isSupervisor(identity)) return;
	if (!mayServe(await accountOf(identity), branch, counter)) throw notYours();
}

/** Throws `conflict` unless the agent has this counter open. */
export function requireOpen({ session, agent }: Desk): void {
	if (session.state !== 'open') throw new AppError('conflict', `the counter is ${session.state}`, { field: 'state' });
	requireOwn({ session, agent });
}

/** Nobody who works at a counter is silent for so long: they went, and did not close it. */
const ABANDONED_MINUTES = 20;

/** Whether an agent may sit down at a counter: nobody has it, or whoever has it went and left nobody in hand. */
export function mayTakeOver({ agent: holder, ticket, lastSeenAt }: CounterSession, agent: Agent, now: Date): boolean {
	if (holder === null || holder === agent.id) return true;
	return ticket === null && minutesAfter(lastSeenAt, ABANDONED_MINUTES) <= now;
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
	const { ticket: id } = desk.session;
	if (id === null) throw new AppError('conflict', 'no ticket is in hand', { field: 'ticket' });
	const ticket = await findTicket(scene.reads, id);
	// Its owner may have left between the two reads.
	if (ticket === null || ticket.hand !== desk.counter.id) throw new OutOfDate('no ticket is in hand', { field: 'ticket' });
	return ticket;
}

/** Gives the counter's row as it will be. */
function writeSession(
	scene: Scene,
	{ _id, org, version }: CounterSession,
	session: CounterSession,
	pressId: string | undefined,
	{ outcome, ticket }: Pressed,
): CounterSession {
	const press = pressId === undefined ? [] : [{ id: pressId, outcome, ticket: ticket?._id ?? null }];
	const presses = [...session.presses, ...press].slice(-PRESSES_KEPT);
	const next: CounterSession = { ...session, presses, lastSeenAt: scene.now, version: version + 1 };
	const { _id: _, org: __, ...$set } = next;
	scene.change(CounterModel, { filter: { _id, org, version }, update: { $set } });
	return next;
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
