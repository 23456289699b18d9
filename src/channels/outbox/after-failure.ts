import type { DeliveryStatus, SendFailure } from '../message.ts';
import type { OutboxMessage, Way } from './model.ts';

/** What a failed attempt makes of a row. */
export interface AfterFailure {
	status: DeliveryStatus;
	notBefore: Date;
	failures: number;
	refused: Way[];
	/** Later messages wait for this one: order (I5) before speed, for a minute. */
	holds: boolean;
	/** The address must not be used until the person writes. */
	unreachable: boolean;
	/** The sender is paused and the operator told. */
	alert: boolean;
}

/** Counted attempts of one message. */
const MOST_FAILURES = 5;
/** A time-out's truth is usually told by a status callback within this time. */
export const UNKNOWN_GRACE_MS = 10_000;
/** Our configuration is at fault: somebody must change it first. */
export const ALERT_PAUSE_MS = 60_000;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 10 * 60_000;

/** The table of actions of `SendFailure` (twilio-whatsapp §4, lesson L7). Pure but for the jitter, `random` in 0..1. */
export function afterFailure(row: OutboxMessage, failure: SendFailure, now: Date, random: number): AfterFailure {
	const { failures, refused } = row;
	const way = row.way ?? 'message';
	const same = { failures, refused, holds: false, unreachable: false, alert: false };
	const inMs = (ms: number) => new Date(now.getTime() + ms);
	switch (failure.action) {
		case 'unknown':
			return { ...same, status: 'unknown', notBefore: inMs(UNKNOWN_GRACE_MS), holds: true };
		case 'retry': {
			if (failures + 1 >= MOST_FAILURES) return { ...same, status: 'failed', notBefore: now, failures: failures + 1 };
			const wait = Math.max(failure.retryAfterMs ?? 0, backoff(failures, random));
			return { ...same, status: 'queued', notBefore: inMs(wait), failures: failures + 1, holds: true };
		}
		case 'template':
			if (way === 'sms') return { ...same, status: 'failed', notBefore: now };
			return { ...same, status: 'queued', notBefore: now, refused: [...refused, way] };
		case 'other_channel':
			if (way === 'sms') return { ...same, status: 'failed', notBefore: now };
			// A template that is refused says nothing about the person; a plain message does: they are not on WhatsApp.
			if (way !== 'message') return { ...same, status: 'queued', notBefore: now, refused: [...refused, way] };
			return { ...same, status: 'queued', notBefore: now, refused: ['message', 'template', 'pending'], unreachable: true };
		case 'suppress':
			return { ...same, status: 'suppressed', notBefore: now, unreachable: true };
		case 'alert':
			return { ...same, status: 'queued', notBefore: inMs(ALERT_PAUSE_MS), holds: true, alert: true };
		case 'fail':
			return { ...same, status: 'failed', notBefore: now };
	}
}

function backoff(failures: number, random: number): number {
	const most = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
	return most / 2 + (most / 2) * random;
}
