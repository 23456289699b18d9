import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../conversation/command.ts';
import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { getOrganisation } from '../organisations/index.ts';
import { cancelRequest } from './cancel-request.ts';
import { createRequest, newRequestSchema } from './create-request.ts';
import type { Dispatcher } from './dispatcher.ts';
import { editRequest, requestChangesSchema } from './edit-request.ts';
import { canRate, clientFacts, priceWaits, zoneLabel } from './facts.ts';
import { openRequestsOf, type Picked, pick, requestsOf, severalFacts } from './find-request.ts';
import { lastPlace } from './last-place.ts';
import type { ServiceRequest } from './model.ts';
import { commentRating, rateRequest } from './rate-request.ts';
import { confirmPrice, disputePrice, type Settled } from './settle-price.ts';

/**
 * What a flow may ask about requests. The person is the scene's contact: nobody acts on another's request.
 * `request` is an id or a number that can be said ("1042"); null or absent means "mine": the only one that fits, or `several`.
 *
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `requests.create` | service, problem, place {zone?, landmark?, lat?, lon?, label?}, when {kind: now, today, date; at?; precision?; part?} or {at, precision, part?} (a `when_at` slot), photos? [media ids], urgency? basse, moyenne, haute, danger? | `created` → FACTS · `outside_area` → {nearest_zone_label?, nearest_km?} · `unknown_service` · `bad_time` → {why: past, too_far} · `too_many` → {count} |
 * | `requests.list_open` | – | `none` · `one` → FACTS · `several` → {count, items} |
 * | `requests.status` | request? | `found` → FACTS · `not_found` · `several` → {count, items} |
 * | `requests.edit` | request?, changes {service?, problem?, place?, when?, photos?, urgency?} | `edited` → FACTS + {effect: none, search_restarted, provider_told, provider_must_confirm, provider_changed} · `outside_area` · `unknown_service` · `bad_time` · `too_late` → FACTS · `not_found` · `several` |
 * | `requests.last_place` | – | `found` → {place {zone, label?, lat?, lon?}, zone_label {fr, en, wo}, landmark?} of their newest request · `none` |
 * | `requests.cancel` | request?, reason? | `cancelled` → FACTS · `too_late` → FACTS (the provider is there: a person decides) · `already` → FACTS · `not_found` · `several` |
 * | `requests.pending_price` | – | `one` → FACTS · `several` → {count, items} · `none` |
 * | `requests.confirm_price` | request? | `confirmed` → FACTS · `none` (no price waits) · `already` → FACTS · `several` |
 * | `requests.dispute_price` | request?, reason? | `disputed` → FACTS (hand over to a person next) · `none` · `already` → FACTS · `several` |
 * | `requests.pending_rating` | – | `one` → FACTS · `several` → {count, items} · `none` |
 * | `requests.rate` | request?, score 0–5 (0 counts as 1), comment? | `rated` → FACTS · `already_rated` → FACTS · `not_yet` → FACTS (not completed, disputed, or `rating_hours` are over) · `not_found` · `several` |
 * | `requests.comment` | request?, comment | `commented` → FACTS · `not_found` (not rated, or already has one) |
 *
 * `items`: [{ id (the request's), label {fr, en, wo}, description {fr, en, wo} }], newest first, at most 10.
 *
 * FACTS (also in every `request.*` notice to a client): request, number, status, percent, service, service_label {fr, en, wo}, problem, zone,
 * zone_label {fr, en, wo}, landmark, when_kind (now, today, date), when_at? (ISO 8601), when_precision (now, hour, day), when_part? (morning, afternoon, evening, night), urgency, danger,
 * photos (count), provider?, provider_name?, provider_phone?, provider_rating? (one decimal), provider_ratings (count),
 * eta_min?, eta_max? (minutes from now, while on the way), eta_age? (minutes since it was said), late (boolean), late_by? (minutes),
 * price? (francs), price_state (none, proposed, confirmed, disputed), score?, can_edit, can_cancel, can_rate, cancelled_by?, cancel_reason?
 *
 * Notices told to the client's contact (type → data beyond FACTS):
 * | type | data |
 * | --- | --- |
 * | `request.searching` | search begun by someone else than the client's own turn: after `retry_later`, by a manager |
 * | `request.still_looking` | waited (minutes), asked (providers), nth (1, 2…) |
 * | `request.accepted` | eta_min, eta_max |
 * | `request.enroute` · `request.arrived` · `request.started` | – |
 * | `request.late` | late_by: said by itself when an ETA has passed |
 * | `request.completed` | price?, ask_price (boolean: a price waits for a yes), ask_rating |
 * | `request.price_proposed` | price: proposed or changed after the end |
 * | `request.cancelled` | by someone else than the client: cancelled_by (agent, manager, admin, system), cancel_reason? |
 * | `request.no_provider` | asked (providers), reason (none_free, nobody_accepted, time_over, too_many_changes), can_widen (boolean), retry_minutes (suggestion) |
 * | `request.reassigning` | cause (provider_pulled_out, provider_silent, provider_refused_change, manager), former_provider_name |
 * | `request.edited` | by a manager: changes [service, problem, zone, place, when, photos, urgency] |
 * | `request.confirmed_by_provider` | the provider kept the job after an edit, or confirmed a booked job |
 */
