import { z } from 'zod';
import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { nearestFacts, photosSchema, problemSchema, type Refusal, urgencySchema } from './create-request.ts';
import type { Dispatcher } from './dispatcher.ts';
import { canEdit, clientFacts } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { placeSchema, readPlace } from './place.ts';
import { SEARCHING } from './statuses.ts';
import { tellProvider } from './tell-provider.ts';
import { type RequestChanges, updateRequest } from './transition.ts';
import { readWhen, sameWhen, whenSchema } from './when.ts';

export const requestChangesSchema = z.object({
	service: z.string().max(64).nullish(),
	problem: problemSchema.nullish(),
	place: placeSchema.nullish(),
	when: whenSchema.nullish(),
	photos: photosSchema.nullish(),
	urgency: urgencySchema.nullish(),
});
export type ChangesWished = z.output<typeof requestChangesSchema>;

/** What an edit led to. */
export type EditEffect = 'none' | 'search_restarted' | 'provider_told' | 'provider_must_confirm' | 'provider_changed';

export type Edited =
	| { outcome: 'edited'; request: ServiceRequest; effect: EditEffect }
	| { outcome: 'too_late'; request: ServiceRequest }
	| Refusal;

/** Another service, quarter or time is another job; a landmark, words or photos are not. */
const MATERIAL = ['service', 'zone', 'when'];

/**
 * Changes a request before the provider is there (rule R15). A material change during the search begins the search again; after an
 * acceptance the provider is asked whether he keeps the job, or it is offered anew when he does not serve it. Once he is on the way
 * only details can change.
 */
export async function editRequest(
	scene: Scene,
	dispatcher: Dispatcher,
	request: ServiceRequest,
	options: { by: Actor; changes: ChangesWished },
): Promise<Edited> {
	if (!canEdit(request)) return { outcome: 'too_late', request };
	const wish = await readChanges(scene, request, options.changes);
	if ('outcome' in wish) return wish;
	const changed = changedFields(request, wish);
	if (changed.length === 0) return { outcome: 'edited', request, effect: 'none' };
	const material = changed.some((field) => MATERIAL.includes(field));
	if (material && request.status === 'provider_enroute') return { outcome: 'too_late', request };
	const written = await updateRequest(scene, request, wish);
	scene.emit({
		type: 'request.edited',
		subject: { kind: 'request', id: request._id },
		data: { number: request.number, changed, material },
	});
	const { request: next, effect } = await follow(scene, dispatcher, written, changed, material);
	if (options.by.kind !== 'client') scene.tell(next.client, 'request.edited', { ...(await clientFacts(scene, next)), changes: changed });
	return { outcome: 'edited', request: next, effect };
}

async function follow(
	scene: Scene,
	dispatcher: Dispatcher,
	request: ServiceRequest,
	changed: string[],
	material: boolean,
): Promise<{ request: ServiceRequest; effect: EditEffect }> {
	if (request.assigned === null) {
		if (!material || !(SEARCHING.includes(request.status) || request.status === 'no_provider')) return { request, effect: 'none' };
		await dispatcher.stopSearch(scene, request, 'client_changed');
		return { request: await dispatcher.startSearch(scene, request, { cause: 'client_changed' }), effect: 'search_restarted' };
	}
	if (!material) {
		await tellProvider(scene, request, 'job.changed', { changes: changed, must_confirm: false });
		return { request, effect: 'provider_told' };
	}
	if (await dispatcher.assignedServes(scene, request, { service: request.service, zone: request.place.zone })) {
		return { request: await dispatcher.askToConfirm(scene, request, changed), effect: 'provider_must_confirm' };
	}
	return { request: await dispatcher.reopenChanged(scene, request, changed), effect: 'provider_changed' };
}

async function readChanges(scene: Scene, request: ServiceRequest, changes: ChangesWished): Promise<RequestChanges | Refusal> {
	const organisation = await getOrganisation(scene.org);
	const set: RequestChanges = {};
	if (changes.service != null) {
		if (!organisation.services.some((service) => service.id === changes.service)) return { outcome: 'unknown_service' };
		set.service = changes.service;
	}
	if (changes.place != null && Object.values(changes.place).some((part) => part != null)) {
		const { zone, label, lat, lon, landmark } = changes.place;
		const elsewhere = zone != null || label != null || lat != null || lon != null;
		// A landmark alone is said of the place already given.
		const place = readPlace(elsewhere ? { ...changes.place, landmark } : { ...request.place, landmark }, organisation);
		if (!place.ok) return { outcome: 'outside_area', data: nearestFacts(place.nearest) };
		set.place = place.place;
	}
	if (changes.when != null && Object.values(changes.when).some((part) => part != null)) {
		const when = readWhen(changes.when, scene.now, organisation.timezone);
		if (!when.ok) return { outcome: 'bad_time', data: { why: when.why } };
		set.when = when.when;
	}
	if (changes.problem != null) set.problem = changes.problem;
	if (changes.photos != null) set.photos = changes.photos;
	if (changes.urgency != null) set.urgency = changes.urgency;
	return set;
}

/** The fields that really differ; a place counts as `zone` when its quarter does, else as `place`. */
function changedFields(request: ServiceRequest, wish: RequestChanges): string[] {
	const changed: string[] = [];
	if (wish.service !== undefined && wish.service !== request.service) changed.push('service');
	if (wish.problem !== undefined && wish.problem !== request.problem) changed.push('problem');
	if (wish.place !== undefined) {
		if (wish.place.zone !== request.place.zone) changed.push('zone');
		else if (JSON.stringify(wish.place) !== JSON.stringify(request.place)) changed.push('place');
	}
	if (wish.when !== undefined && !sameWhen(wish.when, request.when)) changed.push('when');
	if (wish.photos !== undefined && wish.photos.join() !== request.photos.join()) changed.push('photos');
	if (wish.urgency !== undefined && wish.urgency !== request.urgency) changed.push('urgency');
	return changed;
}
