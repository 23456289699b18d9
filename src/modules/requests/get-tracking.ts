import { z } from 'zod';
import { DAY_PARTS } from '../../platform/day-parts.ts';
import { AppError } from '../../platform/errors.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { getOrganisation, type Organisation } from '../organisations/index.ts';
import { averageOf, findProvidersById, type Provider } from '../providers/index.ts';
import { contactsById, type KnownClient } from './client-of.ts';
import { type EtaNow, etaAt } from './eta.ts';
import { isContactHidden, mayKnowClient, priceState, serviceLabel, withoutPhoneNumbers, zoneLabel } from './facts.ts';
import { type RequestLine, RequestModel, type ServiceRequest } from './model.ts';
import { learnDurations, predictSteps, type StepDurations } from './predict-steps.ts';
import { BEFORE_ARRIVAL, PERCENT, STATUSES } from './statuses.ts';

const label = z.record(z.string(), z.unknown());
const time = z.string();
const status = z.enum(STATUSES);

/** A request as the API tells it: one shape for every role, with what the role may not know left out. */
export const trackingSchema = z.object({
	request_id: z.string(),
	number: z.int(),
	status,
	completion_percentage: z.int(),
	service: z.object({ id: z.string(), label }),
	problem: z.string(),
	place: z.object({ zone: z.string(), label, landmark: z.string().optional(), lat: z.number().optional(), lon: z.number().optional() }),
	when: z.object({
		kind: z.enum(['now', 'today', 'date']),
		at: time.optional(),
		precision: z.enum(['now', 'hour', 'day']),
		part: z.enum(DAY_PARTS).optional(),
	}),
	urgency: z.enum(['basse', 'moyenne', 'haute']),
	danger: z.boolean(),
	photos: z.array(z.string()),
	client: z.object({ id: z.string(), name: z.string().optional(), phone: z.string().optional() }).nullable(),
	provider: z.object({ id: z.string(), name: z.string(), phone: z.string(), rating: z.number().nullable(), ratings: z.int() }).nullable(),
	eta: z
		.object({
			min_minutes: z.int(),
			max_minutes: z.int(),
			from: time,
			to: time,
			age_minutes: z.int(),
			late: z.boolean(),
			late_by_minutes: z.int(),
			basis: z.enum(['stated', 'estimated']),
		})
		.nullable(),
	price: z.object({ amount: z.int(), state: z.enum(['none', 'proposed', 'confirmed', 'disputed']), at: time }).nullable(),
	rating: z.object({ score: z.int(), comment: z.string().optional(), at: time }).nullable(),
	history: z.array(
		z.object({
			from: status.nullable(),
			to: status,
			actor: z.object({ kind: z.string(), id: z.string() }),
			cause: z.string(),
			at: time,
			source: z.string(),
			confidence: z.enum(['high', 'medium', 'low']),
		}),
	),
	next_steps: z.array(z.object({ status, from: time, to: time })),
	created_at: time,
	updated_at: time,
	closed_at: time.nullable(),
});
export type Tracking = z.input<typeof trackingSchema>;

/** Finished jobs of the same service that predictions learn from. */
const SAMPLE = 50;

/** A request with its history, its ETA as a range with an age, and the steps to come (spec/1, rule R14). */
export async function getTracking(identity: Identity, request: ServiceRequest, now: Date): Promise<Tracking> {
	const [only] = await getTrackings(identity, [request], now);
	if (only === undefined) throw new AppError('internal', 'a request has no tracking');
	return only;
}

/** The same for a page of requests; people, providers and durations are read once for all of them. */
export async function getTrackings(identity: Identity, requests: readonly ServiceRequest[], now: Date): Promise<Tracking[]> {
	const within = { org: identity.org };
	const organisation = await getOrganisation(identity.org);
	const known = new Set(requests.filter((request) => knowsClient(identity, request, organisation, now)).map(({ _id }) => _id));
	const clients = await contactsById(within, distinct(requests.filter(({ _id }) => known.has(_id)).map(({ client }) => client)));
	const assigned = distinct(requests.flatMap((request) => (request.assigned === null ? [] : [request.assigned.provider])));
	const providers = new Map((await findProvidersById(within, assigned)).map((provider) => [provider.id, provider]));
	const durations = new Map<string, StepDurations>();
	for (const service of distinct(requests.map((request) => request.service)))
		durations.set(service, await durationsOf(identity.org, service));
	return requests.map((request) => {
		const provider = providers.get(request.assigned?.provider ?? '');
		const client = known.has(request._id) ? (clients.get(request.client) ?? null) : undefined;
		return show(request, { organisation, provider, client, durations: durations.get(request.service) ?? {}, now });
	});
}