export function requestCommands(dispatcher: Dispatcher): Command[] {
	return [
		defineCommand({
			name: 'requests.create',
			args: newRequestSchema,
			outcomes: ['created', 'outside_area', 'unknown_service', 'bad_time', 'too_many'],
			async run(scene, args) {
				const result = await createRequest(scene, dispatcher, speaker(scene).id, speaker(scene), args);
				return result.outcome === 'created' ? told(scene, 'created', result.request) : result;
			},
		}),
		defineCommand({
			name: 'requests.list_open',
			args: z.object({}),
			outcomes: ['none', 'one', 'several'],
			run: (scene) => chosen(scene, null, (request) => told(scene, 'one', request), 'none'),
		}),
		defineCommand({
			name: 'requests.last_place',
			args: z.object({}),
			outcomes: ['found', 'none'],
			async run(scene) {
				const place = await lastPlace(scene, speaker(scene).id);
				if (place === null) return { outcome: 'none' };
				const { landmark, ...where } = place;
				const label = zoneLabel(await getOrganisation(scene.org), place.zone);
				return { outcome: 'found', data: { place: where, zone_label: label, ...(landmark === undefined ? {} : { landmark }) } };
			},
		}),
		defineCommand({
			name: 'requests.status',
			args: z.object({ request: reference }),
			outcomes: ['found', 'not_found', 'several'],
			run: (scene, args) => chosen(scene, args.request, (request) => told(scene, 'found', request)),
		}),
		defineCommand({
			name: 'requests.edit',
			args: z.object({ request: reference, changes: requestChangesSchema.nullish() }),
			outcomes: ['edited', 'outside_area', 'unknown_service', 'bad_time', 'too_late', 'not_found', 'several'],
			run: (scene, args) =>
				chosen(scene, args.request, async (request) => {
					const result = await editRequest(scene, dispatcher, request, { by: speaker(scene), changes: args.changes ?? {} });
					if (!('request' in result)) return result;
					return told(scene, result.outcome, result.request, 'effect' in result ? { effect: result.effect } : {});
				}),
		}),
		defineCommand({
			name: 'requests.cancel',
			args: z.object({ request: reference, reason: z.string().nullish() }),
			outcomes: ['cancelled', 'too_late', 'already', 'not_found', 'several'],
			run: (scene, args) =>
				chosen(scene, args.request, async (request) => {
					const result = await cancelRequest(scene, dispatcher, request, { by: speaker(scene), reason: args.reason ?? null });
					return told(scene, result.outcome, result.request);
				}),
		}),
		...priceCommands(),
		...ratingCommands(),
	];
}

