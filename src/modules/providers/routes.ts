import { z } from 'zod';
import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type Identity } from '../../platform/http/endpoint.ts';
import { decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/pagination.ts';
import { isOpenAt } from '../../platform/opening-hours.ts';
import { getOrganisation, type Organisation } from '../organisations/index.ts';
import { findProvider } from './find-provider.ts';
import { listProviders } from './list-providers.ts';
import { averageOf, isAbsentAt, type Provider } from './model.ts';
import { MAX_REASON, setAbsence } from './set-absence.ts';

const view = z.object({
	id: z.string(),
	name: z.string(),
	phone: z.string(),
	channel: z.enum(['whatsapp', 'sms']),
	language: z.enum(['fr', 'en', 'wo']),
	services: z.array(z.string()),
	zones: z.array(z.string()),
	hours: z.string(),
	open_now: z.boolean(),
	absence: z.object({ from: z.string(), until: z.string().nullable(), reason: z.string() }).nullable(),
	suspended: z.boolean(),
	rating: z.object({ average: z.number().nullable(), count: z.int() }),
	offers: z.object({ delivered: z.int(), accepted: z.int(), declined: z.int(), ignored: z.int() }),
	active_jobs: z.int(),
});

const STAFF = ['admin', 'manager', 'agent'] as const;
const params = z.object({ id: z.string().min(1).max(64) });

/** The providers of an organisation, for its staff; a provider sees and changes only their own row. */
export function providerRoutes({ inScene, clock }: { inScene: InScene; clock: Clock }): Endpoint[] {
	return [
		defineEndpoint({
			method: 'get',
			path: '/providers',
			summary: 'Lists providers',
			tag: 'providers',
			roles: STAFF,
			query: z.object({ ...pageQuery, service: z.string().max(64).optional(), zone: z.string().max(64).optional() }),
			response: pageOf(view),
			async handle({ identity, query: { cursor, limit, ...filter } }) {
				const after = cursor === undefined ? undefined : decodeCursor(cursor, z.tuple([z.string()]))[0];
				const organisation = await getOrganisation(identity.org);
				const providers = await listProviders(identity.org, { ...filter, after, limit: limit + 1 });
				const page = toPage(providers, limit, ({ id }) => [id]);
				return { ...page, items: page.items.map((provider) => show(provider, organisation, clock.now())) };
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/providers/:id',
			summary: 'Shows one provider',
			tag: 'providers',
			roles: [...STAFF, 'provider'],
			params,
			response: view,
			async handle({ identity, params: { id } }) {
				requireOwn(identity, id);
				return showById(identity.org, id, clock.now());
			},
		}),
		defineEndpoint({
			method: 'patch',
			path: '/providers/:id/availability',
			summary: 'Sets or ends an absence',
			tag: 'providers',
			roles: [...STAFF, 'provider'],
			params,
			body: z.strictObject({
				absent: z.boolean(),
				until: z.iso.datetime({ offset: true }).nullish(),
				reason: z.string().max(MAX_REASON).default(''),
			}),
			response: view,
			async handle({ identity, params: { id }, body, correlationId }) {
				requireOwn(identity, id);
				const until = body.until == null ? null : new Date(body.until);
				if (body.absent && until !== null && until <= clock.now())
					throw new AppError('invalid_input', 'until is already past', { field: 'until' });
				const actor = { kind: identity.role, id: identity.subject ?? identity.role, source: 'api' };
				await inScene({ org: identity.org, actor, correlationId }, (scene) =>
					setAbsence(scene, id, body.absent ? { until, reason: body.reason } : null),
				);
				return showById(identity.org, id, clock.now());
			},
		}),
	];
}

/** A provider's token opens that provider's row only; others are told what they would be told if it did not exist. */
function requireOwn(identity: Identity, id: string): void {
	if (identity.role === 'provider' && identity.subject !== id) throw new AppError('not_found', 'no such provider');
}

async function showById(org: string, id: string, now: Date): Promise<z.input<typeof view>> {
	const provider = await findProvider({ org }, id);
	if (provider === null) throw new AppError('not_found', 'no such provider');
	return show(provider, await getOrganisation(org), now);
}

function show(provider: Provider, organisation: Organisation, now: Date): z.input<typeof view> {
	const { absence } = provider;
	return {
		id: provider.id,
		name: provider.name,
		phone: provider.phone,
		channel: provider.channel,
		language: provider.language,
		services: provider.services,
		zones: provider.zones,
		hours: provider.hours.text,
		open_now: isOpenAt(provider.hours.openings, now, organisation.timezone),
		absence:
			absence !== undefined && isAbsentAt(provider, now)
				? { from: absence.from.toISOString(), until: absence.until?.toISOString() ?? null, reason: absence.reason }
				: null,
		suspended: provider.suspended !== undefined,
		rating: { average: averageOf(provider.rating), count: provider.rating.count },
		offers: provider.offers,
		active_jobs: provider.activeJobs.length,
	};
}
