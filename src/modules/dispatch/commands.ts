import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../conversation/command.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import {
	clientFacts,
	type Facts,
	findRequest,
	jobFactsFor,
	listItem,
	openRequestsOf,
	type Picked,
	present,
	proposePrice,
	recordProgress,
	type ServiceRequest,
	STEPS,
	severalFacts,
	stateEta,
} from '../requests/index.ts';
import { type Acceptance, acceptOffer } from './accept-offer.ts';
import { asProvider } from './actors.ts';
import { confirmJob } from './confirm-job.ts';
import { declineOffer } from './decline-offer.ts';
import { dispatcher } from './dispatcher.ts';
import { openOffersOf, pickOffer } from './find-offer.ts';
import type { Offer } from './model.ts';
import { offerFacts } from './offer-facts.ts';
import { type JobReference, pickJob } from './pick-job.ts';
import { pullOut } from './pull-out.ts';
import { retryLater, widenSearch } from './search-again.ts';

/**
 * What a flow may ask about offers and jobs. The person is the scene's contact; for provider commands the contact must be a provider
 * (`contact.provider`), else the outcome is `none`. `request` is an id, a number that can be said, or null: "my job", the only one that
 * fits or `ambiguous`. `offer` likewise: bound by the message replied to, or null.
 *
 * Provider
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `dispatch.answer_offer` | offer?, answer (accept, decline), reason? (far, busy, price, skill, sick, other or own words) | `accepted` → JOB (also for a second tap) · `declined` → OFFER · `already_taken` → OFFER + {standby} · `too_late` → OFFER (expired) · `withdrawn` → OFFER (client cancelled or changed) · `already_declined` → OFFER · `busy` → OFFER + {other_number} · `ambiguous` → {count, items} · `none` |
 * | `dispatch.progress` | request?, about? (what the answered message was about), step (enroute, arrived, started, completed), amount? (francs), no_price? (true: there is none), eta_minutes? | `done` → JOB + {step} · `price_missing` → JOB (completed without amount: ask it, then send again, or again with no_price) · `already` → JOB · `not_allowed` → JOB · `ambiguous` → {count, items} · `none` |
 * | `dispatch.set_eta` | request?, about?, eta_minutes | `done` → JOB · `ambiguous` · `none` |
 * | `dispatch.propose_price` | request?, about?, amount | `done` → JOB · `settled` → JOB (already confirmed or disputed) · `not_yet` → JOB · `ambiguous` · `none` |
 * | `dispatch.pull_out` | request?, about?, reason? | `reoffered` → JOB · `after_arrival` → JOB (hand over to a person next) · `ambiguous` · `none` |
 * | `dispatch.confirm_job` | request?, about?, answer (yes, no) | `kept` → JOB · `reoffered` → JOB · `ambiguous` · `none`: after `job.changed` or `job.confirm` |
 * | `dispatch.my_jobs` | – | `none` · `one` → JOB · `several` → {count, items} |
 * | `dispatch.open_offers` | – | `none` · `one` → OFFER · `several` → {count, items} |
 *
 * Client
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `dispatch.retry_later` | request?, minutes (5–1440) | `scheduled` → FACTS + {retry_at} · `not_allowed` → FACTS · `not_found` |
 * | `dispatch.widen` | request? | `searching` → FACTS · `no_wider` → FACTS · `not_allowed` → FACTS · `not_found` |
 *
 * `items`: [{ id, label {fr, en, wo}, description {fr, en, wo} }]; id is an offer's for answer_offer and open_offers, else a request's.
 *
 * OFFER: offer, request, number, service, service_label, problem (phone numbers masked), zone, zone_label, distance_km?, when_kind, when_at?,
 * when_precision, when_part?, urgency, danger, photos (count), expires_at (ISO 8601: not to be delivered later; the time to answer runs from the delivery),
 * minutes (to answer). Never the client's name, phone, landmark or pin.
 * JOB: OFFER's facts of the request + status, percent, eta_min?, eta_max?, eta_age?, late, client_name?, client_phone?, landmark?, lat?, lon?,
 * price?, price_state. The client's contact and the exact
 * place are there only between the acceptance and `contact_hidden_after_days` after the end.
 *
 * Notices told to the provider's contact (type → data):
 * | type | data |
 * | --- | --- |
 * | `offer.made` | OFFER; `offer` is the subject, `expires_at` the latest useful moment |
 * | `offer.reminder` | OFFER + {minutes_left} |
 * | `offer.lost` | OFFER: another provider took it; taps now put him on standby |
 * | `offer.withdrawn` | OFFER + {why: client_cancelled, client_changed, busy, stopped} |
 * | `offer.expired` | OFFER: he saw it or got it and did not answer |
 * | `job.reminder` | JOB: accepted, no news since; asks "on the way?" or pull out |
 * | `job.reassigned` | JOB without the client's contact + {cause: silent, changed, manager} |
 * | `job.cancelled` | JOB without the client's contact + {cancelled_by, cancel_reason?} |
 * | `job.changed` | JOB + {changes [service, problem, zone, place, when, photos, urgency], must_confirm} |
 * | `job.confirm` | JOB + {minutes_before}: a booked job, the day before and one hour before; answered by `dispatch.confirm_job` |
 * | `job.assigned` | JOB: a manager gave it to him |
 * | `price.confirmed` | JOB |
 * | `price.disputed` | JOB + {reason?} |
 * | `rating.received` | JOB + {score, rating, ratings} |
 *
 * Told to the managers who have a contact: `manager.alert` → {alert (no_provider, provider_silent, pulled_out_after_arrival,
 * too_many_changes, price_disputed, danger), status, request, number, service_label, zone_label, provider_name?}.
 */
