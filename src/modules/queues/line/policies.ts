import type { QueuePolicy, QueueRow, Settings } from '../../organisations/index.ts';
import type { Rules } from './policy.ts';

const MINUTE_MS = 60_000;

/**
 * The named policies. Their names and what they mean for people are in the locales: `queues.policy_<name>` and
 * `queues.policy_<name>_explained`.
 *
 * | policy | order |
 * | --- | --- |
 * | `arrival` | first come first served; an appointment stands at its own time; legal priority passes once in three calls |
 * | `balanced` | legal priority once in three, then appointments whose time has come, then bought places once in three, then by arrival |
 * | `appointments_first` | the same, with appointments before everyone but emergencies: walk-ins fill the gaps |
 *
 * Ratio 3: two of three calls stay with whoever waited longest or booked, so a priority never stops the line. Passed 4: a bought place
 * costs nobody more than four times the time of one service.
 */
const NAMED: Readonly<Record<QueuePolicy, Pick<Rules, 'ratio' | 'maxPassed' | 'booked' | 'paid'>>> = {
	arrival: { ratio: 3, maxPassed: 4, booked: 'arrival', paid: false },
	balanced: { ratio: 3, maxPassed: 4, booked: 'before', paid: true },
	appointments_first: { ratio: 3, maxPassed: 4, booked: 'first', paid: true },
};

/** The rules a queue's policy comes to, with the organisation's own bounds and settings. */
export function rulesOf(queue: Pick<QueueRow, 'policy' | 'policyOptions'>, settings: Settings): Rules {
	const named = NAMED[queue.policy];
	const { ratio, maxPassed, maxWaitMinutes } = queue.policyOptions;
	return {
		...named,
		ratio: ratio ?? named.ratio,
		maxPassed: maxPassed ?? named.maxPassed,
		...(maxWaitMinutes === undefined ? {} : { maxWaitMs: maxWaitMinutes * MINUTE_MS }),
		paid: named.paid && settings.paid_priority,
		toleranceMs: settings.appointment_tolerance_minutes * MINUTE_MS,
	};
}
