import { Counter } from 'prom-client';
import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import type { Accepted } from '../message.ts';
import { UNKNOWN_GRACE_MS } from './after-failure.ts';
import { deliveryOf } from './attempt.ts';
import type { OutboxDeps } from './deps.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';
import { accepted, settleRow } from './settle-row.ts';

/** Other messages to the person around the same time; more are not sent within the minutes a look-up looks back. */
const MOST_KNOWN = 50;
/** Look-ups that could not be answered: with these pauses, an hour in all. Then it is failed, never sent blindly (I5). */
const MOST_LOOK_UPS = 12;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

const lookUps = new Counter({
	name: 'palabre_look_ups_total',
	help: 'Sends whose end was unknown, by what the carrier knew',
	labelNames: ['result'],
});

/** A sender died with the row in hand: perhaps it was sent. The callback gets its time to say so. */
export async function markUnknown(deps: OutboxDeps, row: OutboxMessage): Promise<void> {
	const now = deps.clock.now();
	const since = row.attemptedAt ?? now;
	const notBefore = new Date(since.getTime() + UNKNOWN_GRACE_MS);
	const set = { status: 'unknown' as const, notBefore, errorCode: 'sender_lost', heldSince: row.heldSince ?? now };
	await settleRow(deps, row, { status: 'sending', attempts: row.attempts }, { set });
}

/** Asks the carrier whether it has the message: then it is sent; if not, it is queued again. It is never sent again before an answer. */
export async function resolveUnknown(deps: OutboxDeps, row: OutboxMessage): Promise<void> {
	const expected = { status: 'unknown' as const, attempts: row.attempts };
	let found: Accepted | null;
	try {
		found = await lookUp(deps, row);
	} catch (error) {
		lookUps.inc({ result: 'no_answer' });
		log.warn('look-up not answered', { outbox: row._id, org: row.org, error: failureCode(error) });
		await askAgain(deps, row);
		return;
	}
	lookUps.inc({ result: found === null ? 'not_found' : 'found' });
	const again = { set: { status: 'queued' as const, notBefore: deps.clock.now() } };
	await settleRow(deps, row, expected, found === null ? again : accepted(found, deps.clock.now()));
}

async function lookUp(deps: OutboxDeps, row: OutboxMessage): Promise<Accepted | null> {
	const carrier = row.route === undefined ? undefined : deps.carriers[row.route.carrier];
	if (carrier === undefined) throw new TypeError('the carrier is not in use');
	const others = await OutboxModel.find(
		{ org: row.org, contact: row.contact, providerId: { $type: 'string' } },
		{ providerId: true, pastProviderIds: true },
	)
		.sort({ createdAt: -1 })
		.limit(MOST_KNOWN)
		.lean();
	const known = new Set(
		[row, ...others].flatMap((one) => [...one.pastProviderIds, ...(one.providerId === undefined ? [] : [one.providerId])]),
	);
	return carrier.lookUp(await deliveryOf(deps, row), row.attemptedAt ?? row.createdAt, known);
}

async function askAgain(deps: OutboxDeps, row: OutboxMessage): Promise<void> {
	const asked = row.lookUps + 1;
	const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** row.lookUps);
	const later = { lookUps: asked, notBefore: new Date(deps.clock.now().getTime() + pause) };
	const set = asked < MOST_LOOK_UPS ? later : { lookUps: asked, status: 'failed' as const, open: false, errorCode: 'fate_unknown' };
	await settleRow(deps, row, { status: 'unknown', attempts: row.attempts }, { set });
}
