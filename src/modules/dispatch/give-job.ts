import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { takeJob } from '../providers/index.ts';
import { changeStatus, clientFacts, etaFromDistance, isScheduled, type ServiceRequest } from '../requests/index.ts';
import { closeSearch, openSearchOf } from './end-search.ts';
import { searchTimers } from './timer-keys.ts';
import { watchJob } from './watch-job.ts';
import { withdrawOffers } from './withdraw-offers.ts';

export interface Giving {
	provider: string;
	contact: string;
	/** The offer that won; absent when an operator decides. */
	offer?: string;
	/** From where the provider sets out to the place, when known. */
	metres: number | null;
	by: Actor;
	cause: string;
	/** Jobs for now he may hold at once. */
	maxJobs: number;
}

/**
 * Puts a searched request into one provider's hands, ends the search and pulls the losing offers (rules R2, R5). Null when the
 * provider's hands are full; nothing is written then. Throws `conflict` when somebody else has it.
 */
export async function giveJob(scene: Scene, request: ServiceRequest, to: Giving): Promise<ServiceRequest | null> {
	const scheduled = isScheduled(request.when, scene.now);
	if (!scheduled && !(await takeJob(scene, to.provider, request._id, to.maxJobs))) return null;
	const next = await changeStatus(scene, request, {
		to: 'provider_accepted',
		by: to.by,
		cause: to.cause,
		set: {
			assigned: {
				provider: to.provider,
				contact: to.contact,
				...(to.offer === undefined ? {} : { offer: to.offer }),
				at: scene.now,
				...(scheduled ? {} : { eta: etaFromDistance(to.metres, scene.now) }),
			},
		},
	});
	const search = await openSearchOf(scene, request._id);
	if (search !== null) await closeSearch(scene, search, 'won');
	scene.cancelTimers(searchTimers(request._id));
	await withdrawOffers(scene, next, 'taken', to.offer);
	await watchJob(scene, next);
	scene.tell(next.client, 'request.accepted', await clientFacts(scene, next));
	return next;
}
