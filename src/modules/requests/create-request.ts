import { z } from 'zod';
import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Facts } from './facts.ts';
import { actorOf, RequestModel, type ServiceRequest } from './model.ts';
import { nextRequestNumber } from './next-number.ts';
import { placeSchema, readPlace } from './place.ts';
import { raise } from './raise.ts';
import { OPEN } from './statuses.ts';
import { readWhen, whenSchema } from './when.ts';

/** Requests one client may have open at once: a household has no more at the same time, a prank has (I12). */
const MAX_OPEN = 5;
const MAX_PHOTOS = 10;
const MAX_PROBLEM = 1000;

export const problemSchema = z.string().transform((text) => text.trim().slice(0, MAX_PROBLEM));
export const photosSchema = z.array(z.string().max(200)).transform((ids) => ids.slice(0, MAX_PHOTOS));
export const urgencySchema = z.enum(['basse', 'moyenne', 'haute']);

export const newRequestSchema = z.object({
	service: z.string().max(64),
	problem: problemSchema.nullish(),
	place: placeSchema,
	when: whenSchema.nullish(),
	photos: photosSchema.nullish(),
	urgency: urgencySchema.nullish(),
	danger: z.boolean().nullish(),
});
export type NewRequest = z.output<typeof newRequestSchema>;

export type Refusal =
	| { outcome: 'unknown_service' }
	| { outcome: 'outside_area'; data: Facts }
	| { outcome: 'bad_time'; data: { why: 'past' | 'too_far' } }
	| { outcome: 'too_many'; data: { count: number } };

/**
 * Takes a request in and begins the search, all in one scene. Danger makes it urgent, and a manager hears of it at once. What cannot be served is refused with a reason
 * and changes nothing.
 */
export async function createRequest(
	scene: Scene,
	dispatcher: Dispatcher,
	client: string,
	by: Actor,
	wish: NewRequest,
): Promise<{ outcome: 'created'; request: ServiceRequest } | Refusal> {
	const organisation = await getOrganisation(scene.org);
	if (!organisation.services.some((service) => service.id === wish.service)) return { outcome: 'unknown_service' };
	const place = readPlace(wish.place, organisation);
	if (!place.ok) return { outcome: 'outside_area', data: nearestFacts(place.nearest) };
	const when = readWhen(wish.when ?? {}, scene.now, organisation.timezone);
	if (!when.ok) return { outcome: 'bad_time', data: { why: when.why } };
	const count = await RequestModel.countDocuments({ org: scene.org, client, status: { $in: OPEN } }).session(scene.reads.db ?? null);
	if (count >= MAX_OPEN) return { outcome: 'too_many', data: { count } };
	const danger = wish.danger ?? false;
	const request: ServiceRequest = {
		_id: scene.newId(),
		org: scene.org,
		number: await nextRequestNumber(scene.org),
		client,
		service: wish.service,
		problem: wish.problem ?? '',
		place: place.place,
		when: when.when,
		photos: wish.photos ?? [],
		urgency: danger ? 'haute' : (wish.urgency ?? 'moyenne'),
		danger,
		status: 'request_received',
		assigned: null,
		excluded: [],
		reallocations: 0,
		price: null,
		rating: null,
		cancelled: null,
		history: [
			{ from: null, to: 'request_received', actor: actorOf(by), cause: 'created', at: scene.now, source: by.source, confidence: 'high' },
		],
		version: 0,
		createdAt: scene.now,
		updatedAt: scene.now,
		closedAt: null,
	};
	scene.insert(RequestModel, request);
	scene.emit({
		type: 'request.created',
		subject: { kind: 'request', id: request._id },
		data: {
			number: request.number,
			service: request.service,
			zone: request.place.zone,
			urgency: request.urgency,
			danger,
			when: request.when.kind,
			client,
		},
	});
	if (danger) await raise(scene, request, 'danger');
	return { outcome: 'created', request: await dispatcher.startSearch(scene, request, { cause: 'created' }) };
}

/** The nearest zone served, for the words that say no. */
export function nearestFacts(nearest: { label: Record<string, string>; km: number } | null): Facts {
	return nearest === null ? {} : { nearest_zone_label: nearest.label, nearest_km: nearest.km };
}
