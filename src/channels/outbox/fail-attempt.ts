import { Counter } from 'prom-client';
import { log } from '../../platform/log.ts';
import type { Route, SendFailure } from '../message.ts';
import { type AfterFailure, afterFailure } from './after-failure.ts';
import type { StatusDeps } from './deps.ts';
import type { OutboxMessage } from './model.ts';
import { type Expected, settleRow } from './settle-row.ts';

const failures = new Counter({
	name: 'palabre_sends_failed_total',
	help: 'Failed attempts to send, at once or by a later callback, by what was done about them',
	labelNames: ['channel', 'action'],
});

/** Applies the table of actions to a row whose attempt failed, at once or by a callback. Null: the row had changed meanwhile. */
export async function failAttempt(
	deps: StatusDeps,
	row: OutboxMessage,
	attempt: { route: Route; failure: SendFailure; expected: Expected; pastProviderId?: string },
): Promise<AfterFailure | null> {
	const { route, failure, expected, pastProviderId } = attempt;
	const now = deps.clock.now();
	const after = afterFailure(row, failure, now, Math.random());
	const { status, notBefore, refused } = after;
	// First the person, so that the next message already knows.
	if (after.unreachable) await deps.people.markUnreachable(row.org, row.contact, route.channel, failure.code);
	const open = status === 'queued' || status === 'unknown';
	const settled = await settleRow(deps, row, expected, {
		set: {
			status,
			open,
			notBefore,
			refused,
			failures: after.failures,
			errorCode: failure.code,
			...(after.holds && row.heldSince === undefined ? { heldSince: now } : {}),
		},
		unset: status === 'unknown' ? [] : ['providerId', ...(after.holds ? [] : (['heldSince'] as const))],
		...(pastProviderId === undefined ? {} : { pastProviderId }),
	});
	if (!settled) return null;
	failures.inc({ channel: route.channel, action: failure.action });
	const details = { outbox: row._id, org: row.org, channel: route.channel, code: failure.code, action: failure.action, status };
	if (after.alert) log.error('sender paused: the carrier refuses our configuration', details);
	else if (!open) log.warn('message not delivered', details);
	return after;
}
