import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { requireTransition } from '../transitions.ts';
import { cancelRequest } from './cancel-request.ts';
import type { Dispatcher } from './dispatcher.ts';
import { clientFacts } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { raise } from './raise.ts';
import { recordProgress, STATUS_OF_STEP, STEPS } from './record-progress.ts';
import { BEFORE_ARRIVAL, findTransition, PATH, type Status } from './statuses.ts';
import { changeStatus } from './transition.ts';

export interface StatusUpdate {
	to: Status;
	by: Actor;
	reason?: string | undefined;
	etaMinutes?: number | undefined;
	amount?: number | undefined;
	/** With `provider_accepted`: whom an operator gives the job to. */
	provider?: string | undefined;
}

/**
 * `POST /tracking/status/update`: brings a request to a status by the operation that belongs to it, so that an update by API has the
 * same consequences as one by message. The status it already has is a success without effect (rule R10).
 * Throws `conflict` when there is no such transition, `not_allowed` when this actor may not cause it, `invalid_input` for what lacks.
 */
export async function updateStatus(
	scene: Scene,
	dispatcher: Dispatcher,
	request: ServiceRequest,
	update: StatusUpdate,
): Promise<ServiceRequest> {
	const { to, by, reason } = update;
	if (request.status === to) return request;
	const rule = requireTransition(findTransition(request.status, to), { what: 'request', from: request.status, to, by: by.kind });
	if (rule.kind === 'correction') return correctStatus(scene, dispatcher, request, update);
	if (to === 'cancelled') return (await cancelRequest(scene, dispatcher, request, { by, reason: reason ?? null })).request;
	if (to === 'provider_search') return searchAgain(scene, dispatcher, request, update);
	if (to === 'provider_accepted') {
		if (update.provider === undefined) throw new AppError('invalid_input', 'name the provider who gets the job', { field: 'provider_id' });
		return dispatcher.assign(scene, request, { by, provider: update.provider });
	}
	const step = STEPS.find((one) => STATUS_OF_STEP[one] === to);
	if (step !== undefined && request.status !== 'disputed') {
		const { etaMinutes, amount } = update;
		const cause = reason === undefined ? {} : { cause: reason };
		const options = { step, by, etaMinutes: etaMinutes ?? null, amount: amount ?? null, noPrice: amount === undefined, ...cause };
		return (await recordProgress(scene, dispatcher, request, options)).request;
	}
	const next = await changeStatus(scene, request, { to, by, cause: reason ?? `set_${to}` });
	if (to === 'disputed') await raise(scene, next, 'price_disputed');
	else scene.tell(next.client, 'request.completed', { ...(await clientFacts(scene, next)), ask_price: false, ask_rating: true });
	return next;
}

async function searchAgain(scene: Scene, dispatcher: Dispatcher, request: ServiceRequest, update: StatusUpdate): Promise<ServiceRequest> {
	const { by, reason } = update;
	if (BEFORE_ARRIVAL.includes(request.status)) return dispatcher.takeAway(scene, request, { by, reason: reason ?? 'operator' });
	if (request.status === 'provider_notified') await dispatcher.stopSearch(scene, request, 'stopped');
	const next = await dispatcher.startSearch(scene, request, { cause: reason ?? 'operator' });
	scene.tell(next.client, 'request.searching', await clientFacts(scene, next));
	return next;
}

/** An operator repairs a wrong report: the status goes back, the history keeps both lines and the reason (rule R10). */
async function correctStatus(scene: Scene, dispatcher: Dispatcher, request: ServiceRequest, update: StatusUpdate): Promise<ServiceRequest> {
	const next = await changeStatus(scene, request, {
		to: update.to,
		by: update.by,
		cause: 'correction',
		...(update.reason === undefined ? {} : { reason: update.reason }),
		set: PATH.indexOf(update.to) < PATH.indexOf('service_completed') ? { closedAt: null } : {},
	});
	await dispatcher.jobMoved(scene, next);
	return next;
}
