import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { type Facts, jobFacts, present, type ServiceRequest, withoutPhoneNumbers } from '../requests/index.ts';
import type { Offer } from './model.ts';

/** OFFER of `commands.ts`: enough to decide, nothing that leads to the client's door or phone before the acceptance (rule R16). */
export async function offerFacts(scene: Pick<Scene, 'org'>, offer: Offer, request: ServiceRequest): Promise<Facts> {
	const facts = jobFacts(await getOrganisation(scene.org), request);
	return present({
		...facts,
		problem: withoutPhoneNumbers(request.problem),
		offer: offer._id,
		distance_km: offer.distanceMetres === undefined ? undefined : Math.round(offer.distanceMetres / 100) / 10,
		expires_at: offer.expiresAt.toISOString(),
		minutes: Math.max(1, Math.round(offer.seconds / 60)),
	});
}
