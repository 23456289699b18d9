import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { findOrganisation, organisationsServedBy } from './get-organisation.ts';
import type { Organisation } from './model.ts';

/** What people can do by the numbers of a host, in whichever of its organisations. */
export interface Offers {
	/** Somebody comes to them: the host's own services only. */
	requests: boolean;
	queues: boolean;
	appointments: boolean;
}

/**
 * The scene of an organisation that the scene's own one is, or hosts: the one door by which a conversation reaches another tenant (I8).
 * Throws `not_found` for any other.
 */
export async function hostedScene(scene: Scene, org: string): Promise<Scene> {
	if (org === scene.org) return scene;
	const organisation = await findOrganisation(org);
	if (organisation?.hostedBy !== scene.org) throw new AppError('not_found', 'no such organisation');
	return scene.within(org);
}

/** What the people of a host are offered. */
export async function offersOf(host: string): Promise<Offers> {
	const served = await organisationsServedBy(host);
	return {
		requests: served.some((one) => one.slug === host && takesRequests(one)),
		queues: served.some(({ queues }) => queues.length > 0),
		appointments: served.some(({ services, branches }) => branches.length > 0 && services.some((one) => one.ways.includes('appointment'))),
	};
}

function takesRequests({ kind, services }: Organisation): boolean {
	return kind === 'marketplace' || services.some(({ ways }) => ways.includes('request'));
}
