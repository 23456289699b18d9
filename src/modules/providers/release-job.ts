import type { Scene } from '../../conversation/scene/scene.ts';
import { ProviderModel, providerKey } from './model.ts';

/** Takes a job out of a provider's hands: done, cancelled or given back. Nothing happens when they did not hold it. */
export async function releaseJob(scene: Scene, provider: string, request: string): Promise<void> {
	await ProviderModel.updateOne(
		{ _id: providerKey(scene.org, provider), org: scene.org },
		{ $pull: { activeJobs: request }, $set: { updatedAt: scene.now } },
		{ session: scene.db },
	);
}
