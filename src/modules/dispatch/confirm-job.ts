import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter, secondsAfter } from '../../platform/later.ts';
import { getOrganisation } from '../organisations/index.ts';
import { releaseJob, takeJob } from '../providers/index.ts';
import {
	BEFORE_ARRIVAL,
	clientFacts,
	findRequest,
	isScheduled,
	type ServiceRequest,
	tellProvider,
	updateRequest,
} from '../requests/index.ts';
import { asProvider, TIMER } from './actors.ts';
import { takeBack } from './take-back.ts';
import { jobTimers, KINDS } from './timer-keys.ts';
import { NO_LIMIT, watchJob } from './watch-job.ts';

/** Asks the provider whether he keeps a job the client has changed; his silence gives it to another (rule R15). */
export async function askToConfirm(scene: Scene, request: ServiceRequest, changes: string[]): Promise<ServiceRequest> {
	if (request.assigned === null) return request;
	const { confirmedAt: _outdated, eta, ...assigned } = request.assigned;
	const scheduled = isScheduled(request.when, scene.now);
	// Moved to another day it is no job in hand any more, and the other way round.
	if (scheduled) await releaseJob(scene, assigned.provider, request._id);
	else await takeJob(scene, assigned.provider, request._id, NO_LIMIT);
	const next = await updateRequest(scene, request, {
		assigned: { ...assigned, ...(scheduled || eta === undefined ? {} : { eta }), mustConfirm: { since: scene.now, changes } },
	});
	await watchJob(scene, next);
	const { settings } = await getOrganisation(scene.org);
	const seconds = scheduled ? settings.scheduled_offer_seconds : settings.offer_seconds;
	awaitAnswer(scene, next, 'change', secondsAfter(scene.now, seconds));
	await tellProvider(scene, next, 'job.changed', { changes, must_confirm: true });
	return next;
}

/** A booked job comes near: its provider confirms it (rule R13). Only shortly before does silence give it to another. */
export async function askBookedJob(scene: Scene, data: { request: string; provider: string; minutes: number }): Promise<void> {
	const request = await findRequest(scene, data.request);
	if (request === null || request.assigned?.provider !== data.provider || request.status !== 'provider_accepted') return;
	const { settings } = await getOrganisation(scene.org);
	await tellProvider(scene, request, 'job.confirm', { minutes_before: data.minutes });
	if (data.minutes === settings.scheduled_confirm_minutes) awaitAnswer(scene, request, 'booked', minutesAfter(scene.now, data.minutes / 2));
}

/** Nobody answered in time: the job goes to another while there is time left. */
export async function onUnconfirmed(scene: Scene, data: { request: string; provider: string; since: Date }): Promise<void> {
	const request = await findRequest(scene, data.request);
	if (request === null || request.assigned?.provider !== data.provider || request.status !== 'provider_accepted') return;
	const { assigned } = request;
	const answered = assigned.mustConfirm === undefined && assigned.confirmedAt !== undefined && assigned.confirmedAt >= data.since;
	if (!answered) await takeBack(scene, request, { reason: 'silent', by: TIMER });
}

/** The provider's answer to either question. */
export async function confirmJob(
	scene: Scene,
	request: ServiceRequest,
	options: { keeps: boolean; source: string },
): Promise<{ outcome: 'kept' | 'reoffered'; request: ServiceRequest }> {
	const { assigned } = request;
	if (assigned === null || !BEFORE_ARRIVAL.includes(request.status)) return { outcome: 'kept', request };
	if (!options.keeps) {
		const reason = assigned.mustConfirm === undefined ? 'pulled_out' : 'refused_change';
		return { outcome: 'reoffered', request: await takeBack(scene, request, { reason, by: asProvider(assigned.provider, options.source) }) };
	}
	const { mustConfirm, ...rest } = assigned;
	const next = await updateRequest(scene, request, { assigned: { ...rest, confirmedAt: scene.now } });
	scene.cancelTimer(`${jobTimers(request._id)}unconfirmed:change`);
	scene.cancelTimer(`${jobTimers(request._id)}unconfirmed:booked`);
	scene.emit({
		type: 'request.confirmed_by_provider',
		subject: { kind: 'request', id: next._id },
		data: { number: next.number, provider: assigned.provider, after_change: mustConfirm !== undefined },
	});
	scene.tell(next.client, 'request.confirmed_by_provider', await clientFacts(scene, next));
	return { outcome: 'kept', request: next };
}

function awaitAnswer(scene: Scene, request: ServiceRequest, about: 'change' | 'booked', fireAt: Date): void {
	scene.setTimer({
		key: `${jobTimers(request._id)}unconfirmed:${about}`,
		kind: KINDS.jobUnconfirmed,
		fireAt,
		data: { request: request._id, provider: request.assigned?.provider ?? '', since: scene.now.toISOString() },
	});
}
