import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import type { ServiceRequest } from '../requests/index.ts';
import { candidatesOf, fieldOf } from './candidates-of.ts';
import { startSearch } from './start-search.ts';
import { KINDS, searchTimers } from './timer-keys.ts';

const LEAST_MINUTES = 5;
const MOST_MINUTES = 1440;

/** The client waits and tries again after so many minutes (5 to 1440). Null when the request is not without a provider. */
export function retryLater(scene: Scene, request: ServiceRequest, minutes: number): Date | null {
	if (request.status !== 'no_provider') return null;
	const wait = Math.min(Math.max(Math.round(minutes), LEAST_MINUTES), MOST_MINUTES);
	const fireAt = minutesAfter(scene.now, wait);
	scene.setTimer({ key: `${searchTimers(request._id)}retry`, kind: KINDS.searchRetry, fireAt, data: { request: request._id } });
	scene.emit({ type: 'search.postponed', subject: { kind: 'request', id: request._id }, data: { number: request.number, minutes: wait } });
	return fireAt;
}

/** The client lets us look beyond the quarter, within `wider_search_km`. `no_wider`: nobody is free there either; nothing changes. */
export async function widenSearch(
	scene: Scene,
	request: ServiceRequest,
): Promise<{ outcome: 'searching' | 'no_wider' | 'not_allowed'; request: ServiceRequest }> {
	if (request.status !== 'no_provider') return { outcome: 'not_allowed', request };
	const { chosen } = await candidatesOf(scene, request, await fieldOf(scene, request), { search: null, wide: true, size: 1 });
	if (chosen.length === 0) return { outcome: 'no_wider', request };
	return { outcome: 'searching', request: await startSearch(scene, request, { cause: 'widened', wide: true }) };
}
