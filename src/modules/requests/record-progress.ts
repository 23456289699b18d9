import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { requireFrancs } from '../../platform/money.ts';
import { releaseJob } from '../providers/index.ts';
import type { Dispatcher } from './dispatcher.ts';
import { etaFromStatement } from './eta.ts';
import { clientFacts } from './facts.ts';
import type { Assigned, ServiceRequest } from './model.ts';
import { ASSIGNED, PATH, type Status } from './statuses.ts';
import { changeStatus, updateRequest } from './transition.ts';

/** The steps of a job, as a provider reports them. */
export const STEPS = ['enroute', 'arrived', 'started', 'completed'] as const;
export type Step = (typeof STEPS)[number];

export const STATUS_OF_STEP: Readonly<Record<Step, Status>> = {
	enroute: 'provider_enroute',
	arrived: 'provider_arrived',
	started: 'service_started',
	completed: 'service_completed',
};

export interface Progress {
	step: Step;
	by: Actor;
	/** Minutes until the arrival, with `enroute`. */
	etaMinutes?: number | null;
	/** Whole francs, with `completed`. */
	amount?: number | null;
	/** The job ends without a price: it is not asked for. */
	noPrice?: boolean;
	cause?: string;
}

export type ProgressOutcome = 'done' | 'already' | 'price_missing' | 'not_allowed';

/**
 * Moves a job along. A report of a step that is behind changes nothing: a double tap is one event (rule R10). The client hears of each
 * step; a completed job without an amount asks for one first. Throws `invalid_input` for an amount that is no amount.
 */
export async function recordProgress(
	scene: Scene,
	dispatcher: Dispatcher,
	request: ServiceRequest,
	progress: Progress,
): Promise<{ outcome: ProgressOutcome; request: ServiceRequest }> {
	const to = STATUS_OF_STEP[progress.step];
	if (PATH.includes(request.status) && PATH.indexOf(request.status) >= PATH.indexOf(to)) {
		if (progress.step === 'enroute' && progress.etaMinutes != null && request.status === to) {
			return { outcome: 'already', request: await stateEta(scene, dispatcher, request, progress.etaMinutes) };
		}
		return { outcome: 'already', request };
	}
	if (request.assigned === null || !ASSIGNED.includes(request.status)) return { outcome: 'not_allowed', request };
	if (progress.step === 'completed' && progress.amount == null && progress.noPrice !== true) return { outcome: 'price_missing', request };
	const completed = progress.step === 'completed';
	const amount = completed && progress.amount != null ? requireFrancs(progress.amount, 'amount') : null;
	const next = await changeStatus(scene, request, {
		to,
		by: progress.by,
		cause: progress.cause ?? progress.step,
		set: {
			assigned: assignedAfter(request.assigned, progress, scene.now),
			...(completed ? { closedAt: scene.now } : {}),
			...(amount === null ? {} : { price: { proposed: amount, at: scene.now, by: progress.by.id } }),
		},
	});
	if (completed) {
		dispatcher.jobEnded(scene, next);
		await releaseJob(scene, request.assigned.provider, next._id);
	} else {
		await dispatcher.jobMoved(scene, next);
	}
	scene.tell(next.client, `request.${progress.step}`, {
		...(await clientFacts(scene, next)),
		...(completed ? { ask_price: amount !== null, ask_rating: true } : {}),
	});
	return { outcome: 'done', request: next };
}

/** A new "I am there in so many minutes" for a job not arrived at; also a sign of life, and a yes to a changed job. */
export async function stateEta(scene: Scene, dispatcher: Dispatcher, request: ServiceRequest, minutes: number): Promise<ServiceRequest> {
	if (request.assigned === null) return request;
	const { mustConfirm: _agreed, ...assigned } = request.assigned;
	const next = await updateRequest(scene, request, { assigned: { ...assigned, eta: etaFromStatement(minutes, scene.now) } });
	scene.emit({ type: 'request.eta_stated', subject: { kind: 'request', id: next._id }, data: { number: next.number, minutes } });
	await dispatcher.jobMoved(scene, next);
	return next;
}

/** A provider who sets out for a changed job has agreed to the change. */
function assignedAfter(assigned: Assigned, progress: Progress, now: Date): Assigned {
	const { mustConfirm: _agreed, ...rest } = assigned;
	return progress.step === 'enroute' && progress.etaMinutes != null ? { ...rest, eta: etaFromStatement(progress.etaMinutes, now) } : rest;
}
