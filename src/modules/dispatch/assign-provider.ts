import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { findProvider } from '../providers/index.ts';
import { type ServiceRequest, tellProvider } from '../requests/index.ts';
import { giveJob } from './give-job.ts';

/** An operator may give more than a provider would be offered. */
const MOST_JOBS = 20;

/** An operator gives the job to a provider without asking around. Throws `not_found` when there is no such provider. */
export async function assignProvider(
	scene: Scene,
	request: ServiceRequest,
	options: { by: Actor; provider: string },
): Promise<ServiceRequest> {
	const provider = await findProvider(scene, options.provider);
	if (provider === null) throw new AppError('not_found', 'no such provider', { field: 'provider_id' });
	const given = await giveJob(scene, request, {
		provider: provider.id,
		contact: provider.contact,
		metres: null,
		by: options.by,
		cause: 'assigned_by_operator',
		maxJobs: MOST_JOBS,
	});
	if (given === null) throw new AppError('conflict', 'the provider has too many jobs in hand', { field: 'provider_id' });
	await tellProvider(scene, given, 'job.assigned');
	return given;
}
