import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { averageOf, ProviderModel, providerKey } from './model.ts';

/**
 * Adds one rating (1 to 5 whole stars) to a provider and gives the new average with its count. That a job is rated once is the
 * caller's guard. Throws `invalid_input` and `not_found`.
 */
export async function recordRating(scene: Scene, provider: string, stars: number): Promise<{ average: number | null; count: number }> {
	if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new AppError('invalid_input', 'a rating is 1 to 5', { field: 'rating' });
	const row = await ProviderModel.findOneAndUpdate(
		{ _id: providerKey(scene.org, provider), org: scene.org },
		{ $inc: { 'rating.sum': stars, 'rating.count': 1 }, $set: { updatedAt: scene.now } },
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (row === null) throw new AppError('not_found', 'no such provider');
	return { average: averageOf(row.rating), count: row.rating.count };
}
