import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import type { RecurringJob } from '../module.ts';
import { endDays } from './day/end-day.ts';

/** Midnight comes at another moment in every time zone: a quarter of an hour after it is soon enough. */
export function queueJobs(context: { inScene: InScene; clock: Clock }): RecurringJob[] {
	return [{ name: 'queues.end_days', every: '*/15 * * * *', run: () => endDays(context) }];
}
