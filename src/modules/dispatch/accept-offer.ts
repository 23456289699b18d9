import type { Scene } from '../../conversation/scene/scene.ts';
import { distanceMetres } from '../../platform/geo.ts';
import { mayStillAccept } from '../offers/index.ts';
import { getOrganisation, zoneById } from '../organisations/index.ts';
import { findProvider, recordOfferOutcome } from '../providers/index.ts';
import { ASSIGNED, findRequest, isScheduled, jobsOf, SEARCHING, type ServiceRequest } from '../requests/index.ts';
import { asProvider } from './actors.ts';
import { jobsClash } from './candidates.ts';
import { giveJob } from './give-job.ts';
import { jobOffers } from './job-offers.ts';
import type { Offer } from './model.ts';
import { standBy } from './stand-by.ts';
import { withdrawOwnOffers } from './withdraw-own-offers.ts';

export type Acceptance =
	| { outcome: 'accepted'; request: ServiceRequest }
	| { outcome: 'already_taken'; request: ServiceRequest; standby: boolean }
	| { outcome: 'too_late' | 'withdrawn' | 'already_declined'; request: ServiceRequest | null }
	| { outcome: 'busy'; request: ServiceRequest; other: ServiceRequest | null };

/**
 * A provider says yes. Of all who do, and of the client who cancels at that moment, exactly one wins: the request's row is written on
 * the condition that it is still being searched for and nobody has it (rule R2). The others hear what happened. A yes within the grace
 * after the expiry counts (rule R3); a second tap of the winner is the same success.
 */
export async function acceptOffer(scene: Scene, offer: Offer, options: { source: string }): Promise<Acceptance> {
	const request = await findRequest(scene, offer.request);
	if (request === null) return { outcome: 'withdrawn', request: null };
	if (ASSIGNED.includes(request.status) && request.assigned?.provider === offer.provider) return { outcome: 'accepted', request };
	if (offer.status === 'declined') return { outcome: 'already_declined', request };
	if (ASSIGNED.includes(request.status)) return standBy(scene, offer, request);
	if (!SEARCHING.includes(request.status) || request.assigned !== null) return { outcome: gone(request), request };
	const organisation = await getOrganisation(scene.org);
	if (!mayStillAccept(offer, scene.now, organisation.settings.offer_grace_seconds)) {
		return { outcome: offer.status === 'withdrawn' ? 'withdrawn' : 'too_late', request };
	}
	const clash = await clashingJob(scene, offer.provider, request);
	if (clash !== null) return { outcome: 'busy', request, other: clash };
	const { lat, lon, zone } = request.place;
	const place = lat !== undefined && lon !== undefined ? { lat, lon } : zoneById(organisation, zone)?.centre;
	const position = (await findProvider(scene, offer.provider))?.position;
	const metres = position != null && place !== undefined ? distanceMetres(position, place) : null;
	const given = await giveJob(scene, request, {
		provider: offer.provider,
		contact: offer.contact,
		offer: offer._id,
		metres,
		by: asProvider(offer.provider, options.source),
		cause: 'offer_accepted',
		maxJobs: organisation.settings.max_active_jobs_per_provider,
	});
	if (given === null) return { outcome: 'busy', request, other: null };
	await markAccepted(scene, offer, given);
	if (!isScheduled(request.when, scene.now))
		await withdrawOwnOffers(scene, offer.provider, organisation.settings.max_active_jobs_per_provider);
	return { outcome: 'accepted', request: given };
}

async function markAccepted(scene: Scene, offer: Offer, request: ServiceRequest): Promise<void> {
	await jobOffers.accept(scene, offer, { number: request.number });
	// A yes is better proof of the delivery than any callback.
	if (offer.deliveredAt === undefined) await recordOfferOutcome(scene, offer.provider, 'delivered');
	await recordOfferOutcome(scene, offer.provider, 'accepted');
}

function gone(request: ServiceRequest): 'withdrawn' | 'too_late' {
	return request.status === 'cancelled' ? 'withdrawn' : 'too_late';
}

/** A booked job at the same time as this one (rule R4). Jobs for now are counted by the provider's own row, in `giveJob`. */
async function clashingJob(scene: Scene, provider: string, request: ServiceRequest): Promise<ServiceRequest | null> {
	const scheduled = isScheduled(request.when, scene.now);
	const moment = scheduled ? (request.when.precision === 'hour' ? (request.when.at ?? null) : undefined) : null;
	if (moment === undefined) return null;
	const jobs = await jobsOf(scene, provider);
	const booked = jobs.filter((job) => isScheduled(job.when, scene.now) && job.when.precision === 'hour' && job.when.at !== undefined);
	return booked.find((job) => jobsClash(job.when.at ?? null, moment, scene.now)) ?? null;
}
