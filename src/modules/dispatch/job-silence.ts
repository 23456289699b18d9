import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import { getOrganisation } from '../organisations/index.ts';
import {
	BEFORE_ARRIVAL,
	clientFacts,
	contactOf,
	findRequest,
	jobsOf,
	raise,
	SEARCHING,
	type ServiceRequest,
	tellProvider,
} from '../requests/index.ts';
import { TIMER } from './actors.ts';
import { takeBack } from './take-back.ts';
import { jobTimers, KINDS } from './timer-keys.ts';
import { expectedNews, latest } from './watch-job.ts';

export type SilenceStage = 'reminder' | 'redispatch';

/** On site elsewhere: he is finishing, not gone (rule R11). */
const AT_WORK = ['provider_arrived', 'service_started'];

/**
 * No news of an accepted job for a while. First the provider is asked where he is; when that stays without an answer too, the job goes
 * to another, and later a manager hears of it if nobody has it yet. Any sign of life, a message of any kind, begins the count afresh;
 * one silent moment alone does nothing (rule R11), and after the arrival nothing happens at all (rule R12).
 */
export async function onSilence(
	scene: Scene,
	data: { request: string; provider: string; stage: SilenceStage; remindedAt?: Date },
): Promise<void> {
	const request = await findRequest(scene, data.request);
	if (request === null || request.assigned?.provider !== data.provider || !BEFORE_ARRIVAL.includes(request.status)) return;
	const { settings, timezone } = await getOrganisation(scene.org);
	const steps = settings.silent_accepted_minutes;
	const sign = await lastSign(scene, request);
	const quietFrom = latest(sign, expectedNews(request, timezone));
	const lives = data.stage === 'redispatch' && data.remindedAt !== undefined && sign > data.remindedAt;
	if (lives || scene.now < minutesAfter(quietFrom, steps.reminder)) {
		return again(scene, request, 'reminder', latest(minutesAfter(quietFrom, steps.reminder), minutesAfter(scene.now, 1)));
	}
	if (data.stage === 'reminder') {
		await remind(scene, request);
		const wait = steps.redispatch - steps.reminder;
		return again(scene, request, 'redispatch', minutesAfter(scene.now, wait), scene.now);
	}
	const others = await jobsOf(scene, data.provider);
	if (others.some((job) => job._id !== request._id && AT_WORK.includes(job.status))) {
		return again(scene, request, 'redispatch', minutesAfter(scene.now, steps.reminder), data.remindedAt);
	}
	scene.emit({
		type: 'escalation.redispatch',
		subject: { kind: 'request', id: request._id },
		data: { number: request.number, provider: data.provider },
	});
	const searching = await takeBack(scene, request, { reason: 'silent', by: TIMER });
	// After the search has begun: it clears the request's timers when it starts.
	scene.setTimer({
		key: `manager:${searching._id}`,
		kind: KINDS.managerWord,
		fireAt: minutesAfter(scene.now, Math.max(1, steps.manager - steps.redispatch)),
		data: { request: searching._id, provider: data.provider },
	});
}

/** Some time after a silent provider lost the job: a manager hears of it when still nobody has it. */
export async function onManagerWord(scene: Scene, data: { request: string; provider: string }): Promise<void> {
	const request = await findRequest(scene, data.request);
	if (request === null || !SEARCHING.includes(request.status)) return;
	await raise(scene, request, 'provider_silent', { provider: data.provider });
}

async function remind(scene: Scene, request: ServiceRequest): Promise<void> {
	await tellProvider(scene, request, 'job.reminder');
	scene.emit({
		type: 'escalation.reminder',
		subject: { kind: 'request', id: request._id },
		data: { number: request.number, provider: request.assigned?.provider ?? null },
	});
	const facts = await clientFacts(scene, request);
	if (facts.late === true) scene.tell(request.client, 'request.late', facts);
}

function again(scene: Scene, request: ServiceRequest, stage: SilenceStage, fireAt: Date, remindedAt?: Date): void {
	scene.setTimer({
		key: `${jobTimers(request._id)}silence`,
		kind: KINDS.jobSilence,
		fireAt,
		data: {
			request: request._id,
			provider: request.assigned?.provider ?? '',
			stage,
			...(remindedAt === undefined ? {} : { remindedAt: remindedAt.toISOString() }),
		},
	});
}

/** The provider's last sign of life: a step he reported, or any message he wrote. */
async function lastSign(scene: Scene, request: ServiceRequest): Promise<Date> {
	const { assigned } = request;
	if (assigned === null) return request.updatedAt;
	const reported = request.history.findLast((line) => line.actor.kind === 'provider' && line.actor.id === assigned.provider)?.at;
	const contact = await contactOf(scene, assigned.contact);
	const wrote = (contact?.reach ?? []).flatMap(({ lastInboundAt }) => (lastInboundAt === undefined ? [] : [lastInboundAt]));
	const stated = assigned.eta?.basis === 'stated' ? [assigned.eta.statedAt] : [];
	const confirmed = assigned.confirmedAt === undefined ? [] : [assigned.confirmedAt];
	return [...(reported === undefined ? [] : [reported]), ...wrote, ...stated, ...confirmed].reduce(latest, assigned.at);
}
