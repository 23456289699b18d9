import { DateTime } from 'luxon';
import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import { getOrganisation } from '../organisations/index.ts';
import { BEFORE_ARRIVAL, isScheduled, type ServiceRequest } from '../requests/index.ts';
import { jobTimers, KINDS } from './timer-keys.ts';

/** A job for "Tuesday" is expected to begin by this hour, and its provider confirms before that one. */
const DAY_JOB_EXPECTED_HOUR = 17;
const DAY_JOB_BEGINS_HOUR = 8;
/** One for a part of a day, "Tuesday morning", within so long of the hour that stands for it. */
const DAY_PART_MINUTES = 240;
const DAY_MINUTES = 1440;
/** Above any setting: a job he already has is counted, never refused. */
export const NO_LIMIT = 1000;
/** A question the day before is worth asking only when the job was booked well before that. */
const DAY_BEFORE_MARGIN_MINUTES = 120;

/**
 * Watches an accepted job: when no news come, the provider is reminded, then the job goes to another (rule R11); a booked one is
 * confirmed the day before and shortly before (rule R13). Called at the acceptance and at every step; once he has arrived nothing is
 * watched any more (rule R12).
 */
export async function watchJob(scene: Scene, request: ServiceRequest): Promise<void> {
	scene.cancelTimers(jobTimers(request._id));
	if (request.assigned === null || !BEFORE_ARRIVAL.includes(request.status)) return;
	const { settings, timezone } = await getOrganisation(scene.org);
	if (isScheduled(request.when, scene.now) && request.status === 'provider_accepted') {
		const begins = jobBegins(request, timezone);
		for (const minutes of new Set([DAY_MINUTES, settings.scheduled_confirm_minutes])) {
			const fireAt = minutesAfter(begins, -minutes);
			const worthwhile = minutes === settings.scheduled_confirm_minutes || fireAt > minutesAfter(scene.now, DAY_BEFORE_MARGIN_MINUTES);
			if (!worthwhile || fireAt <= scene.now) continue;
			scene.setTimer({
				key: `${jobTimers(request._id)}confirm:${minutes}`,
				kind: KINDS.jobConfirm,
				fireAt,
				data: { request: request._id, provider: request.assigned.provider, minutes },
			});
		}
	}
	const quietFrom = latest(scene.now, expectedNews(request, timezone));
	scene.setTimer({
		key: `${jobTimers(request._id)}silence`,
		kind: KINDS.jobSilence,
		fireAt: minutesAfter(quietFrom, settings.silent_accepted_minutes.reminder),
		data: { request: request._id, provider: request.assigned.provider, stage: 'reminder' },
	});
}

/** Until when silence means nothing: the end of an ETA somebody stated, or the hour of a booked job. */
export function expectedNews(request: ServiceRequest, timezone: string): Date {
	const eta = request.assigned?.eta;
	const arrival = eta?.basis === 'stated' ? minutesAfter(eta.statedAt, eta.maxMinutes) : new Date(0);
	if (request.when.kind === 'now' || request.when.at === undefined || request.status === 'provider_enroute') return arrival;
	if (request.when.precision === 'hour') return latest(arrival, request.when.at);
	if (request.when.part !== undefined) return latest(arrival, minutesAfter(request.when.at, DAY_PART_MINUTES));
	return latest(arrival, atHour(request.when.at, DAY_JOB_EXPECTED_HOUR, timezone));
}

/** When a booked job begins: its hour, that of the part of the day that was said, or the morning of its day. */
function jobBegins(request: ServiceRequest, timezone: string): Date {
	const at = request.when.at ?? request.createdAt;
	return request.when.precision === 'hour' || request.when.part !== undefined ? at : atHour(at, DAY_JOB_BEGINS_HOUR, timezone);
}

/** The later of two moments. */
export function latest(a: Date, b: Date): Date {
	return a > b ? a : b;
}

function atHour(at: Date, hour: number, timezone: string): Date {
	return DateTime.fromJSDate(at, { zone: timezone }).startOf('day').set({ hour }).toJSDate();
}
