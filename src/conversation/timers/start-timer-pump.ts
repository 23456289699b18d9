import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import { pause } from '../../platform/pause.ts';
import { fireDueTimers, type TimerDeps } from './pump.ts';

export interface TimerPump {
	/** Finishes the batch in hand. */
	stop(): Promise<void>;
}

/**
 * What people wait for ends on a second (an offer, a question), so timers are looked at every second. Not by an Agenda job: measured, one
 * of `1 second` keeps its time but costs four writes a second in each process, where this is one indexed read; and since rows are
 * claimed by lease, every worker may look at once and none needs to be elected.
 */
const LOOK_MS = 1_000;

/** Fires due timers every second until it is stopped; any number of processes may. */
export function startTimerPump(deps: TimerDeps): TimerPump {
	const stopping = new AbortController();
	const running = run();

	async function run(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				await fireDueTimers(deps);
			} catch (error) {
				log.error('timers could not be fired', { error: failureCode(error) });
			}
			await pause(LOOK_MS, stopping.signal);
		}
	}

	return {
		async stop() {
			stopping.abort();
			await running;
		},
	};
}
