import { AppError } from '../../../platform/errors.ts';
import { rowById } from '../../../platform/mongo/row-by-id.ts';
import { rowsOf } from '../../../platform/mongo/rows-of.ts';
import { type Branch, type Counter, getOrganisation, type Organisation, type QueueRow } from '../../organisations/index.ts';
import { serviceOf } from '../queue/find-queue.ts';
import { unlessThere } from '../queue/unless-there.ts';
import type { Within } from '../queue/within.ts';
import { CounterModel, type CounterSession, counterKey, newCounterSession } from './model.ts';

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
