import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import type { InsertStream } from '../../platform/mongo/insert-stream.ts';
import { longestWaiting } from '../../platform/work/longest-waiting.ts';
import { startWorkPool } from '../../platform/work/work-pool.ts';
import type { OutboxDeps } from './deps.ts';
import { drainOutbox } from './drain-outbox.ts';
import { OutboxModel } from './model.ts';
import { onWakeOutbox } from './wake.ts';

export interface OutboxOptions extends OutboxDeps {
	/** Contacts written to at once. A send waits for the carrier, not for us: 32 at 200 ms are 160 messages a second. */
	concurrency?: number;
	/** Tells of messages that other processes queued. */
	inserts?: InsertStream;
	/** How many processes send: they share the senders' pace. */
	countWorkers?(): Promise<number>;
	pollMs?: number;
}

export interface Outbox {
	/** Finishes the sends in hand. */
	stop(): Promise<void>;
}

const CONCURRENCY = 32;
const COUNT_MS = 10_000;

/** Starts sending: any number of processes may. */
export function startOutbox(options: OutboxOptions): Outbox {
	const pool = startWorkPool({
		name: 'outbox',
		concurrency: options.concurrency ?? CONCURRENCY,
		findDue: (limit, except) => longestWaiting(OutboxModel, { open: true }, { now: options.clock.now(), limit, except }),
		run: (work) => drainOutbox(options, work),
		...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
	});
	const counting = setInterval(() => share(options), COUNT_MS);
	share(options);
	const stops = [
		onWakeOutbox((org, contact) => pool.wake({ org, key: contact })),
		options.inserts?.onOthers(OutboxModel.collection.name, (row) => pool.wake({ org: row.org, key: row.contact })),
	];
	return {
		async stop() {
			clearInterval(counting);
			for (const stop of stops) stop?.();
			await pool.stop();
		},
	};
}

function share({ countWorkers, pace }: OutboxOptions): void {
	countWorkers?.().then(
		(count) => pace.shareBetween(count),
		(error: unknown) => log.warn('workers could not be counted', { error: failureCode(error) }),
	);
}
