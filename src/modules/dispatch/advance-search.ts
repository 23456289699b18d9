import type { Scene } from '../../conversation/scene/scene.ts';
import { OPEN_OFFER } from '../offers/index.ts';
import { findRequest, SEARCHING } from '../requests/index.ts';
import { OfferModel, SearchModel } from './model.ts';
import { nextBatch } from './next-batch.ts';

/**
 * After an offer ended without an acceptance: when none of the request's offers is open any more, the next batch goes out at once.
 * It writes the search first: two scenes that end the last two offers at the same moment conflict there, and the later one is run
 * again and sees that it is the last.
 */
export async function advanceSearch(scene: Scene, requestId: string): Promise<void> {
	const search = await SearchModel.findOneAndUpdate(
		{ org: scene.org, request: requestId, state: 'open' },
		{ $inc: { version: 1 } },
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (search === null) return;
	const open = await OfferModel.countDocuments({ org: scene.org, request: requestId, status: { $in: OPEN_OFFER } }).session(scene.db);
	if (open > 0) return;
	const request = await findRequest(scene, requestId);
	if (request !== null && SEARCHING.includes(request.status)) await nextBatch(scene, request, search);
}
