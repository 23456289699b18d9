import type { Scene } from '../../conversation/scene/scene.ts';
import type { ServiceRequest } from '../requests/index.ts';
import { jobOffers } from './job-offers.ts';
import type { Offer } from './model.ts';

/**
 * A yes that came second: he is told at once, and is the first to be asked should the winner fall away (rules R2, R5). Only an offer
 * that was lost to another makes a standby, not one that had expired or been refused before.
 */
export async function standBy(
	scene: Scene,
	offer: Offer,
	request: ServiceRequest,
): Promise<{ outcome: 'already_taken'; request: ServiceRequest; standby: boolean }> {
	return { outcome: 'already_taken', request, standby: await jobOffers.standBy(scene, offer) };
}