interface Surroundings {
	organisation: Organisation;
	provider: Provider | undefined;
	/** Undefined: not to be known; null: gone. */
	client: KnownClient | null | undefined;
	durations: StepDurations;
	now: Date;
}

function show(request: ServiceRequest, { organisation, provider, client, durations, now }: Surroundings): Tracking {
	const known = client !== undefined;
	const eta = request.assigned?.eta !== undefined && BEFORE_ARRIVAL.includes(request.status) ? etaAt(request.assigned.eta, now) : null;
	const steps = predictSteps({ status: request.status, history: request.history, when: request.when, eta }, durations, now);
	const { zone, landmark, lat, lon } = request.place;
	return {
		request_id: request._id,
		number: request.number,
		status: request.status,
		completion_percentage: PERCENT[request.status],
		service: { id: request.service, label: serviceLabel(organisation, request.service) },
		problem: known ? request.problem : withoutPhoneNumbers(request.problem),
		place: { zone, label: zoneLabel(organisation, zone), ...(known ? { landmark, lat, lon } : {}) },
		when: { kind: request.when.kind, at: request.when.at?.toISOString(), precision: request.when.precision, part: request.when.part },
		urgency: request.urgency,
		danger: request.danger,
		photos: request.photos,
		client: known ? { id: request.client, name: client?.name, phone: client?.phone } : null,
		provider:
			provider === undefined
				? null
				: {
						id: provider.id,
						name: provider.name,
						phone: provider.phone,
						rating: averageOf(provider.rating),
						ratings: provider.rating.count,
					},
		eta: eta === null ? null : showEta(eta),
		price:
			request.price === null ? null : { amount: request.price.proposed, state: priceState(request), at: request.price.at.toISOString() },
		rating:
			request.rating === null
				? null
				: { score: request.rating.score, comment: request.rating.comment, at: request.rating.at.toISOString() },
		history: request.history.map(showLine),
		next_steps: steps.map((step) => ({ status: step.status, from: step.from.toISOString(), to: step.to.toISOString() })),
		created_at: request.createdAt.toISOString(),
		updated_at: request.updatedAt.toISOString(),
		closed_at: request.closedAt?.toISOString() ?? null,
	};
}

/** Staff know the client until the contact is hidden for all; a provider only while the job is theirs (rules R16, P12). */
function knowsClient(identity: Identity, request: ServiceRequest, organisation: Organisation, now: Date): boolean {
	if (identity.role === 'provider') return mayKnowClient(request, identity.subject ?? '', organisation, now);
	return !isContactHidden(request, organisation, now);
}

async function durationsOf(org: string, service: string): Promise<StepDurations> {
	const finished = await RequestModel.find({ org, status: 'service_completed', service }, { history: 1 })
		.sort({ _id: -1 })
		.limit(SAMPLE)
		.lean();
	return learnDurations(finished.map((one) => one.history));
}

function showEta(eta: EtaNow): NonNullable<Tracking['eta']> {
	return {
		min_minutes: eta.min,
		max_minutes: eta.max,
		from: eta.from.toISOString(),
		to: eta.to.toISOString(),
		age_minutes: eta.age,
		late: eta.late,
		late_by_minutes: eta.lateBy,
		basis: eta.basis,
	};
}

function showLine(line: RequestLine): Tracking['history'][number] {
	return {
		from: line.from,
		to: line.to,
		actor: line.actor,
		cause: line.cause,
		at: line.at.toISOString(),
		source: line.source,
		confidence: line.confidence,
	};
}

function distinct(ids: string[]): string[] {
	return [...new Set(ids)];
}
