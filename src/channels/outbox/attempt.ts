import { Counter } from 'prom-client';
import { failureCode } from '../../platform/failure-code.ts';
import { log, withCorrelation } from '../../platform/log.ts';
import type { Carrier, Delivery, Route, SendResult } from '../message.ts';
import { ALERT_PAUSE_MS } from './after-failure.ts';
import type { OutboxDeps } from './deps.ts';
import { failAttempt } from './fail-attempt.ts';
import { type OutboxMessage, OutboxModel, type Way } from './model.ts';
import { accepted, settleRow, settleSoon } from './settle-row.ts';
import { rowUpdates } from './update-rows.ts';

/** A send takes 30 s at most (the carrier's time-out); a row that is `sending` for longer lost its sender. */
const SENDING_MS = 60_000;
/** A process that hesitated so long between deciding and sending was suspended: the lane may be another's by now (its lease has 40 s left). */
const SUSPENDED_MS = 20_000;
/** The generic template every organisation has approved: its one variable holds the text of the message that waits. */
const PENDING_TEMPLATE = 'pending_message';

const sends = new Counter({ name: 'palabre_sends_total', help: 'Messages a carrier took', labelNames: ['channel', 'way'] });

/**
 * Sends a row once. That it is being sent is written first, on condition that nobody else does (I5). `again`: it was not sent, or nobody
 * knows; the row says what is next.
 */
export async function attempt(deps: OutboxDeps, row: OutboxMessage, { way, route }: { way: Way; route: Route }): Promise<'sent' | 'again'> {
	const carrier = deps.carriers[route.carrier];
	if (carrier === undefined) {
		log.error('message for a carrier that is not in use', { outbox: row._id, carrier: route.carrier });
		await failWithoutCarrier(deps, row);
		return 'again';
	}
	const now = deps.clock.now();
	const attempts = row.attempts + 1;
	const sending: OutboxMessage = { ...row, way, route, attempts, status: 'sending', attemptedAt: now };
	if (!(await markSending(deps, row, sending))) return 'again';
	const delivery = await deliveryOf(deps, sending);
	if (deps.clock.now().getTime() - now.getTime() > SUSPENDED_MS) {
		log.warn('message not sent: the process was suspended with it in hand', { outbox: row._id, org: row.org });
		return 'again';
	}
	const result = await withCorrelation(row.correlationId, () => send(carrier, delivery));
	if (result.ok) {
		sends.inc({ channel: route.channel, way });
		// Unmatched: the callback was here first and said more.
		await settleSoon(deps, sending, { status: { $in: ['sending', 'unknown'] }, attempts }, accepted(result.accepted, deps.clock.now()));
		return 'sent';
	}
	if (result.failure.action === 'alert') deps.pace.pause(route, new Date(deps.clock.now().getTime() + ALERT_PAUSE_MS));
	await failAttempt(deps, sending, { route, failure: result.failure, expected: { status: { $in: ['sending', 'unknown'] }, attempts } });
	return 'again';
}

const claimRow = rowUpdates();

/** True only if this attempt, and no other, is the one that sends. */
async function markSending(deps: OutboxDeps, row: OutboxMessage, { attempts, way, route, attemptedAt }: OutboxMessage): Promise<boolean> {
	if (attemptedAt === undefined) return false;
	const attemptId = deps.newId();
	const notBefore = new Date(attemptedAt.getTime() + SENDING_MS);
	const filter = { _id: row._id, org: row.org, status: 'queued' as const, attempts: row.attempts };
	if (await claimRow({ filter, update: { $set: { status: 'sending', attempts, way, route, attemptedAt, attemptId, notBefore } } }))
		return true;
	return (await OutboxModel.exists({ _id: row._id, org: row.org, status: 'sending', attemptId })) !== null;
}

/** What the row looks like on the way it takes; the same again for a look-up. */
export async function deliveryOf(deps: OutboxDeps, row: OutboxMessage): Promise<Delivery> {
	const { _id, org, language, correlationId, text, choices, listButton, template, way = 'message', route } = row;
	if (route === undefined) throw new TypeError('a message without a route cannot be rendered');
	const stands = way === 'pending' ? { name: PENDING_TEMPLATE, variables: { 1: text } } : template;
	const message = { text, choices, listButton, ...(stands === undefined ? {} : { template: stands }) };
	return deps.render({ _id, org, message, language, correlationId }, route, { windowClosed: way === 'template' || way === 'pending' });
}

async function send(carrier: Carrier, delivery: Delivery): Promise<SendResult> {
	try {
		return await carrier.send(delivery);
	} catch (error) {
		// A carrier never throws; if one does, nobody knows how far it came.
		log.error('carrier threw', { outbox: delivery.outboxId, error: failureCode(error) });
		return { ok: false, failure: { action: 'unknown', code: 'carrier_error' } };
	}
}

async function failWithoutCarrier(deps: OutboxDeps, row: OutboxMessage): Promise<void> {
	const set = { status: 'failed' as const, open: false, errorCode: 'no_carrier' };
	await settleRow(deps, row, { status: 'queued', attempts: row.attempts }, { set, unset: ['heldSince'] });
}
