import { z } from 'zod';
import type { Actor } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type EndpointRequest, type Identity } from '../../../platform/http/endpoint.ts';
import { pageOf, pageOfShortList, shortListQuery } from '../../../platform/http/pagination.ts';
import { findAccount } from '../../accounts/index.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { mayServe, requireAccess } from '../counter/desk.ts';
import { getMetrics, metricsSchema } from '../day/get-metrics.ts';
import { forecastAll } from '../estimate/forecast.ts';
import type { QueuesContext } from '../routes.ts';
import { STAFF, TAG } from '../staff.ts';
import { changeQueue } from './change-queue.ts';
import { placeOf } from './find-queue.ts';
import type { QueueStatus } from './model.ts';
import { localDay } from './opening.ts';
import { writableLifeOf } from './queue-life.ts';
import { queueDetailSchema, queueSchema, showLine, showQueue, showQueueAt } from './show-queue.ts';

const params = z.object({ id: z.string().min(1).max(64) });
const reasonBody = z.strictObject({ reason: z.string().trim().max(120).optional() }).optional();
/** A month of a busy queue is read at once, not more (I12). */
const MOST_DAYS = 31;
const DAY_MS = 86_400_000;
const CHANGERS = ['counter', 'manager', 'admin'] as const;

/** The lines of an organisation: how they stand, opened, paused and closed. */
export function queueRoutes({ inScene, clock, booked }: QueuesContext): Endpoint[] {
	const within = (identity: Identity) => ({ org: identity.org, now: clock.now() });

	function change(name: string, to: QueueStatus, summary: string): Endpoint {
		return defineEndpoint({
			method: 'post',
			path: `/queues/:id/${name}`,
			summary,
			tag: TAG,
			roles: CHANGERS,
			params,
			body: reasonBody,
			response: queueSchema,
			async handle({
				identity,
				params: { id },
				body,
				correlationId,
			}: EndpointRequest<z.output<typeof params>, unknown, z.output<typeof reasonBody>>) {
				const place = await placeOf(identity.org, id);
				await requireAccess(identity, place.branch.id);
				await writableLifeOf({ org: identity.org }, id);
				const actor: Actor = { kind: identity.role, id: identity.subject ?? identity.role, source: 'counter' };
				await inScene({ org: identity.org, actor, correlationId }, (scene) => changeQueue(scene, place, { to, reason: body?.reason }));
				return (await showQueueAt(within(identity), place, booked)).view;
			},
		});
	}

	return [
		defineEndpoint({
			method: 'get',
			path: '/queues',
			summary: 'Lists the queues with who waits and how long',
			tag: TAG,
			roles: STAFF,
			query: z.object({ branch: z.string().max(64).optional(), ...shortListQuery }),
			response: pageOf(queueSchema),
			async handle({ identity, query }) {
				const organisation = await getOrganisation(identity.org);
				const supervises = identity.role === 'manager' || identity.role === 'admin';
				const account = supervises ? null : await findAccount({ org: identity.org }, identity.subject ?? identity.role);
				const shown = organisation.branches.filter(({ id }) => (query.branch ?? id) === id && mayServe(account, id));
				const forecasts = [];
				for (const branch of shown) {
					const queues = organisation.queues.filter((queue) => queue.branch === branch.id);
					forecasts.push(...(await forecastAll(within(identity), { organisation, branch }, queues, booked)));
				}
				const queues = forecasts.map((forecast) => showQueue(within(identity), organisation, forecast));
				return pageOfShortList(queues, query);
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/queues/:id',
			summary: 'Shows one queue with its line',
			tag: TAG,
			roles: STAFF,
			params,
			response: queueDetailSchema,
			async handle({ identity, params: { id } }) {
				const place = await placeOf(identity.org, id);
				await requireAccess(identity, place.branch.id);
				const { view, forecast } = await showQueueAt(within(identity), place, booked);
				return { ...view, line: await showLine(within(identity), place.organisation, forecast) };
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/queues/:id/metrics',
			summary: 'Waits, services, absences and how right our estimates were, by class and hour',
			tag: TAG,
			roles: ['manager', 'admin'],
			params,
			query: z
				.object({ from: z.iso.date().optional(), to: z.iso.date().optional() })
				.describe(`Local days, both included, at most ${MOST_DAYS}; today when unset, and \`to\` is \`from\``),
			response: metricsSchema,
			async handle({ identity, params: { id }, query }) {
				const place = await placeOf(identity.org, id);
				const from = query.from ?? localDay(clock.now(), place.organisation.timezone);
				const to = query.to ?? from;
				const days = daysBetween(from, to);
				if (days < 0 || days >= MOST_DAYS)
					throw new AppError('invalid_input', `to: must be 0 to ${MOST_DAYS - 1} days after from`, { field: 'to' });
				return getMetrics(within(identity), place, { from, to });
			},
		}),
		change('open', 'open', 'Gives tickets again'),
		change('pause', 'paused', 'Gives no tickets for a while; those who wait wait on'),
		change('wind-down', 'closing', 'Gives no more tickets today; those who wait are served'),
		change('close', 'closed', 'Closes for today: those who wait are told, and are first on the next day'),
	];
}

function daysBetween(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}