export const commands: Command[] = [...offerCommands(), ...jobCommands(), ...clientCommands()];

function offerCommands(): Command[] {
	return [
		defineCommand({
			name: 'dispatch.answer_offer',
			args: z.object({ offer: reference(), answer: z.enum(['accept', 'decline']), reason: z.string().nullish() }),
			outcomes: ['accepted', 'declined', 'already_taken', 'too_late', 'withdrawn', 'already_declined', 'busy', 'ambiguous', 'none'],
			async run(scene, args) {
				const provider = providerOf(scene);
				if (provider === null) return { outcome: 'none' };
				const picked = await pickOffer(scene, provider, args.offer);
				if (picked.kind === 'none') return { outcome: 'none' };
				if (picked.kind === 'several') return { outcome: 'ambiguous', data: await severalOffers(scene, picked.offers) };
				const { offer } = picked;
				if (args.answer === 'accept') return accepted(scene, offer, await acceptOffer(scene, offer, { source: scene.actor.source }));
				const outcome = await declineOffer(scene, offer, args.reason);
				return { outcome, data: await factsOf(scene, offer) };
			},
		}),
		defineCommand({
			name: 'dispatch.open_offers',
			args: z.object({}),
			outcomes: ['none', 'one', 'several'],
			async run(scene) {
				const provider = providerOf(scene);
				const offers = provider === null ? [] : await openOffersOf(scene, provider);
				const [only] = offers;
				if (only === undefined) return { outcome: 'none' };
				if (offers.length === 1) return { outcome: 'one', data: await factsOf(scene, only) };
				return { outcome: 'several', data: await severalOffers(scene, offers) };
			},
		}),
	];
}

function jobCommands(): Command[] {
	const named = { request: reference(), about: reference() };
	return [
		defineCommand({
			name: 'dispatch.progress',
			args: z.object({
				...named,
				step: z.enum(STEPS),
				amount: z.int().min(0).nullish(),
				no_price: z.boolean().nullish(),
				eta_minutes: minutes().nullish(),
			}),
			outcomes: ['done', 'price_missing', 'already', 'not_allowed', 'ambiguous', 'none'],
			async run(scene, args) {
				const provider = providerOf(scene) ?? '';
				return answer(scene, await pickJob(scene, provider, args, args.step), async (request) => {
					const result = await recordProgress(scene, dispatcher, request, {
						step: args.step,
						by: asProvider(provider, scene.actor.source),
						amount: args.amount ?? null,
						noPrice: args.no_price ?? false,
						etaMinutes: args.eta_minutes ?? null,
					});
					return told(scene, result.outcome, result.request, provider, { step: args.step });
				});
			},
		}),
		jobCommand('dispatch.set_eta', z.object({ ...named, eta_minutes: minutes() }), ['done'], async (scene, request, args) => ({
			outcome: 'done',
			request: await stateEta(scene, dispatcher, request, args.eta_minutes),
		})),
		defineCommand({
			name: 'dispatch.propose_price',
			args: z.object({ ...named, amount: z.int().min(0) }),
			outcomes: ['done', 'settled', 'not_yet', 'ambiguous', 'none'],
			async run(scene, args) {
				const provider = providerOf(scene) ?? '';
				// Also said of the job just finished, which is in hand no more.
				return answer(scene, await pickJob(scene, provider, args, 'completed'), async (request) => {
					const result = await proposePrice(scene, request, { by: asProvider(provider, scene.actor.source), amount: args.amount });
					return told(scene, result.outcome, result.request, provider);
				});
			},
		}),
		jobCommand(
			'dispatch.pull_out',
			z.object({ ...named, reason: z.string().nullish() }),
			['reoffered', 'after_arrival'],
			(scene, request, args) => pullOut(scene, request, { source: scene.actor.source, reason: args.reason ?? null }),
		),
		jobCommand('dispatch.confirm_job', z.object({ ...named, answer: yesOrNo() }), ['kept', 'reoffered'], (scene, request, args) =>
			confirmJob(scene, request, { keeps: args.answer, source: scene.actor.source }),
		),
		defineCommand({
			name: 'dispatch.my_jobs',
			args: z.object({}),
			outcomes: ['none', 'one', 'several'],
			async run(scene) {
				const provider = providerOf(scene) ?? '';
				const result = await answer(scene, await pickJob(scene, provider, {}), (request) => told(scene, 'one', request, provider));
				return result.outcome === 'ambiguous' ? { ...result, outcome: 'several' } : result;
			},
		}),
	];
}

