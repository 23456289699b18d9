import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { getOrganisation } from '../organisations/index.ts';
import { recordRating } from '../providers/index.ts';
import { canRate } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { tellProvider } from './tell-provider.ts';
import { updateRequest } from './transition.ts';

const MAX_COMMENT = 500;

/**
 * The client's stars, once; they count in the provider's average at once. `not_yet`: not completed, disputed, or `rating_hours` are over.
 * Throws `invalid_input` for a score that is not 1 to 5.
 */
export async function rateRequest(
	scene: Scene,
	request: ServiceRequest,
	rating: { score: number; comment?: string | null },
): Promise<{ outcome: 'rated' | 'already_rated' | 'not_yet'; request: ServiceRequest }> {
	if (!Number.isInteger(rating.score) || rating.score < 1 || rating.score > 5) {
		throw new AppError('invalid_input', 'a score is 1 to 5', { field: 'score' });
	}
	if (request.rating !== null) return { outcome: 'already_rated', request };
	const { assigned } = request;
	if (assigned === null || !canRate(request, await getOrganisation(scene.org), scene.now)) return { outcome: 'not_yet', request };
	const comment = tidy(rating.comment);
	const next = await updateRequest(scene, request, {
		rating: { score: rating.score, at: scene.now, ...(comment === undefined ? {} : { comment }) },
	});
	const { average, count } = await recordRating(scene, assigned.provider, rating.score);
	scene.emit({
		type: 'rating.given',
		subject: { kind: 'request', id: next._id },
		data: { number: next.number, provider: assigned.provider, score: rating.score, commented: comment !== undefined },
	});
	await tellProvider(scene, next, 'rating.received', { score: rating.score, rating: average, ratings: count });
	return { outcome: 'rated', request: next };
}

/** Words added to stars already given, once. */
export async function commentRating(scene: Scene, request: ServiceRequest, comment: string): Promise<ServiceRequest | null> {
	const text = tidy(comment);
	if (request.rating === null || request.rating.comment !== undefined || text === undefined) return null;
	const next = await updateRequest(scene, request, { rating: { ...request.rating, comment: text } });
	scene.emit({ type: 'rating.commented', subject: { kind: 'request', id: next._id }, data: { number: next.number } });
	return next;
}

function tidy(comment: string | null | undefined): string | undefined {
	const text = comment?.trim().slice(0, MAX_COMMENT);
	return text === undefined || text === '' ? undefined : text;
}
