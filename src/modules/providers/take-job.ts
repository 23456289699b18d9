import type { Scene } from '../../conversation/scene/scene.ts';
import { ProviderModel, providerKey } from './model.ts';

/**
 * Puts a job in a provider's hands unless they already hold `most` others (rule R4): one conditional write, so of two jobs accepted at
 * the same moment only one gets the last place. Taking the same job again is a success. False: no place left, or no such provider.
 */
export async function takeJob(scene: Scene, provider: string, request: string, most: number): Promise<boolean> {
	const room = { $or: [{ activeJobs: request }, { [`activeJobs.${most - 1}`]: { $exists: false } }] };
	const { matchedCount } = await ProviderModel.updateOne(
		{ _id: providerKey(scene.org, provider), org: scene.org, ...room },
		{ $addToSet: { activeJobs: request }, $set: { updatedAt: scene.now } },
		{ session: scene.db },
	);
	return matchedCount === 1;
}
