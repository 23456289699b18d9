import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { findProvider, releaseJob } from '../providers/index.ts';
import { changeStatus, clientFacts, type Exclusion, jobFactsFor, present, type ServiceRequest } from '../requests/index.ts';
import { endSearch } from './end-search.ts';
import { startSearch } from './start-search.ts';
import { jobTimers } from './timer-keys.ts';

/** Why a job goes to another; `changed`: through no fault of the provider, who may be asked again. */
export type TakeBackReason = Exclusion['reason'] | 'changed';

/** What the client hears of it. */
const CAUSES: Readonly<Record<TakeBackReason, string>> = {
	pulled_out: 'provider_pulled_out',
	silent: 'provider_silent',
	refused_change: 'provider_refused_change',
	removed: 'manager',
	changed: 'changed',
};

/**
 * Takes a job from its provider before he has arrived and searches again, without him for ever unless he is not to blame (rule R7).
 * After too many changes a person decides (rule R8). Throws `conflict` after the arrival (rule R12).
 */
export async function takeBack(
	scene: Scene,
	request: ServiceRequest,
	options: { reason: TakeBackReason; by: Actor; cause?: string },
): Promise<ServiceRequest> {
	const { assigned } = request;
	if (assigned === null) return request;
	const { reason, by } = options;
	const { settings } = await getOrganisation(scene.org);
	const former = await findProvider(scene, assigned.provider);
	const blamed = reason !== 'changed';
	const searching = await changeStatus(scene, request, {
		to: 'provider_search',
		by,
		cause: options.cause ?? CAUSES[reason],
		set: {
			assigned: null,
			excluded: blamed ? [...request.excluded, { provider: assigned.provider, reason, at: scene.now }] : request.excluded,
			reallocations: request.reallocations + (blamed ? 1 : 0),
		},
	});
	scene.cancelTimers(jobTimers(request._id));
	await releaseJob(scene, assigned.provider, request._id);
	scene.emit({
		type: 'request.reassigning',
		subject: { kind: 'request', id: request._id },
		data: { number: request.number, provider: assigned.provider, reason, reallocations: searching.reallocations },
	});
	if (reason === 'silent' || reason === 'removed' || reason === 'changed') {
		const cause = reason === 'removed' ? 'manager' : reason;
		scene.tell(assigned.contact, 'job.reassigned', { ...(await jobFactsFor(scene, searching, assigned.provider)), cause });
	}
	const news = { cause: CAUSES[reason], former_provider_name: former?.name };
	scene.tell(searching.client, 'request.reassigning', present({ ...(await clientFacts(scene, searching)), ...news }));
	if (blamed && searching.reallocations > settings.max_reallocations) return endSearch(scene, searching, null, 'too_many_changes');
	return startSearch(scene, searching, { cause: CAUSES[reason] });
}
