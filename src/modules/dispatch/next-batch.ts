import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { changeStatus, isScheduled, type ServiceRequest } from '../requests/index.ts';
import { DISPATCH } from './actors.ts';
import type { Chosen } from './candidates.ts';
import { candidatesOf } from './candidates-of.ts';
import { endSearch } from './end-search.ts';
import { type Offer, OfferModel, RoundModel, type Search, SearchModel } from './model.ts';
import { offerFacts } from './offer-facts.ts';
import { KINDS, offerTimers } from './timer-keys.ts';

/** Sends the next batch of an open search, or ends it when there is nobody left or no batch left (rule R8). */
export async function nextBatch(scene: Scene, request: ServiceRequest, search: Search): Promise<ServiceRequest> {
	const organisation = await getOrganisation(scene.org);
	if (search.batch >= organisation.settings.offer_max_batches) return endSearch(scene, request, search, 'nobody_accepted');
	const urgent = request.danger || request.urgency === 'haute';
	const size = search.batch === 0 && urgent ? organisation.settings.urgent_offer_batch : organisation.settings.offer_batch;
	const { chosen, leftOut } = await candidatesOf(scene, request, { search: search._id, wide: search.wide, size });
	const batch = search.batch + 1;
	await RoundModel.create(
		[
			{
				_id: scene.newId(),
				org: scene.org,
				search: search._id,
				request: request._id,
				batch,
				at: scene.now,
				wide: search.wide,
				chosen,
				leftOut,
			},
		],
		{ session: scene.db },
	);
	scene.emit({
		type: 'search.round',
		subject: { kind: 'request', id: request._id },
		data: { search: search._id, batch, chosen: chosen.map(({ provider }) => provider), left_out: leftOut.length, number: request.number },
	});
	if (chosen.length === 0) return endSearch(scene, request, search, search.asked === 0 ? 'none_free' : 'nobody_accepted');
	await SearchModel.updateOne(
		{ _id: search._id, org: scene.org, state: 'open' },
		{ $set: { batch }, $inc: { asked: chosen.length, version: 1 } },
		{ session: scene.db },
	);
	const scheduled = isScheduled(request.when, scene.now);
	const seconds = scheduled ? organisation.settings.scheduled_offer_seconds : organisation.settings.offer_seconds;
	for (const one of chosen) await makeOffer(scene, request, search, { ...one, batch, seconds });
	return request.status === 'provider_search'
		? changeStatus(scene, request, { to: 'provider_notified', by: DISPATCH, cause: 'offers_sent' })
		: request;
}

async function makeOffer(
	scene: Scene,
	request: ServiceRequest,
	search: Search,
	to: Chosen & { batch: number; seconds: number },
): Promise<void> {
	const expiresAt = new Date(scene.now.getTime() + to.seconds * 1000);
	const offer: Offer = {
		_id: scene.newId(),
		org: scene.org,
		request: request._id,
		search: search._id,
		provider: to.provider,
		contact: to.contact,
		batch: to.batch,
		status: 'sent',
		seconds: to.seconds,
		sentAt: scene.now,
		expiresAt,
		...(to.distanceMetres === null ? {} : { distanceMetres: to.distanceMetres }),
	};
	await OfferModel.create([offer], { session: scene.db });
	// Until the delivery is known: given up as undelivered, which counts for nobody (rule R6).
	scene.setTimer({ key: `${offerTimers(offer._id)}expiry`, kind: KINDS.offerExpiry, fireAt: expiresAt, data: { offer: offer._id } });
	scene.tell(offer.contact, 'offer.made', await offerFacts(scene, offer, request));
	scene.emit({
		type: 'offer.sent',
		subject: { kind: 'offer', id: offer._id },
		data: { request: request._id, number: request.number, provider: offer.provider, batch: offer.batch, search: search._id },
	});
}
