import type { Branch } from '../branches.ts';
import type { Organisation } from '../model.ts';
import type { Service } from '../services.ts';

/** Something people may come for: a service at a branch. */
export interface Candidate {
	organisation: Organisation;
	branch: Branch;
	service: Service;
}

/** How people come: to queue, by appointment, or whichever of the two. */
export type Way = 'queue' | 'appointment' | 'visit';

/** Everything that people queue for, or book, at these organisations. */
export function candidatesOf(served: readonly Organisation[], way: Way): Candidate[] {
	return served.flatMap((organisation) => [
		...(way === 'appointment' ? [] : queuedFor(organisation)),
		...(way === 'queue' ? [] : booked(organisation)),
	]);
}

function queuedFor(organisation: Organisation): Candidate[] {
	return organisation.queues.flatMap((queue) => {
		const branch = organisation.branches.find(({ id }) => id === queue.branch);
		const services = organisation.services.filter(({ id, ways }) => queue.services.includes(id) && ways.includes('queue'));
		return branch === undefined ? [] : services.map((service) => ({ organisation, branch, service }));
	});
}

function booked(organisation: Organisation): Candidate[] {
	return organisation.services.flatMap((service) => {
		const { appointment } = service;
		if (appointment === undefined) return [];
		const branches = organisation.branches.filter(({ id }) => appointment.branches?.includes(id) ?? true);
		return branches.map((branch) => ({ organisation, branch, service }));
	});
}
