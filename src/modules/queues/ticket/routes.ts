import { z } from 'zod';
import { AppError } from '../../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type Identity } from '../../../platform/http/endpoint.ts';
import { qrPath } from '../../../platform/qr.ts';
import { type Branch, followLink, getOrganisation, joinLink, labelOf, type Organisation } from '../../organisations/index.ts';
import { requireAccess } from '../counter/desk.ts';
import { forecastOf } from '../estimate/forecast.ts';
import { CLASSES } from '../line/lanes.ts';
import { branchOf, placeOf } from '../queue/find-queue.ts';
import { waitSchema } from '../queue/show-queue.ts';
import type { QueuesContext } from '../routes.ts';
import { STAFF, TAG } from '../staff.ts';
import { serviceLabel } from './facts.ts';
import { findTicket } from './find-ticket.ts';
import type { Ticket } from './model.ts';
import { labelSchema, moment, showTicket, staffTicketSchema } from './show-ticket.ts';

const params = z.object({ id: z.string().min(1).max(64) });

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

/** Single tickets: with their history, and as they are printed. */
export function ticketRoutes({ clock, booked }: QueuesContext): Endpoint[] {
	const within = (identity: Identity) => ({ org: identity.org, now: clock.now() });
	return [
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

async function requireTicket(identity: Identity, id: string): Promise<Ticket> {
	const ticket = await findTicket({ org: identity.org }, id);
	if (ticket === null) throw new AppError('not_found', 'no such ticket', { field: 'id' });
	await requireAccess(identity, ticket.branch);
	return ticket;
}
