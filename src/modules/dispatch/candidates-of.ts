import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation, type Organisation, zoneById } from '../organisations/index.ts';
import { findProviders } from '../providers/index.ts';
import { isScheduled, jobsInHand, type ServiceRequest } from '../requests/index.ts';
import { type Chosen, type LeftOut, type Need, rankCandidates, type Situation } from './candidates.ts';
import { OfferModel, OPEN_OFFER } from './model.ts';

/** Whom to ask next about a request, and why nobody else. `search`: those it has asked are not asked again. */
export async function candidatesOf(
	scene: Scene,
	request: ServiceRequest,
	options: { search: string | null; wide: boolean; size: number },
): Promise<{ chosen: Chosen[]; leftOut: LeftOut[] }> {
	const organisation = await getOrganisation(scene.org);
	const { settings } = organisation;
	const providers = await findProviders(scene, request.service);
	const situations = await situationsOf(
		scene,
		request,
		options.search,
		providers.map(({ id }) => id),
	);
	return rankCandidates(
		providers,
		needOf(request, organisation, scene.now),
		situations,
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

async function situationsOf(
	scene: Scene,
	request: ServiceRequest,
	search: string | null,
	providers: string[],
): Promise<Map<string, Situation>> {
	const situations = new Map<string, Situation>();
	const of = (provider: string): Situation => {
		const known = situations.get(provider) ?? { openOffers: 0, jobs: [], offeredInThisSearch: false, standby: false };
		situations.set(provider, known);
		return known;
	};
	const open = await OfferModel.find({ org: scene.org, provider: { $in: providers }, status: { $in: OPEN_OFFER } }, { provider: 1 })
		.session(scene.db)
		.lean();
	for (const offer of open) of(offer.provider).openOffers++;
	const asked = await OfferModel.find({ org: scene.org, request: request._id }).session(scene.db).lean();
	for (const offer of asked) {
		const situation = of(offer.provider);
		if (offer.search === search) situation.offeredInThisSearch = true;
		if (offer.status === 'standby') situation.standby = true;
		if (offer.status === 'declined' && offer.respondedAt !== undefined)
			situation.refusedAt = latest(situation.refusedAt, offer.respondedAt);
	}
	for (const job of await jobsInHand(scene, providers)) {
		if (job._id === request._id || job.assigned === null) continue;
		of(job.assigned.provider).jobs.push(isScheduled(job.when, scene.now) ? (job.when.at ?? null) : null);
	}
	return situations;
}

function latest(a: Date | undefined, b: Date): Date {
	return a === undefined || a < b ? b : a;
}
