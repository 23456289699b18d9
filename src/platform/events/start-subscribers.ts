import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { failureCode } from '../failure-code.ts';
import { log } from '../log.ts';
import { dropLease, holdLease } from '../mongo/lease.ts';
import { pause } from '../pause.ts';
import { followLog } from './follow-log.ts';
import type { Subscriber } from './subscriber.ts';

export interface Subscribers {
	/** Finishes the events in hand and saves the checkpoints. */
	stop(): Promise<void>;
}

const LEASE = 'subscribers';
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** How soon another process takes over from one that stopped or died (after its lease ended). */
const ASK_MS = 2_000;

/**
 * Lets subscribers hear of every event in commit order, at least once. One process at a time follows the log for all of them, under a
 * lease: a change stream each would hold a connection each. Every subscriber has its own checkpoint, so a slow one delays nobody for
 * more than its buffer (1 000 events), and one event it cannot handle is parked after five attempts.
 */
export function startSubscribers(subscribers: readonly Subscriber[], deps: { clock: Clock }): Subscribers {
	const stopping = new AbortController();
	const owner = randomUUID();
	const running = subscribers.length === 0 ? Promise.resolve() : keepFollowing();

	async function keepFollowing(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				if (await holdLease(deps.clock, LEASE, owner, LEASE_MS)) await followWhileHeld();
			} catch (error) {
				log.error('subscribers stopped, starting them again', { error: failureCode(error) });
			}
			await pause(ASK_MS, stopping.signal);
		}
		await dropLease(LEASE, owner).catch(() => undefined);
	}

	async function followWhileHeld(): Promise<void> {
		const lost = new AbortController();
		const renewal = setInterval(() => {
			holdLease(deps.clock, LEASE, owner, LEASE_MS).then(
				(held) => held || lost.abort(),
				() => lost.abort(),
			);
		}, RENEW_MS);
		try {
			await followLog(subscribers, { clock: deps.clock, signal: AbortSignal.any([stopping.signal, lost.signal]) });
		} finally {
			clearInterval(renewal);
		}
	}

	return {
		async stop() {
			stopping.abort();
			await running;
		},
	};
}
