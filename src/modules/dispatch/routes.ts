import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint } from '../../platform/http/endpoint.ts';
import { findRequest } from '../requests/index.ts';
import { LEFT_OUT_REASONS } from './candidates.ts';
import { RoundModel } from './model.ts';

/** More rounds than any bounded search and its repetitions have (I12). */
const MAX_ROUNDS = 100;

const roundSchema = z.object({
	search: z.string(),
	batch: z.int(),
	at: z.string(),
	wide: z.boolean(),
	chosen: z.array(z.object({ provider: z.string(), score: z.number(), distance_m: z.number().nullable() })),
	left_out: z.array(z.object({ provider: z.string(), reason: z.enum(LEFT_OUT_REASONS) })),
});

/** "Why not me": who was asked about a request, and for everyone else why not. A provider sees their own lines only. */
export function dispatchRoutes(): Endpoint[] {
	return [
		defineEndpoint({
			method: 'get',
			path: '/requests/:request_id/rounds',
			summary: 'Shows whom a search asked, and why it left the others out',
			tag: 'dispatch',
			roles: ['admin', 'manager', 'agent', 'provider'],
			params: z.object({ request_id: z.string().trim().min(1).max(64) }),
			response: z.object({ items: z.array(roundSchema) }),
			async handle({ identity, params }) {
				const request = await findRequest({ org: identity.org }, params.request_id);
				if (request === null) throw new AppError('not_found', 'no such request', { field: 'request_id' });
				const mayRead = (provider: string): boolean => identity.role !== 'provider' || provider === identity.subject;
				const rounds = await RoundModel.find({ org: identity.org, request: request._id }).sort({ _id: 1 }).limit(MAX_ROUNDS).lean();
				const items = rounds.map((round) => ({
					search: round.search,
					batch: round.batch,
					at: round.at.toISOString(),
					wide: round.wide,
					chosen: round.chosen
						.filter(({ provider }) => mayRead(provider))
						.map(({ provider, score, distanceMetres }) => ({ provider, score, distance_m: distanceMetres })),
					left_out: round.leftOut.filter(({ provider }) => mayRead(provider)),
				}));
				const concerns = items.filter((round) => round.chosen.length + round.left_out.length > 0);
				if (identity.role === 'provider' && concerns.length === 0)
					throw new AppError('not_found', 'no such request', { field: 'request_id' });
				return { items: concerns };
			},
		}),
	];
}