function priceCommands(): Command[] {
	const waiting = async (scene: Scene) => {
		const organisation = await getOrganisation(scene.org);
		const completed = await requestsOf(scene, speaker(scene).id, 'service_completed');
		return completed.filter((request) => priceWaits(request, organisation, scene.now));
	};
	const settle = async (
		scene: Scene,
		named: string | null | undefined,
		outcome: string,
		act: (request: ServiceRequest) => Promise<Settled>,
	) => {
		const picked = await pick(scene, named, mine(scene), () => waiting(scene));
		return answer(scene, picked, 'none', async (request) => {
			const result = await act(request);
			return result.outcome === 'none'
				? { outcome: 'none' }
				: told(scene, result.outcome === 'settled' ? outcome : 'already', result.request);
		});
	};
	return [
		defineCommand({
			name: 'requests.pending_price',
			args: z.object({}),
			outcomes: ['one', 'several', 'none'],
			run: async (scene) =>
				answer(scene, await pick(scene, null, mine(scene), () => waiting(scene)), 'none', (request) => told(scene, 'one', request)),
		}),
		defineCommand({
			name: 'requests.confirm_price',
			args: z.object({ request: reference }),
			outcomes: ['confirmed', 'already', 'none', 'several'],
			run: (scene, args) => settle(scene, args.request, 'confirmed', (request) => confirmPrice(scene, request)),
		}),
		defineCommand({
			name: 'requests.dispute_price',
			args: z.object({ request: reference, reason: z.string().nullish() }),
			outcomes: ['disputed', 'already', 'none', 'several'],
			run: (scene, args) =>
				settle(scene, args.request, 'disputed', (request) =>
					disputePrice(scene, request, { by: speaker(scene), reason: args.reason ?? null }),
				),
		}),
	];
}

function ratingCommands(): Command[] {
	const waiting = async (scene: Scene) => {
		const organisation = await getOrganisation(scene.org);
		const completed = await requestsOf(scene, speaker(scene).id, 'service_completed');
		return completed.filter((request) => canRate(request, organisation, scene.now));
	};
	return [
		defineCommand({
			name: 'requests.pending_rating',
			args: z.object({}),
			outcomes: ['one', 'several', 'none'],
			run: async (scene) =>
				answer(scene, await pick(scene, null, mine(scene), () => waiting(scene)), 'none', (request) => told(scene, 'one', request)),
		}),
		defineCommand({
			name: 'requests.rate',
			args: z.object({ request: reference, score: z.coerce.number().int().min(0).max(5), comment: z.string().nullish() }),
			outcomes: ['rated', 'already_rated', 'not_yet', 'not_found', 'several'],
			run: async (scene, args) =>
				answer(scene, await pick(scene, args.request, mine(scene), () => waiting(scene)), 'not_found', async (request) => {
					// "Zéro" is the least there is.
					const result = await rateRequest(scene, request, { score: Math.max(1, args.score), comment: args.comment ?? null });
					return told(scene, result.outcome, result.request);
				}),
		}),
		defineCommand({
			name: 'requests.comment',
			args: z.object({ request: reference, comment: z.string() }),
			outcomes: ['commented', 'not_found'],
			async run(scene, args) {
				const rated = async () => {
					const completed = await requestsOf(scene, speaker(scene).id, 'service_completed');
					return completed.filter((request) => request.rating !== null && request.rating.comment === undefined).slice(0, 1);
				};
				return answer(scene, await pick(scene, args.request, mine(scene), rated), 'not_found', async (request) => {
					const next = await commentRating(scene, request, args.comment);
					return next === null ? { outcome: 'not_found' } : told(scene, 'commented', next);
				});
			},
		}),
	];
}

const reference = z.string().max(64).nullish();

/** The person whose turn it is, as the client of their requests: a provider may be a client too (rule R16). */
function speaker(scene: Scene): Actor {
	if (scene.contact === null) throw new AppError('internal', 'a command of a flow runs in the turn of a contact');
	return { kind: 'client', id: scene.contact._id, source: scene.actor.source };
}

function mine(scene: Scene): (request: ServiceRequest) => boolean {
	const { id } = speaker(scene);
	return (request) => request.client === id;
}

async function chosen(
	scene: Scene,
	named: string | null | undefined,
	act: (request: ServiceRequest) => Promise<CommandResult>,
	none = 'not_found',
): Promise<CommandResult> {
	return answer(scene, await pick(scene, named, mine(scene), () => openRequestsOf(scene, speaker(scene).id)), none, act);
}

async function answer(
	scene: Scene,
	picked: Picked,
	none: string,
	act: (request: ServiceRequest) => Promise<CommandResult>,
): Promise<CommandResult> {
	if (picked.kind === 'none') return { outcome: none };
	if (picked.kind === 'several') return { outcome: 'several', data: await severalFacts(scene, picked.requests) };
	return act(picked.request);
}

async function told(scene: Scene, outcome: string, request: ServiceRequest, extra: Record<string, unknown> = {}): Promise<CommandResult> {
	return { outcome, data: { ...(await clientFacts(scene, request)), ...extra } };
}
