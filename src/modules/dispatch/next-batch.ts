import type { Scene } from '../../conversation/scene/scene.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';
import { newOffer } from '../offers/index.ts';
import { getOrganisation } from '../organisations/index.ts';
import { changeStatus, isNewRequest, isScheduled, type ServiceRequest } from '../requests/index.ts';
import { DISPATCH } from './actors.ts';
import type { Chosen } from './candidates.ts';
import { candidatesOf, fieldOf } from './candidates-of.ts';
import { changeSearch } from './change-search.ts';
import { endSearch } from './end-search.ts';
import { jobOffers } from './job-offers.ts';
import { type Offer, OfferModel, RoundModel, type Search } from './model.ts';
import { offerFacts } from './offer-facts.ts';

/** Sends the next batch of an open search, or ends it when there is nobody left or no batch left (rule R8). */
export async function nextBatch(scene: Scene, request: ServiceRequest, search: Search): Promise<ServiceRequest> {
	const organisation = await getOrganisation(scene.org);
	if (search.batch >= organisation.settings.offer_max_batches) return endSearch(scene, request, search, 'nobody_accepted');
	const urgent = request.danger || request.urgency === 'haute';
	const size = search.batch === 0 && urgent ? organisation.settings.urgent_offer_batch : organisation.settings.offer_batch;
	const field = await fieldOf(scene, request);
	const { chosen, leftOut } = await candidatesOf(scene, request, field, { search: search._id, wide: search.wide, size });
	const batch = search.batch + 1;
	scene.insert(RoundModel, {
		_id: scene.newId(),
		org: scene.org,
		search: search._id,
		request: request._id,
		batch,
		at: scene.now,
		wide: search.wide,
		chosen,
		leftOut,
	});
	scene.emit({
		type: 'search.round',
		subject: { kind: 'request', id: request._id },
		data: { search: search._id, batch, chosen: chosen.map(({ provider }) => provider), left_out: leftOut.length, number: request.number },
	});
	if (chosen.length === 0) return endSearch(scene, request, search, search.asked === 0 ? 'none_free' : 'nobody_accepted', field);
	await changeSearch(scene, search, { batch, asked: search.asked + chosen.length });
	const scheduled = isScheduled(request.when, scene.now);
	const seconds = scheduled ? organisation.settings.scheduled_offer_seconds : organisation.settings.offer_seconds;
	const offers = chosen.map((one) => offerTo(scene, request, search, { ...one, batch, seconds }));
	await storeOffers(scene, request, offers);
	for (const offer of offers) await sendOffer(scene, request, offer);
	return request.status === 'provider_search'
		? changeStatus(scene, request, { to: 'provider_notified', by: DISPATCH, cause: 'offers_sent' })
		: request;
}

function offerTo(scene: Scene, request: ServiceRequest, search: Search, to: Chosen & { batch: number; seconds: number }): Offer {
	return {
		_id: scene.newId(),
		org: scene.org,
		request: request._id,
		search: search._id,
		provider: to.provider,
		contact: to.contact,
		batch: to.batch,
		...newOffer(scene.now, to.seconds),
		...(to.distanceMetres === null ? {} : { distanceMetres: to.distanceMetres }),
	};
}

/** With the rest of a new request; else at once, because a scene that begins several searches counts a provider's offers again. */
async function storeOffers(scene: Scene, request: ServiceRequest, offers: Offer[]): Promise<void> {
	if (!isNewRequest(scene, request)) return insertRows(OfferModel, offers, scene.db);
	for (const offer of offers) scene.insert(OfferModel, offer);
}

async function sendOffer(scene: Scene, request: ServiceRequest, offer: Offer): Promise<void> {
	jobOffers.watch(scene, offer);
	scene.tell(offer.contact, 'offer.made', await offerFacts(scene, offer, request));
	scene.emit({
		type: 'offer.sent',
		subject: { kind: 'offer', id: offer._id },
		data: { request: request._id, number: request.number, provider: offer.provider, batch: offer.batch, search: offer.search },
	});
}
