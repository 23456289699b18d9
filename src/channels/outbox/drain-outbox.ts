import type { Work } from '../../platform/work/work-pool.ts';
import { attempt } from './attempt.ts';
import { decide } from './decide.ts';
import type { OutboxDeps } from './deps.ts';
import { BATCH, findWaiting } from './find-waiting.ts';
import { claimOutboxLane, OUTBOX_LEASE_MS, releaseOutboxLane, renewOutboxLane } from './lane.ts';
import type { OutboxMessage } from './model.ts';
import { type PairPace, takePair } from './pace.ts';
import type { Person } from './person.ts';
import { markUnknown, resolveUnknown } from './resolve-unknown.ts';
import { settleRow } from './settle-row.ts';

/** The carriers' time-out and the writes around it. */
const SLOWEST_SEND_MS = 40_000;
/** Another process sends to this contact: look again when it should be done. */
const HELD_MS = 400;
/** How long later messages wait for one that is tried again or whose fate is unknown; then order gives way. */
const HOLD_MS = 60_000;

/** What became of one row in one drain. */
type Step = { kind: 'next' } | { kind: 'again' } | { kind: 'wait'; ms: number };

/**
 * Sends what is due to one contact, in the order it was queued, under the lease of the contact's outbox. Answers in how many milliseconds
 * to look again, null when nothing waits.
 */
export async function drainOutbox(deps: OutboxDeps, { org, key: contact }: Work): Promise<number | null> {
	const owner = deps.newId();
	const claimedAt = deps.clock.now();
	const lane = await claimOutboxLane(org, contact, owner, claimedAt);
	if (lane === null) return HELD_MS;
	const drain = { deps, owner, pace: lane.pace, leaseUntil: claimedAt.getTime() + OUTBOX_LEASE_MS };
	try {
		return await sendInOrder(drain, org, contact);
	} finally {
		await releaseOutboxLane(org, contact, owner, drain.pace);
	}
}

interface Drain {
	deps: OutboxDeps;
	owner: string;
	pace: PairPace | null;
	leaseUntil: number;
}

async function sendInOrder(drain: Drain, org: string, contact: string): Promise<number | null> {
	const { deps } = drain;
	const [rows, person] = await Promise.all([findWaiting({ org, contact, now: deps.clock.now() }), deps.people.get(org, contact)]);
	let soonest: number | null = rows.length === BATCH ? 0 : null;
	for (const row of rows) {
		if (!(await keepLease(drain, org, contact))) return HELD_MS;
		const step = await handle(drain, row, person);
		// The person or the row is no longer what was read.
		if (step.kind === 'again') return 0;
		if (step.kind === 'next') continue;
		soonest = soonest === null || step.ms < soonest ? step.ms : soonest;
		if (holds(row, deps.clock.now())) return step.ms;
	}
	return soonest;
}

/** A row nobody tried yet holds nothing back: it only waits for its pace, and so do those behind it. */
function holds(row: OutboxMessage, now: Date): boolean {
	return row.heldSince === undefined ? row.notBefore <= now : now.getTime() - row.heldSince.getTime() < HOLD_MS;
}

async function handle(drain: Drain, row: OutboxMessage, person: Person | null): Promise<Step> {
	const { deps } = drain;
	if (row.status === 'sending') {
		await markUnknown(deps, row);
		return { kind: 'again' };
	}
	const early = row.notBefore.getTime() - deps.clock.now().getTime();
	if (early > 0) return { kind: 'wait', ms: early };
	if (row.status === 'unknown') {
		await resolveUnknown(deps, row);
		return { kind: 'again' };
	}
	if (row.parked) {
		// Whatever was refused may be there by now.
		const expected = { status: row.status, attempts: row.attempts };
		await settleRow(deps, row, expected, { set: { parked: false, refused: [] }, unset: ['errorCode'] });
		return { kind: 'again' };
	}
	return sendDue(drain, row, person);
}

async function sendDue(drain: Drain, row: OutboxMessage, person: Person | null): Promise<Step> {
	const { deps } = drain;
	const now = deps.clock.now();
	const smsSender = (await deps.findSenderOf(row.org, 'sms'))?.address ?? null;
	const decision = decide(row, person, {
		now,
		smsSender,
		failureOf: (carrier, code) => deps.carriers[carrier]?.failureOf(code) ?? { action: 'fail', code },
	});
	const expected = { status: 'queued' as const, attempts: row.attempts };
	if (decision.kind === 'end') {
		const set = { status: decision.status, open: false, parked: false, errorCode: decision.code };
		await settleRow(deps, row, expected, { set, unset: ['heldSince'] });
		return { kind: 'next' };
	}
	if (decision.kind === 'park') {
		const set = { parked: true, notBefore: decision.until, errorCode: 'window_closed' };
		await settleRow(deps, row, expected, { set, unset: ['heldSince'] });
		return { kind: 'next' };
	}
	const pair = takePair(drain.pace, now);
	if (pair.wait > 0) return { kind: 'wait', ms: pair.wait };
	const wait = deps.pace.take(decision.route, now);
	if (wait > 0) return { kind: 'wait', ms: wait };
	drain.pace = pair.pace;
	return { kind: (await attempt(deps, row, decision)) === 'sent' ? 'next' : 'again' };
}

/** Renews the lease while there is still time for one slow send. */
async function keepLease(drain: Drain, org: string, contact: string): Promise<boolean> {
	const now = drain.deps.clock.now();
	if (drain.leaseUntil - now.getTime() > SLOWEST_SEND_MS) return true;
	drain.leaseUntil = now.getTime() + OUTBOX_LEASE_MS;
	return renewOutboxLane(org, contact, drain.owner, now);
}
