import { Counter } from 'prom-client';
import { log } from '../../platform/log.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import type { SendFailure, StatusUpdate } from '../message.ts';
import { awaitNews } from './await-news.ts';
import type { StatusDeps } from './deps.ts';
import { failAttempt } from './fail-attempt.ts';
import { findRow } from './find-row.ts';
import { type OutboxMessage, OutboxModel } from './model.ts';
import { NEWS_WAIT_MS, nextStatus, statusesBefore } from './next-status.ts';
import { settleSoon, updateOf } from './settle-row.ts';
import { rowUpdates } from './update-rows.ts';
import { wakeOutbox } from './wake.ts';

/** `unknown_message`: not one of ours, or forgotten by now. */
export type StatusOutcome = 'applied' | 'ignored' | 'unknown_message';

/** The sender or another callback may change the row between read and write; a few times at most. */
const MOST_TRIES = 5;

const updates = new Counter({ name: 'palabre_status_updates_total', help: 'News of sent messages', labelNames: ['status', 'outcome'] });

/** Applies news of a message. Idempotent; the order of arrival does not matter. */
export async function applyStatus(deps: StatusDeps, update: StatusUpdate): Promise<StatusOutcome> {
	const outcome = await apply(deps, update);
	updates.inc({ status: update.status, outcome });
	return outcome;
}

async function apply(deps: StatusDeps, update: StatusUpdate): Promise<StatusOutcome> {
	if (await advanceUnread(deps, update)) return 'applied';
	for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
		const row = await find(update);
		if (row === null) return 'unknown_message';
		const next = nextStatus(row, update);
		if (next.kind === 'ignore') return 'ignored';
		const settled = next.kind === 'fail' ? await fail(deps, row, update, next.code) : await advance(deps, row, update, next.status);
		if (settled) return 'applied';
	}
	log.warn('status update lost against others', { outbox: update.outboxId, status: update.status });
	return 'ignored';
}

async function find({ outboxId, carrier, providerId }: StatusUpdate): Promise<OutboxMessage | null> {
	if (outboxId !== undefined) return findRow(outboxId);
	return OutboxModel.findOne({ providerId, 'route.carrier': carrier }, null, ACROSS_ORGANISATIONS).lean();
}

const advanceTogether = rowUpdates({ waitMs: NEWS_WAIT_MS });

/**
 * Most news: a message that nobody follows, and behind which none waits, arrived or was read. Whatever attempt of it did, so the row need
 * not be read to know, and it is one operation, shared with others that come at the same time. False: it is none of these, or nobody knows.
 */
async function advanceUnread(deps: StatusDeps, { outboxId, providerId, status }: StatusUpdate): Promise<boolean> {
	if (outboxId === undefined || (status !== 'delivered' && status !== 'read')) return false;
	const filter = { _id: outboxId, followed: false, heldSince: { $exists: false }, status: { $in: statusesBefore(status) } };
	const { $set, $push, $unset } = updateOf(deps.clock.now(), { set: { status, open: false, parked: false }, unset: ['errorCode'] });
	const { $each, $slice } = $push.history;
	const history = { $slice: [{ $concatArrays: ['$history', $each] }, $slice] };
	const known = { $ifNull: ['$providerId', providerId] };
	return advanceTogether({
		filter,
		update: [{ $set: { ...$set, history, providerId: known } }, { $unset: Object.keys($unset ?? {}) }],
	});
}

/** Also settles a send that is still under way or whose end was unknown: the carrier speaks of it, so it has it. */
async function advance(
	deps: StatusDeps,
	row: OutboxMessage,
	{ providerId }: StatusUpdate,
	status: 'sent' | 'delivered' | 'read',
): Promise<boolean> {
	const waited = row.open;
	const next = status === 'sent' ? awaitNews(deps.clock.now()) : {};
	const set = { status, open: false, parked: false, providerId: row.providerId ?? providerId, ...next };
	const settled = await settleSoon(deps, row, { status: row.status, attempts: row.attempts }, { set, unset: ['heldSince', 'errorCode'] });
	// Messages behind it waited for this.
	if (waited && row.heldSince !== undefined) wakeOutbox(row.org, row.contact);
	return settled;
}

async function fail(deps: StatusDeps, row: OutboxMessage, { carrier, providerId }: StatusUpdate, code: string): Promise<boolean> {
	const { route } = row;
	if (route === undefined) return true;
	const named: SendFailure = deps.carriers[carrier]?.failureOf(code) ?? { action: 'fail', code };
	// The carrier knows the message, so its fate is not unknown: it failed.
	const failure: SendFailure = named.action === 'unknown' ? { ...named, action: 'fail' } : named;
	const expected = { status: row.status, attempts: row.attempts };
	const after = await failAttempt(deps, row, { route, failure, expected, pastProviderId: providerId });
	if (after !== null) wakeOutbox(row.org, row.contact);
	return after !== null;
}
