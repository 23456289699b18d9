import type { Contact } from '../../conversation/contacts/contact.ts';
import { getOrganisation, labelOf, type Organisation } from '../organisations/index.ts';
import { averageOf, findProvider, type Provider } from '../providers/index.ts';
import { etaAt } from './eta.ts';
import type { ServiceRequest } from './model.ts';
import { ASSIGNED, BEFORE_ARRIVAL, findTransition, OPEN, PERCENT } from './statuses.ts';

export type Facts = Record<string, unknown>;

/** Where facts are read: an organisation at a moment, in a transaction when there is one. A scene fits. */
export interface FactsContext {
	org: string;
	now: Date;
	db?: import('mongoose').ClientSession;
}

/** What a client may hear of their own request: FACTS in `commands.ts`. Plain JSON. */
export async function clientFacts(context: FactsContext, request: ServiceRequest): Promise<Facts> {
	const organisation = await getOrganisation(context.org);
	const provider = request.assigned === null ? null : await findProvider(context, request.assigned.provider);
	return present({
		...jobFacts(organisation, request),
		status: request.status,
		percent: PERCENT[request.status],
		landmark: request.place.landmark,
		...(provider === null ? { provider_ratings: 0 } : providerFacts(provider)),
		...etaFacts(request, context.now),
		...priceFacts(request),
		score: request.rating?.score,
		can_edit: canEdit(request),
		can_cancel: findTransition(request.status, 'cancelled')?.by.includes('client') === true,
		can_rate: canRate(request, organisation, context.now),
		cancelled_by: request.cancelled?.by,
		cancel_reason: request.cancelled?.reason,
	});
}

/** Without the facts that are not there: what the flows store and compare is plain JSON. */
export function present(facts: Facts): Facts {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** What anyone asked about the job may know: never the client, the landmark or the pin (rule R16). */
export function jobFacts(organisation: Organisation, request: ServiceRequest): Facts {
	return present({
		request: request._id,
		number: request.number,
		service: request.service,
		service_label: serviceLabel(organisation, request.service),
		problem: request.problem,
		zone: request.place.zone,
		zone_label: zoneLabel(organisation, request.place.zone),
		when_kind: request.when.kind,
		when_at: request.when.at?.toISOString(),
		when_precision: request.when.precision,
		when_part: request.when.part,
		urgency: request.urgency,
		danger: request.danger,
		photos: request.photos.length,
	});
}

/** What its provider may know of a job: JOB in `dispatch/commands.ts`. The client's contact and exact place only while he may have them. */
export function providerJobFacts(
	organisation: Organisation,
	request: ServiceRequest,
	client: Contact | null,
	options: { shown: boolean; now: Date },
): Facts {
	return present({
		...jobFacts(organisation, request),
		status: request.status,
		percent: PERCENT[request.status],
		...etaFacts(request, options.now),
		...priceFacts(request),
		...(options.shown
			? {
					client_name: client?.name,
					client_phone: client?.phone,
					landmark: request.place.landmark,
					lat: request.place.lat,
					lon: request.place.lon,
				}
			: { problem: withoutPhoneNumbers(request.problem) }),
	});
}

/**
 * Whether this provider may see the client's phone and address: from his acceptance until `contact_hidden_after_days` after the end
 * (rules R16, P12).
 */
export function mayKnowClient(request: ServiceRequest, provider: string, organisation: Organisation, now: Date): boolean {
	if (request.assigned?.provider !== provider || request.status === 'cancelled') return false;
	return !isContactHidden(request, organisation, now);
}

/** Whether the end lies so far back that the client's contact is shown to no API caller but the organisation's managers. */
export function isContactHidden(request: ServiceRequest, organisation: Organisation, now: Date): boolean {
	if (request.closedAt === null) return false;
	return now.getTime() > request.closedAt.getTime() + organisation.settings.contact_hidden_after_days * 86_400_000;
}

/** The service's name in every language; its id when the organisation has dropped it since. */
export function serviceLabel(organisation: Organisation, service: string): Facts {
	const found = organisation.services.find((one) => one.id === service);
	return found === undefined ? sameLabel(service) : labelOf(found.names);
}

/** The quarter's name in every language; its id when the organisation has dropped it since. */
export function zoneLabel(organisation: Organisation, zone: string): Facts {
	const found = organisation.zones.find((one) => one.id === zone);
	return found === undefined ? sameLabel(zone) : labelOf(found.names);
}

/** An entry of a list to choose from: the request's number and service, then its quarter. */
export function listItem(organisation: Organisation, request: ServiceRequest, id: string = request._id): Facts {
	const facts = jobFacts(organisation, request);
	return { id, label: prefixed(`${request.number} · `, serviceLabel(organisation, request.service)), description: facts.zone_label };
}

/** Long runs of digits in a problem are a phone number before the acceptance: nobody gets round the platform by writing it there. */
export function withoutPhoneNumbers(text: string): string {
	return text.replace(/\+?\d(?:[\s.-]?\d){7,}/g, '•••');
}

/** Before the arrival a client may still change something. */
export function canEdit(request: ServiceRequest): boolean {
	return (
		request.status !== 'disputed' &&
		OPEN.includes(request.status) &&
		(!ASSIGNED.includes(request.status) || BEFORE_ARRIVAL.includes(request.status))
	);
}

/** A completed job, not rated yet, within `rating_hours`. */
export function canRate(request: ServiceRequest, organisation: Organisation, now: Date): boolean {
	return (
		request.status === 'service_completed' && request.rating === null && within(request.closedAt, organisation.settings.rating_hours, now)
	);
}

/** A price the client has not answered, within `price_confirm_hours`. */
export function priceWaits(request: ServiceRequest, organisation: Organisation, now: Date): boolean {
	return (
		request.status === 'service_completed' &&
		request.price !== null &&
		priceState(request) === 'proposed' &&
		within(request.price.at, organisation.settings.price_confirm_hours, now)
	);
}

/** How far the price is agreed. */
export function priceState(request: ServiceRequest): 'none' | 'proposed' | 'confirmed' | 'disputed' {
	if (request.price === null) return 'none';
	if (request.price.confirmedAt !== undefined) return 'confirmed';
	return request.price.disputedAt === undefined ? 'proposed' : 'disputed';
}

function priceFacts(request: ServiceRequest): Facts {
	return { price: request.price?.proposed, price_state: priceState(request) };
}

function providerFacts(provider: Provider): Facts {
	return {
		provider: provider.id,
		provider_name: provider.name,
		provider_phone: provider.phone,
		provider_rating: averageOf(provider.rating) ?? undefined,
		provider_ratings: provider.rating.count,
	};
}

function etaFacts(request: ServiceRequest, now: Date): Facts {
	const eta = request.assigned?.eta;
	if (eta === undefined || !BEFORE_ARRIVAL.includes(request.status)) return { late: false };
	const left = etaAt(eta, now);
	return { eta_min: left.min, eta_max: left.max, eta_age: left.age, late: left.late, late_by: left.late ? left.lateBy : undefined };
}

function within(from: Date | null, hours: number, now: Date): boolean {
	return from !== null && now.getTime() <= from.getTime() + hours * 3_600_000;
}

function prefixed(prefix: string, label: Facts): Facts {
	return Object.fromEntries(Object.entries(label).map(([language, text]) => [language, `${prefix}${String(text)}`]));
}

function sameLabel(text: string): Facts {
	return { fr: text, en: text, wo: text };
}
