import { z } from 'zod';
import { defineEndpoint, type Endpoint, type Identity, LIVE } from '../../../platform/http/endpoint.ts';
import { pageOf, pageOfShortList, shortListQuery } from '../../../platform/http/pagination.ts';
import { findAccount } from '../../accounts/index.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { ofBranch, versionOf } from '../live-view.ts';
import type { QueuesContext } from '../routes.ts';
import { STAFF, TAG } from '../staff.ts';
import { agentOf, mayServe, requireAccess } from './desk.ts';
import { counterPlaceOf } from './find-counter.ts';
import { CounterModel, counterKey } from './model.ts';
import { counterSchema, counterSummarySchema, listCounters, showCounter } from './show-counter.ts';

const params = z.object({ id: z.string().min(1).max(64) });

/** After these a counter's page may look different. */
const LINE_EVENTS = [
	'ticket.joined',
	'ticket.status_changed',
	'ticket.recalled',
	'ticket.moved',
	'ticket.reached',
	'ticket.followed',
	'queue.status_changed',
	'appointment.status_changed',
	'appointment.house_closed',
	'appointment.house_reopened',
	'counter.opened',
	'counter.paused',
	'counter.resumed',
	'counter.closed',
] as const;

/** What is other whenever it is read, with nothing having changed: the page counts minutes itself. */
const OF_READING = ['now', 'waiting_minutes', 'waited_minutes', 'longest_wait_minutes'];

/** What a counter sees: the counters of its branches, and its own with the line. */
export function counterRoutes({ clock, booked }: QueuesContext): Endpoint[] {
	const within = (identity: Identity) => ({ org: identity.org, now: clock.now() });
	const read = async (identity: Identity, id: string) => showCounter(within(identity), id, await agentOf(identity), booked);
	return [
		defineEndpoint({
			method: 'get',
			path: '/counters',
			summary: 'Lists the counters the caller may work at, with who has them',
			tag: TAG,
			roles: STAFF,
			query: z.object(shortListQuery),
			response: pageOf(counterSummarySchema),
			async handle({ identity, query }) {
				const supervises = identity.role === 'manager' || identity.role === 'admin';
				const account = supervises ? null : await findAccount({ org: identity.org }, identity.subject ?? identity.role);
				const agent = await agentOf(identity);
				const organisation = await getOrganisation(identity.org);
				const counters = await listCounters(within(identity), organisation, agent, (branch, one) => mayServe(account, branch, one));
				return pageOfShortList(counters, query);
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/counters/:id',
			summary: 'Shows one counter: its ticket, its lines and its day',
			tag: TAG,
			roles: STAFF,
			params,
			response: counterSchema,
			async handle({ identity, params: { id } }) {
				const { branch } = await counterPlaceOf(identity.org, id);
				await requireAccess(identity, branch.id, id);
				await seen(identity, id, clock.now());
				return read(identity, id);
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/counters/:id/stream',
			summary: 'The same, again after each change, as Server-Sent Events',
			tag: TAG,
			roles: STAFF,
			params,
			response: LIVE,
			async handle({ identity, params: { id } }) {
				const { branch } = await counterPlaceOf(identity.org, id);
				await requireAccess(identity, branch.id, id);
				await seen(identity, id, clock.now());
				return {
					follows: { org: identity.org, types: LINE_EVENTS },
					concerns: ofBranch(branch.id),
					async read() {
						const state = await read(identity, id);
						return { version: versionOf(state, OF_READING), state };
					},
				};
			},
		}),
	];
}

/**
 * Whoever asks is there: a called ticket is not taken from a counter whose page is alive (rule Q11). What we send by ourselves proves
 * nothing: a connection outlives the machine at its other end by minutes.
 */
async function seen(identity: Identity, counter: string, now: Date): Promise<void> {
	await CounterModel.updateOne(
		{ _id: counterKey(identity.org, counter), org: identity.org, agent: identity.subject ?? identity.role },
		{ $set: { lastSeenAt: now } },
	);
}
