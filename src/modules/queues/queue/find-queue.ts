import type { ClientSession } from 'mongoose';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { isDuplicate } from '../../../platform/mongo/is-duplicate.ts';
import { rowById } from '../../../platform/mongo/row-by-id.ts';
import { rowsOf } from '../../../platform/mongo/rows-of.ts';
import { type Branch, type Counter, getOrganisation, type Organisation, type QueueRow, type Service } from '../../organisations/index.ts';
import { CounterModel, type CounterSession, counterKey, newCounterSession } from '../counter/model.ts';
import { localDay } from './opening.ts';
import { newQueueLife, type QueueLife, QueueModel, type QueueStatus, queueKey } from './model.ts';

/** Where to look: the organisation, and the transaction when there is one. A scene fits. */
export interface Within {
	org: string;
	now: Date;
	db?: ClientSession;
}

/** Where a scene reads what it only decides on. */
export function nowOf({ reads, now }: Pick<Scene, 'reads' | 'now'>): Within {
	return { ...reads, now };
}

type Where = Pick<Within, 'org' | 'db'>;

/** A queue with what surrounds it. */
export interface Place {
	organisation: Organisation;
	branch: Branch;
	queue: QueueRow;
}

/** Throws `not_found` on `field`. */
export function required<T>(found: T | undefined | null, what: string, field: string): T {
	if (found === undefined || found === null) throw new AppError('not_found', `no such ${what}`, { field });
	return found;
}

/** The queue with this id. Throws `not_found`. */
export async function placeOf(org: string, queueId: string): Promise<Place> {
	const organisation = await getOrganisation(org);
	const queue = required(
		organisation.queues.find(({ id }) => id === queueId),
		'queue',
		'queue',
	);
	return { organisation, queue, branch: branchOf(organisation, queue.branch) };
}

/** Throws `not_found`. */
export function branchOf(organisation: Organisation, id: string): Branch {
	return required(
		organisation.branches.find((branch) => branch.id === id),
		'branch',
		'branch',
	);
}

/** The queue of a branch where people wait for a service; undefined: nobody does there. */
export function queueFor(organisation: Organisation, branch: string, service: string): QueueRow | undefined {
	return organisation.queues.find((queue) => queue.branch === branch && queue.services.includes(service));
}

export function serviceOf(organisation: Organisation, id: string): Service | undefined {
	return organisation.services.find((service) => service.id === id);
}

/** A counter and its branch. Throws `not_found`. */
export async function counterPlaceOf(org: string, id: string): Promise<{ organisation: Organisation; branch: Branch; counter: Counter }> {
	const organisation = await getOrganisation(org);
	for (const branch of organisation.branches) {
		const counter = branch.counters.find((one) => one.id === id);
		if (counter !== undefined) return { organisation, branch, counter };
	}
	throw new AppError('not_found', 'no such counter', { field: 'id' });
}

/** The queues a counter calls from, and for each the services it does there. */
export function queuesOfCounter(
	organisation: Organisation,
	branch: Branch,
	counter: Counter,
	skills: readonly string[] | null,
): { queue: QueueRow; services: string[] }[] {
	const does = (id: string) =>
		(counter.services === undefined || counter.services.includes(id)) &&
		(skills === null || (serviceOf(organisation, id)?.skills ?? []).every((skill) => skills.includes(skill)));
	return organisation.queues
		.filter((queue) => queue.branch === branch.id)
		.map((queue) => ({ queue, services: queue.services.filter(does) }))
		.filter(({ services }) => services.length > 0);
}

const queueRows = rowsOf(QueueModel);
const findLife = rowById<QueueLife>((filter, options) => queueRows().find(filter, options).toArray());

/** The life of a queue; as it begins when nobody has touched it yet. */
export async function lifeOf(within: Where, queue: string): Promise<QueueLife> {
	return (await findLife(within, queueKey(within.org, queue))) ?? newQueueLife(within.org, queue);
}

/**
 * The life of a queue whose row is going to be written: made when it is not there yet, outside any transaction. Made inside one, the first
 * two who come would refuse each other.
 */
export async function writableLifeOf(within: Where, queue: string): Promise<QueueLife> {
	const known = await findLife(within, queueKey(within.org, queue));
	if (known !== null) return known;
	const life = newQueueLife(within.org, queue);
	await unlessThere(() => QueueModel.create(life));
	return life;
}

/** What the staff said of the queue holds for the day on which they said it. */
export function statusOf(life: QueueLife, organisation: Organisation, now: Date): { status: QueueStatus; reason: string | null } {
	const stale = life.statusDay !== null && life.statusDay !== localDay(now, organisation.timezone);
	return stale ? { status: 'open', reason: null } : { status: life.status, reason: life.reason };
}

const counterRows = rowsOf(CounterModel);
const findSession = rowById<CounterSession>((filter, options) => counterRows().find(filter, options).toArray());

/** Who works at a counter; nobody when it was never opened. */
export async function sessionOf(within: Within, branch: string, counter: string): Promise<CounterSession> {
	const row = await findSession(within, counterKey(within.org, counter));
	return row ?? newCounterSession(within.org, branch, counter, within.now);
}

/** The same for a row that is going to be written, as `writableLifeOf`. */
export async function writableSessionOf(within: Within, branch: string, counter: string): Promise<CounterSession> {
	const known = await findSession(within, counterKey(within.org, counter));
	if (known !== null) return known;
	const session = newCounterSession(within.org, branch, counter, within.now);
	await unlessThere(() => CounterModel.create(session));
	return session;
}

async function unlessThere(make: () => Promise<unknown>): Promise<void> {
	try {
		await make();
	} catch (error) {
		if (!isDuplicate(error)) throw error;
	}
}
