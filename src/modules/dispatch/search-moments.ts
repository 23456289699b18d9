import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import { OPEN_OFFER } from '../offers/index.ts';
import { clientFacts, findRequest, SEARCHING } from '../requests/index.ts';
import { endSearch } from './end-search.ts';
import { OfferModel, SearchModel } from './model.ts';
import { startSearch } from './start-search.ts';
import { KINDS, searchTimers } from './timer-keys.ts';

/** The client hears that the search goes on (rule R8): never silence. */
export async function sayStillLooking(scene: Scene, data: { request: string; search: string; nth: number }): Promise<void> {
	const search = await findOpen(scene, data.search);
	const request = search === null ? null : await findRequest(scene, data.request);
	if (search === null || request === null || !SEARCHING.includes(request.status)) return;
	const waiting = await OfferModel.countDocuments({
		org: scene.org,
		request: request._id,
		status: { $in: OPEN_OFFER },
		expiresAt: { $gt: scene.now },
	}).session(scene.db);
	if (waiting === 0) {
		// The batch ends at this very moment: what comes of it, perhaps "nobody", is not to be preceded by "still looking".
		const fireAt = minutesAfter(scene.now, 1);
		scene.setTimer({ key: `${searchTimers(request._id)}word:${data.nth - 1}`, kind: KINDS.searchWord, fireAt, data });
		return;
	}
	const waited = Math.round((scene.now.getTime() - search.startedAt.getTime()) / 60_000);
	scene.tell(request.client, 'request.still_looking', {
		...(await clientFacts(scene, request)),
		waited,
		asked: search.asked,
		nth: data.nth,
	});
}

/** A search ends at its deadline, whatever is still open (rule R8). */
export async function onDeadline(scene: Scene, data: { request: string; search: string }): Promise<void> {
	const search = await findOpen(scene, data.search);
	const request = search === null ? null : await findRequest(scene, data.request);
	if (search === null || request === null || !SEARCHING.includes(request.status)) return;
	await endSearch(scene, request, search, 'time_over');
}

/** The moment the client chose to try again. Nothing happens when the request has moved on meanwhile. */
export async function onRetry(scene: Scene, data: { request: string }): Promise<void> {
	const request = await findRequest(scene, data.request);
	if (request === null || request.status !== 'no_provider') return;
	const next = await startSearch(scene, request, { cause: 'retry_later' });
	if (next.status !== 'no_provider') scene.tell(next.client, 'request.searching', await clientFacts(scene, next));
}

function findOpen(scene: Scene, id: string) {
	return SearchModel.findOne({ _id: id, org: scene.org, state: 'open' }).session(scene.db).lean();
}
