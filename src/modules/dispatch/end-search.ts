import type { Scene } from '../../conversation/scene/scene.ts';
import { changeStatus, clientFacts, isNewRequest, raise, type ServiceRequest } from '../requests/index.ts';
import { DISPATCH } from './actors.ts';
import { candidatesOf, type Field, fieldOf } from './candidates-of.ts';
import { changeSearch } from './change-search.ts';
import { type Search, SearchModel } from './model.ts';
import { searchTimers } from './timer-keys.ts';
import { withdrawOffers } from './withdraw-offers.ts';

/** Why nobody was found. `too_many_changes`: the request lost its provider too often and a person decides. */
export type NoProviderReason = 'none_free' | 'nobody_accepted' | 'time_over' | 'too_many_changes';

/** What the client is offered as "later". */
const RETRY_MINUTES = 60;

/**
 * Ends a search without a winner: the client hears it with the choice of later, wider or a person (rule R8), a manager is told. `known`:
 * what the scene has read of those who do the service.
 */
export async function endSearch(
	scene: Scene,
	request: ServiceRequest,
	search: Search | null,
	reason: NoProviderReason,
	known?: Field,
): Promise<ServiceRequest> {
	if (search !== null) await closeSearch(scene, search, 'exhausted');
	// About a request of this moment nobody was asked, and no timer runs.
	if (!isNewRequest(scene, request)) {
		scene.cancelTimers(searchTimers(request._id));
		await withdrawOffers(scene, request, 'stopped');
	}
	const next = await changeStatus(scene, request, { to: 'no_provider', by: DISPATCH, cause: reason });
	const field = known ?? (await fieldOf(scene, next));
	const wider = await candidatesOf(scene, next, field, { search: search?._id ?? null, wide: true, size: 1 });
	scene.tell(next.client, 'request.no_provider', {
		...(await clientFacts(scene, next)),
		reason,
		asked: search?.asked ?? 0,
		can_widen: wider.chosen.length > 0 && search?.wide !== true,
		retry_minutes: RETRY_MINUTES,
	});
	await raise(scene, next, reason === 'too_many_changes' ? 'too_many_changes' : 'no_provider');
	return next;
}

/** Closes an open search. Nothing happens when it is closed already. */
export async function closeSearch(scene: Scene, search: Search, state: 'won' | 'stopped' | 'exhausted'): Promise<void> {
	if (!(await changeSearch(scene, search, { state, endedAt: scene.now }))) return;
	scene.emit({ type: 'search.ended', subject: { kind: 'request', id: search.request }, data: { search: search._id, state } });
}

/** The open search of a request, or null. */
export function openSearchOf(scene: Scene, request: string): Promise<Search | null> {
	return SearchModel.findOne({ org: scene.org, request, state: 'open' }).session(scene.db).lean();
}
