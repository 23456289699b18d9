import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StoredEvent } from '../../../platform/events/event.ts';
import { AppError } from '../../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type Identity, LIVE } from '../../../platform/http/endpoint.ts';
import { pageOf, pageOfShortList, shortListQuery } from '../../../platform/http/pagination.ts';
import { qrPath } from '../../../platform/qr.ts';
import { findAccount } from '../../accounts/index.ts';
import { type Branch, followLink, getOrganisation, joinLink, labelOf, type Organisation } from '../../organisations/index.ts';
import { CounterModel, counterKey } from './model.ts';
import { agentOf, mayServe, requireAccess } from './desk.ts';
import { branchOf, placeOf } from '../queue/find-queue.ts';
import { counterPlaceOf } from './find-counter.ts';
import { findTicket } from '../ticket/find-ticket.ts';
import { forecastOf } from '../estimate/forecast.ts';
import { CLASSES } from '../line/lanes.ts';
import type { Ticket } from '../ticket/model.ts';
import type { QueuesContext } from '../routes.ts';
import { counterSchema, counterSummarySchema, listCounters, showCounter } from './show-counter.ts';
import { waitSchema } from '../queue/show-queue.ts';
import { labelSchema, moment, showTicket, staffTicketSchema } from '../ticket/show-ticket.ts';
import { serviceLabel } from '../ticket/facts.ts';

export const STAFF = ['counter', 'agent', 'manager', 'admin'] as const;
export const TAG = 'queues';
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
	'counter.opened',
	'counter.paused',
	'counter.resumed',
	'counter.closed',
] as const;

/** What is other whenever it is read, with nothing having changed: the page counts minutes itself. */
const OF_READING = ['now', 'waiting_minutes', 'waited_minutes', 'longest_wait_minutes'];

const historySchema = z.object({
	from: z.string().nullable(),
	to: z.string(),
	at: z.string(),
	actor: z.object({ kind: z.string(), id: z.string() }),
	cause: z.string(),
});
const ticketDetailSchema = staffTicketSchema.extend({
	history: z.array(historySchema),
	rating: z.object({ score: z.int(), at: z.string() }).nullable(),
});
const printSchema = z.object({
	number: z.string(),
	organisation: z.string(),
	timezone: z.string(),
	branch_label: labelSchema,
	address: z.string().nullable(),
	service_label: labelSchema.nullable().describe('Null where the reason for a visit is nobody’s business'),
	joined_at: z.string(),
	day: z.string(),
	ahead: z.int().nullable(),
	wait: waitSchema,
	class: z.enum(CLASSES),
	priority: z.boolean(),
	booked_at: moment,
	link: z
		.string()
		.nullable()
		.describe('Opens a chat that follows this ticket while nobody does, else one that joins this branch; null without WhatsApp'),
	code: z.string().nullable().describe('What to write in the chat to follow this ticket, where its code cannot be scanned'),
	qr: z.object({ size: z.int(), path: z.string() }).nullable().describe('The link as a QR code: an SVG path'),
});

/** What a counter sees: the counters of its branches, its own with the line, and single tickets. */
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
		defineEndpoint({
			method: 'get',
			path: '/tickets/:id',
			summary: 'Shows one ticket with its history',
			tag: TAG,
			roles: STAFF,
			params,
			response: ticketDetailSchema,
			async handle({ identity, params: { id } }) {
				const ticket = await requireTicket(identity, id);
				const organisation = await getOrganisation(identity.org);
				return {
					...showTicket(organisation, ticket, clock.now()),
					history: ticket.history.map(({ from, to, at, actor, cause }) => ({ from, to, at: at.toISOString(), actor, cause })),
					rating: ticket.rating === null ? null : { score: ticket.rating.score, at: ticket.rating.at.toISOString() },
				};
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/tickets/:id/print',
			summary: 'What the paper ticket says',
			tag: TAG,
			roles: STAFF,
			params,
			response: printSchema,
			async handle({ identity, params: { id } }) {
				const ticket = await requireTicket(identity, id);
				const organisation = await getOrganisation(identity.org);
				const branch = branchOf(organisation, ticket.branch);
				const forecast = await forecastOf(within(identity), await placeOf(identity.org, ticket.queue), booked);
				const standing = forecast.of(ticket._id);
				const paper = await paperLink(organisation, branch, ticket);
				const link = paper?.link ?? (await joinLink(organisation, branch));
				const label = serviceLabel(organisation, ticket.service);
				return {
					number: ticket.number,
					organisation: organisation.name,
					timezone: organisation.timezone,
					branch_label: labelOf(branch.names),
					address: branch.address ?? null,
					service_label: label === undefined ? null : labelSchema.parse(label),
					joined_at: ticket.joinedAt.toISOString(),
					day: ticket.day,
					ahead: standing?.ahead ?? null,
					wait: standing?.wait ?? null,
					class: ticket.class,
					priority: ticket.priority !== null,
					booked_at: ticket.bookedAt?.toISOString() ?? null,
					link,
					code: paper?.code ?? null,
					qr: link === null ? null : qrPath(link),
				};
			},
		}),
	];
}

/** A ticket without a phone can be followed by whoever holds its paper. */
async function paperLink(organisation: Organisation, branch: Branch, { client, live, number, paperKey }: Ticket) {
	if (client !== null || !live || paperKey === null) return null;
	return followLink(organisation, branch, { number, key: paperKey });
}

/** A text that changes when something shown changes, but for what these keys hold. */
export function versionOf(shown: unknown, except: readonly string[] = []): string {
	const told = JSON.stringify(shown, (key, value: unknown) => (except.includes(key) ? undefined : value));
	return createHash('sha256').update(told).digest('base64url').slice(0, 22);
}

/** The events of one branch. */
export function ofBranch(branch: string): (event: StoredEvent) => boolean {
	return (event) => event.data.branch === branch;
}

async function requireTicket(identity: Identity, id: string): Promise<Ticket> {
	const ticket = await findTicket({ org: identity.org }, id);
	if (ticket === null) throw new AppError('not_found', 'no such ticket', { field: 'id' });
	await requireAccess(identity, ticket.branch);
	return ticket;
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
