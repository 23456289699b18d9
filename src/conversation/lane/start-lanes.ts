import type { InsertStream } from '../../platform/mongo/insert-stream.ts';
import { longestWaiting } from '../../platform/work/longest-waiting.ts';
import { startWorkPool, type WorkPool } from '../../platform/work/work-pool.ts';
import { InboxModel } from '../inbox/model.ts';
import { drainLane, type LaneDeps } from './drain-lane.ts';
import { onWakeLane } from './wake.ts';

export interface LanesOptions extends LaneDeps {
	/** Lanes drained at once by this process; one database connection each at most. */
	concurrency?: number;
	/** Tells of inputs that other processes stored. Without it the poll finds them half a second later. */
	inserts?: InsertStream;
	pollMs?: number;
}

export interface Lanes {
	/** Finishes the turns in hand and releases their leases. */
	stop(): Promise<void>;
}

const CONCURRENCY = 16;

/** Starts taking turns: every contact with due inputs is drained, by any of the processes that run this. */
export function startLanes(options: LanesOptions): Lanes {
	const pool: WorkPool = startWorkPool({
		name: 'lanes',
		concurrency: options.concurrency ?? CONCURRENCY,
		findDue: (limit, except) => longestWaiting(InboxModel, { state: 'pending' }, { now: options.clock.now(), limit, except }),
		run: (work) => drainLane(options, work),
		...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
	});
	const stops = [
		onWakeLane((org, contact) => pool.wake({ org, key: contact })),
		options.inserts?.onOthers(InboxModel.collection.name, (row) => pool.wake({ org: row.org, key: row.contact })),
	];
	return {
		async stop() {
			for (const stop of stops) stop?.();
			await pool.stop();
		},
	};
}
