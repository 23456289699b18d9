import type { Scene } from '../../../conversation/scene/scene.ts';
import { minutesAfter } from '../../../platform/later.ts';
import type { Forecast } from '../estimate/forecast.ts';
import type { Place } from '../queue/find-queue.ts';
import { closesAt, firstOpening } from '../queue/opening.ts';
import { opensNext, statusOf } from '../queue/queue-life.ts';
import type { Refusal } from './refusal.ts';

/** Whether a queue takes people now, and when it does again (rule Q10). `high`: how long the newcomer would wait at most, in minutes. */
export function closedFor(
	scene: Pick<Scene, 'now'>,
	place: Place,
	forecast: Forecast,
	newcomer: { service: string; high: number },
): Extract<Refusal, { outcome: 'closed' }> | null {
	const { organisation, branch } = place;
	const next = opensNext(forecast.line.life, place, scene.now);
	const { status } = statusOf(forecast.line.life, organisation, scene.now);
	if (status !== 'open') return { outcome: 'closed', opensAt: next, why: status === 'paused' ? 'paused' : 'closed' };
	const closing = closesAt(organisation, branch, scene.now);
	const first = firstOpening(organisation, branch, scene.now);
	const early = organisation.settings.queue_opens_early_minutes;
	if (closing === null || first === null || minutesAfter(scene.now, early) < first) {
		return { outcome: 'closed', opensAt: next, why: 'hours' };
	}
	const minutes = newcomer.high + (forecast.serviceMinutes(newcomer.service) ?? 0);
	const margin = organisation.settings.queue_closing_margin_minutes;
	const late = minutesAfter(scene.now, minutes + margin) > closing;
	return late ? { outcome: 'closed', opensAt: next, why: 'too_late' } : null;
}
