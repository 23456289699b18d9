import type { Scene } from '../../conversation/scene/scene.ts';
import { ProviderModel, providerKey } from './model.ts';

/** What can become of an offer that reached its provider. */
export type OfferOutcome = 'delivered' | 'accepted' | 'declined' | 'ignored';

/**
 * Counts one offer's outcome for its provider: once `delivered`, then one of the others. The caller tells each offer once (its own
 * status change is the guard) and never tells of offers that were not delivered or were withdrawn (rules R6, P8).
 */
export async function recordOfferOutcome(scene: Scene, provider: string, outcome: OfferOutcome): Promise<void> {
	await ProviderModel.updateOne(
		{ _id: providerKey(scene.org, provider), org: scene.org },
		{ $inc: { [`offers.${outcome}`]: 1 }, $set: { updatedAt: scene.now } },
		{ session: scene.db },
	);
}
