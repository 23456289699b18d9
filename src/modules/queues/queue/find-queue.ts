import { AppError } from '../../../platform/errors.ts';
import { type Branch, getOrganisation, type Organisation, type QueueRow, type Service } from '../../organisations/index.ts';

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
	return required(await findPlace(org, queueId), 'queue', 'queue');
}

/** The same, or null: its organisation may have taken it away since somebody joined. */
export async function findPlace(org: string, queueId: string): Promise<Place | null> {
	const organisation = await getOrganisation(org);
	const queue = organisation.queues.find(({ id }) => id === queueId);
	return queue === undefined ? null : { organisation, queue, branch: branchOf(organisation, queue.branch) };
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

/** A service of the organisation, or undefined. */
export function serviceOf(organisation: Organisation, id: string): Service | undefined {
	return organisation.services.find((service) => service.id === id);
}
