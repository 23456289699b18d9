import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint, FILE } from '../../platform/http/endpoint.ts';
import { pageOf, pageOfShortList, shortListQuery } from '../../platform/http/pagination.ts';
import { LANGUAGES, type Texts } from '../../platform/i18n.ts';
import { chatNumberOf, LINK_KINDS } from './branch-link.ts';
import { getOrganisation } from './get-organisation.ts';
import { branchSchema, listBranches } from './list-branches.ts';
import { drawPoster } from './poster.ts';

export interface OrganisationsContext {
	clock: Clock;
	texts: Texts;
}

/** Who puts up posters: the key on the one inside a branch proves that its reader is there. */
const POSTER_ROLES = ['manager', 'admin'] as const;

/** The branches of an organisation, and what hangs on their walls. */
export function organisationRoutes({ clock, texts }: OrganisationsContext): Endpoint[] {
	return [
		defineEndpoint({
			method: 'get',
			path: '/branches',
			summary: 'Lists the branches with the links that lead to them',
			tag: 'organisations',
			roles: ['counter', ...POSTER_ROLES],
			query: z.object(shortListQuery),
			response: pageOf(branchSchema),
			async handle({ identity, query }) {
				const withArrival = POSTER_ROLES.some((role) => role === identity.role);
				return pageOfShortList(await listBranches(await getOrganisation(identity.org), withArrival), query);
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/branches/:branch/poster.pdf',
			summary: 'Makes the poster of a branch, one A4 page: to take a ticket, or for the inside, to say that one has arrived',
			tag: 'organisations',
			roles: POSTER_ROLES,
			params: z.object({ branch: z.string().min(1).max(64) }),
			query: z.object({
				kind: z.enum(LINK_KINDS).default('join'),
				language: z.enum(LANGUAGES).optional().describe('The first of the organisation’s when unset'),
			}),
			response: FILE,
			async handle({ identity, params, query: { kind, language } }) {
				const organisation = await getOrganisation(identity.org);
				const branch = organisation.branches.find(({ id }) => id === params.branch);
				if (branch === undefined) throw new AppError('not_found', 'no such branch', { field: 'branch' });
				const number = await chatNumberOf(organisation);
				if (number === null) throw new AppError('not_allowed', 'no WhatsApp number leads to this organisation');
				const shown = language ?? organisation.languages[0] ?? 'fr';
				const file = await drawPoster(texts, { organisation, branch, kind, language: shown, number, at: clock.now() });
				return { stream: Readable.from([file]), contentType: 'application/pdf', length: file.length };
			},
		}),
	];
}
