import type { Scene } from '../../conversation/scene/scene.ts';
import type { ServiceRequest, StopReason } from '../requests/index.ts';
import { closeSearch, openSearchOf } from './end-search.ts';
import { searchTimers } from './timer-keys.ts';
import { withdrawOffers } from './withdraw-offers.ts';

/** Stops asking around: open offers are taken back with the reason, the search and its timers go. */
export async function stopSearch(scene: Scene, request: ServiceRequest, why: StopReason): Promise<void> {
	const search = await openSearchOf(scene, request._id);
	if (search !== null) await closeSearch(scene, search, 'stopped');
	scene.cancelTimers(searchTimers(request._id));
	await withdrawOffers(scene, request, why);
}