function clientCommands(): Command[] {
	return [
		defineCommand({
			name: 'dispatch.retry_later',
			args: z.object({ request: reference(), minutes: minutes() }),
			outcomes: ['scheduled', 'not_allowed', 'not_found'],
			run: (scene, args) =>
				ownRequest(scene, args.request, async (request) => {
					const at = retryLater(scene, request, args.minutes);
					const facts = await clientFacts(scene, request);
					return at === null
						? { outcome: 'not_allowed', data: facts }
						: { outcome: 'scheduled', data: { ...facts, retry_at: at.toISOString() } };
				}),
		}),
		defineCommand({
			name: 'dispatch.widen',
			args: z.object({ request: reference() }),
			outcomes: ['searching', 'no_wider', 'not_allowed', 'not_found'],
			run: (scene, args) =>
				ownRequest(scene, args.request, async (request) => {
					const result = await widenSearch(scene, request);
					return { outcome: result.outcome, data: await clientFacts(scene, result.request) };
				}),
		}),
	];
}

/** A command about one of the provider's jobs in hand. */
function jobCommand<A extends z.ZodType<JobReference>>(
	name: string,
	args: A,
	outcomes: readonly string[],
	act: (scene: Scene, request: ServiceRequest, args: z.output<A>) => Promise<{ outcome: string; request: ServiceRequest }>,
): Command {
	return defineCommand({
		name,
		args,
		outcomes: [...outcomes, 'ambiguous', 'none'],
		async run(scene, given) {
			const provider = providerOf(scene) ?? '';
			return answer(scene, await pickJob(scene, provider, given), async (request) => {
				const result = await act(scene, request, given);
				return told(scene, result.outcome, result.request, provider);
			});
		},
	});
}

function reference() {
	return z.string().max(64).nullish();
}

function minutes() {
	return z.coerce.number().int().min(1).max(1440);
}

/** YAML reads `yes` as a word, and a tapped choice may carry a boolean. */
function yesOrNo() {
	return z.union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')]);
}

/** The provider whose turn it is; null when the person is none. */
function providerOf(scene: Scene): string | null {
	return scene.contact?.provider ?? null;
}

async function answer(scene: Scene, picked: Picked, act: (request: ServiceRequest) => Promise<CommandResult>): Promise<CommandResult> {
	if (picked.kind === 'none') return { outcome: 'none' };
	if (picked.kind === 'several') return { outcome: 'ambiguous', data: await severalFacts(scene, picked.requests) };
	return act(picked.request);
}

async function told(scene: Scene, outcome: string, request: ServiceRequest, provider: string, extra: Facts = {}): Promise<CommandResult> {
	return { outcome, data: { ...(await jobFactsFor(scene, request, provider)), ...extra } };
}

async function accepted(scene: Scene, offer: Offer, result: Acceptance): Promise<CommandResult> {
	if (result.outcome === 'accepted') return told(scene, 'accepted', result.request, offer.provider, { offer: offer._id });
	const facts = await factsOf(scene, offer);
	if (result.outcome === 'already_taken') return { outcome: 'already_taken', data: { ...facts, standby: result.standby } };
	if (result.outcome === 'busy') return { outcome: 'busy', data: present({ ...facts, other_number: result.other?.number }) };
	return { outcome: result.outcome, data: facts };
}

async function factsOf(scene: Scene, offer: Offer): Promise<Facts> {
	const request = await findRequest(scene, offer.request);
	return request === null ? { offer: offer._id } : offerFacts(scene, offer, request);
}

async function severalOffers(scene: Scene, offers: Offer[]): Promise<Facts> {
	const organisation = await getOrganisation(scene.org);
	const items: Facts[] = [];
	for (const offer of offers) {
		const request = await findRequest(scene, offer.request);
		if (request !== null) items.push(listItem(organisation, request, offer._id));
	}
	return { count: items.length, items };
}

/** The client's own request: the one named, else the newest that has no provider. */
async function ownRequest(
	scene: Scene,
	named: string | null | undefined,
	act: (request: ServiceRequest) => Promise<CommandResult>,
): Promise<CommandResult> {
	const client = scene.contact?._id ?? '';
	const request =
		named != null && named !== ''
			? await findRequest(scene, named)
			: ((await openRequestsOf(scene, client)).find(({ status }) => status === 'no_provider') ?? null);
	return request === null || request.client !== client ? { outcome: 'not_found' } : act(request);
}
