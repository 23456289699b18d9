import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { releaseJob } from '../providers/index.ts';
import type { Dispatcher } from './dispatcher.ts';
import { clientFacts } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { findTransition } from './statuses.ts';
import { tellProvider } from './tell-provider.ts';
import { changeStatus } from './transition.ts';

const MAX_REASON = 300;

/**
 * Ends a request nobody needs any more: offers are taken back and say why, the assigned provider is told, nothing rings afterwards
 * (rule R5). The same conditional write decides between this and an acceptance (rule R2). `too_late`: the provider is there and the
 * actor is no operator, so a person decides (rule R12).
 */
export async function cancelRequest(
	scene: Scene,
	dispatcher: Dispatcher,
	request: ServiceRequest,
	options: { by: Actor; reason?: string | null },
): Promise<{ outcome: 'cancelled' | 'too_late' | 'already'; request: ServiceRequest }> {
	if (request.status === 'cancelled') return { outcome: 'already', request };
	const { by } = options;
	if (findTransition(request.status, 'cancelled')?.by.includes(by.kind) !== true) return { outcome: 'too_late', request };
	const reason = options.reason?.trim().slice(0, MAX_REASON);
	const next = await changeStatus(scene, request, {
		to: 'cancelled',
		by,
		cause: 'cancelled',
		set: { cancelled: { by: by.kind, ...(reason === undefined || reason === '' ? {} : { reason }) }, closedAt: scene.now },
	});
	await dispatcher.stopSearch(scene, next, by.kind === 'client' ? 'client_cancelled' : 'stopped');
	if (next.assigned !== null) {
		dispatcher.jobEnded(scene, next);
		await releaseJob(scene, next.assigned.provider, next._id);
		await tellProvider(scene, next, 'job.cancelled', { cancelled_by: by.kind, cancel_reason: reason });
	}
	if (by.kind !== 'client') scene.tell(next.client, 'request.cancelled', await clientFacts(scene, next));
	return { outcome: 'cancelled', request: next };
}
