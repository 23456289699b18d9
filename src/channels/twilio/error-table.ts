import type { SendFailure } from '../message.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface ErrorRow {
	action: SendFailure['action'];
	/** Least time before a retry, ms; the outbox backs off from there, and the message's expiry ends it. */
	retryAfterMs?: number;
	/** Our set-up, content or Twilio account needs a person's eye, though the sender may go on. */
	operator?: true;
	note: string;
}

/**
 * What each of Twilio's error codes asks of the outbox: twilio-whatsapp §4 as data, for refusals of the call and for status callbacks
 * alike. `alert` stops the sender, so it is kept for what no other message of that sender would survive.
 */
export const ERROR_TABLE: Readonly<Record<string, ErrorRow>> = {
	20003: { action: 'alert', operator: true, note: 'wrong credentials or missing permission' },
	20404: { action: 'fail', operator: true, note: 'wrong SID, or of another account' },
	20429: { action: 'retry', retryAfterMs: 2 * SECOND, note: 'too many concurrent requests; never processed' },
	21211: { action: 'suppress', note: 'invalid `To`' },
	21212: { action: 'alert', operator: true, note: 'invalid `From`' },
	21408: { action: 'alert', operator: true, note: 'SMS geo permission is off for that country' },
	21602: { action: 'fail', operator: true, note: 'empty body' },
	21604: { action: 'fail', operator: true, note: 'missing `To`' },
	21606: { action: 'alert', operator: true, note: '`From` is not ours or cannot send' },
	21610: { action: 'suppress', note: 'the person opted out (STOP)' },
	21611: { action: 'retry', retryAfterMs: 15 * MINUTE, note: "the sender's queue is full" },
	21614: { action: 'suppress', note: '`To` is not a mobile number' },
	21617: { action: 'fail', operator: true, note: 'body over 1600 characters' },
	21620: { action: 'fail', operator: true, note: 'bad media URL' },
	21623: { action: 'fail', operator: true, note: 'too many media' },
	21654: { action: 'fail', operator: true, note: 'content SID missing; a sandbox or trial may refuse free text so' },
	21655: { action: 'fail', operator: true, note: 'content SID invalid' },
	21656: { action: 'fail', operator: true, note: 'content variables invalid' },
	21658: { action: 'fail', operator: true, note: 'a parameter is too long' },
	30001: { action: 'retry', retryAfterMs: 15 * MINUTE, note: 'queue overflow' },
	30002: { action: 'alert', operator: true, note: 'account suspended' },
	30003: { action: 'retry', retryAfterMs: HOUR, note: 'handset off or without signal' },
	30004: { action: 'suppress', note: 'blocked by the person or the operator' },
	30005: { action: 'suppress', note: 'unknown number' },
	30006: { action: 'suppress', note: 'landline or unreachable carrier' },
	30007: { action: 'fail', operator: true, note: 'filtered as spam' },
	30008: { action: 'retry', retryAfterMs: 5 * MINUTE, note: 'unknown carrier error' },
	30036: { action: 'fail', note: 'validity period passed in the queue' },
	30410: { action: 'retry', retryAfterMs: 5 * MINUTE, note: 'provider time-out; rarely delivered all the same' },
	30500: { action: 'retry', retryAfterMs: MINUTE, note: 'provider internal error' },
	63003: { action: 'other_channel', note: '`To` is not on WhatsApp' },
	63005: { action: 'fail', operator: true, note: 'content not accepted by the channel' },
	63006: { action: 'fail', operator: true, note: 'content of this kind not supported' },
	63007: { action: 'alert', operator: true, note: '`From` is not a WhatsApp sender of this account' },
	63009: { action: 'retry', retryAfterMs: MINUTE, note: 'channel provider error' },
	63010: { action: 'retry', retryAfterMs: MINUTE, note: 'channel provider internal error' },
	63012: { action: 'retry', retryAfterMs: MINUTE, note: 'channel provider 5xx' },
	63013: { action: 'fail', operator: true, note: "against Meta's policy, or bad spacing in a variable" },
	63014: { action: 'suppress', note: 'the person blocked us' },
	63015: { action: 'fail', operator: true, note: 'sandbox: this person has not joined' },
	63016: { action: 'template', note: 'outside the 24-hour window' },
	63017: { action: 'retry', retryAfterMs: 5 * SECOND, note: 'account over its messages per second' },
	63018: { action: 'retry', retryAfterMs: 30 * SECOND, note: 'rate of the sender, of the pair, or messaging tier' },
	63019: { action: 'retry', retryAfterMs: MINUTE, note: 'media could not be fetched' },
	63020: { action: 'alert', operator: true, note: 'WhatsApp business account not in order' },
	63021: { action: 'fail', operator: true, note: 'template and media mixed' },
	63022: { action: 'alert', operator: true, note: 'invalid certificate of the sender' },
	63024: { action: 'other_channel', note: 'invalid recipient on WhatsApp, old app or terms not accepted' },
	63027: { action: 'other_channel', operator: true, note: 'template has no such language' },
	63028: { action: 'other_channel', operator: true, note: "template's number of variables does not match" },
	63030: { action: 'fail', operator: true, note: 'over 1024 characters' },
	63032: { action: 'other_channel', note: "Meta's experiment group: never on WhatsApp" },
	63033: { action: 'suppress', note: 'the person blocked us (deprecated code)' },
	63034: { action: 'fail', operator: true, note: 'media too big' },
	63037: { action: 'retry', retryAfterMs: MINUTE, note: 'media upload failed' },
	63038: { action: 'retry', retryAfterMs: HOUR, operator: true, note: "account's daily cap" },
	63040: { action: 'other_channel', operator: true, note: 'template rejected' },
	63041: { action: 'other_channel', operator: true, note: 'template paused' },
	63042: { action: 'other_channel', operator: true, note: 'template disabled' },
	63049: { action: 'retry', retryAfterMs: 24 * HOUR, operator: true, note: 'Meta chose not to deliver a marketing message' },
	63051: { action: 'alert', operator: true, note: 'WhatsApp business account locked' },
	11200: { action: 'fail', operator: true, note: 'our webhook failed (debugger)' },
	11205: { action: 'fail', operator: true, note: 'our webhook was unreachable (debugger)' },
	12300: { action: 'fail', operator: true, note: 'our webhook answered with the wrong content type (debugger)' },
};

/** For a code that is not in the table: final, and somebody should add it. */
const UNLISTED: ErrorRow = { action: 'fail', operator: true, note: 'not in the table' };

/** The row of an error code; of a code that is not listed, the one for what is unknown. */
export function errorRow(code: string): ErrorRow {
	return Object.hasOwn(ERROR_TABLE, code) ? (ERROR_TABLE[code] ?? UNLISTED) : UNLISTED;
}

/** What an error code asks for. */
export function failureOf(code: string): SendFailure {
	const { action, retryAfterMs } = errorRow(code);
	return retryAfterMs === undefined ? { action, code } : { action, code, retryAfterMs };
}
