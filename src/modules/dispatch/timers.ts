import { z } from 'zod';
import type { Scene } from '../../conversation/scene/scene.ts';
import type { TimerHandler } from '../module.ts';
import { askBookedJob, onUnconfirmed } from './confirm-job.ts';
import { expireOffer, remindOfOffer } from './expire-offer.ts';
import { onManagerWord, onSilence } from './job-silence.ts';
import { onDeadline, onRetry, sayStillLooking } from './search-moments.ts';
import { KINDS } from './timer-keys.ts';

const offer = z.object({ offer: z.string() });
const search = z.object({ request: z.string(), search: z.string() });
const job = z.object({ request: z.string(), provider: z.string() });
const moment = z.coerce.date();

/** What happens when the module's moments come. Each handler asks whether it still holds: a timer that has been overtaken does nothing. */
export const timers: TimerHandler[] = [
	handler(KINDS.offerExpiry, offer, (scene, data) => expireOffer(scene, data.offer)),
	handler(KINDS.offerReminder, offer, (scene, data) => remindOfOffer(scene, data.offer)),
	handler(KINDS.searchWord, search.extend({ nth: z.int() }), sayStillLooking),
	handler(KINDS.searchDeadline, search, onDeadline),
	handler(KINDS.searchRetry, z.object({ request: z.string() }), onRetry),
	handler(KINDS.jobSilence, job.extend({ stage: z.enum(['reminder', 'redispatch']), remindedAt: moment.optional() }), onSilence),
	handler(KINDS.jobConfirm, job.extend({ minutes: z.int() }), askBookedJob),
	handler(KINDS.jobUnconfirmed, job.extend({ since: moment }), onUnconfirmed),
	handler(KINDS.managerWord, job, onManagerWord),
];

function handler<S extends z.ZodType>(kind: string, schema: S, run: (scene: Scene, data: z.output<S>) => Promise<void>): TimerHandler {
	return { kind, run: (scene, data) => run(scene, schema.parse(data)) };
}
