import type { Scene } from '../../conversation/scene/scene.ts';
import { OPEN_OFFER } from '../offers/index.ts';
import { getOrganisation, type Organisation, zoneById } from '../organisations/index.ts';
import { findProviders, type Provider } from '../providers/index.ts';
import { isNewRequest, isScheduled, jobsInHand, type ServiceRequest } from '../requests/index.ts';
import { type Chosen, type LeftOut, type Need, rankCandidates, type Situation } from './candidates.ts';
import { type Offer, OfferModel } from './model.ts';

/** Everyone who does a request's service, and what they are at: read once, ranked as often as needed. */
export interface Field {
	providers: Provider[];
	/** Providers with an open offer, one entry for each. */
	offered: string[];
	/** Every offer of this request so far. */
	asked: Offer[];
	jobs: ServiceRequest[];
}

/** Reads the field as this scene sees it. */
export async function fieldOf(scene: Scene, request: ServiceRequest): Promise<Field> {
	const { reads } = scene;
	const providers = await findProviders(reads, request.service);
	if (providers.length === 0) return { providers, offered: [], asked: [], jobs: [] };
	const ids = providers.map(({ id }) => id);
	const open = await OfferModel.find({ org: scene.org, provider: { $in: ids }, status: { $in: OPEN_OFFER } }, { provider: 1 })
		.session(reads.db ?? null)
		.lean();
	const asked = await askedAbout(scene, request);
	return { providers, offered: open.map(({ provider }) => provider), asked, jobs: await jobsInHand(reads, ids) };
}

async function askedAbout(scene: Scene, request: ServiceRequest): Promise<Offer[]> {
	// Nobody can have been asked about it.
	if (isNewRequest(scene, request)) return [];
	return OfferModel.find({ org: scene.org, request: request._id })
		.session(scene.reads.db ?? null)
		.lean();
}

/** Whom to ask next about a request, and why nobody else. `search`: those it has asked are not asked again. */
export async function candidatesOf(
	scene: Scene,
	request: ServiceRequest,
	field: Field,
	options: { search: string | null; wide: boolean; size: number },
): Promise<{ chosen: Chosen[]; leftOut: LeftOut[] }> {
	const organisation = await getOrganisation(scene.org);
	const { settings } = organisation;
	return rankCandidates(
		field.providers,
		needOf(request, organisation, scene.now),
		situationsOf(scene, request, field, options.search),
		{
			size: options.size,
			maxOpenOffers: settings.max_open_offers_per_provider,
			maxActiveJobs: settings.max_active_jobs_per_provider,
			refusalMinutes: settings.refusal_excluded_minutes,
			withinMetres: options.wide ? settings.wider_search_km * 1000 : null,
			timezone: organisation.timezone,
		},
		scene.now,
	);
}

function needOf(request: ServiceRequest, organisation: Organisation, now: Date): Need {
	const { lat, lon, zone } = request.place;
	return {
		client: request.client,
		service: request.service,
		zone,
		position: lat !== undefined && lon !== undefined ? { lat, lon } : (zoneById(organisation, zone)?.centre ?? null),
		when: request.when,
		scheduled: isScheduled(request.when, now),
		excluded: request.excluded.map(({ provider }) => provider),
	};
}

function situationsOf(scene: Scene, request: ServiceRequest, field: Field, search: string | null): Map<string, Situation> {
	const situations = new Map<string, Situation>();
	const of = (provider: string): Situation => {
		const known = situations.get(provider) ?? { openOffers: 0, jobs: [], offeredInThisSearch: false, standby: false };
		situations.set(provider, known);
		return known;
	};
	for (const provider of field.offered) of(provider).openOffers++;
	for (const offer of field.asked) {
		const situation = of(offer.provider);
		if (offer.search === search) situation.offeredInThisSearch = true;
		if (offer.status === 'standby') situation.standby = true;
		if (offer.status === 'declined' && offer.respondedAt !== undefined)
			situation.refusedAt = latest(situation.refusedAt, offer.respondedAt);
	}
	for (const job of field.jobs) {
		if (job._id === request._id || job.assigned === null) continue;
		of(job.assigned.provider).jobs.push(isScheduled(job.when, scene.now) ? (job.when.at ?? null) : null);
	}
	return situations;
}

function latest(a: Date | undefined, b: Date): Date {
	return a === undefined || a < b ? b : a;
}
