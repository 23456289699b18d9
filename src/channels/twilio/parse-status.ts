import { z } from 'zod';
import type { StatusUpdate } from '../message.ts';

const optional = z.string().optional().default('');

const StatusForm = z.looseObject({
	MessageSid: optional,
	SmsSid: optional,
	MessageStatus: optional,
	SmsStatus: optional,
	ErrorCode: optional,
});

/** Twilio's statuses (twilio-whatsapp §5) in our words; the inbound ones (`receiving`, `received`) are not here. */
const STATUSES: ReadonlyMap<string, StatusUpdate['status']> = new Map([
	['accepted', 'queued'],
	['scheduled', 'queued'],
	['queued', 'queued'],
	['sending', 'sending'],
	['sent', 'sent'],
	['delivered', 'delivered'],
	['partially_delivered', 'delivered'],
	['read', 'read'],
	['failed', 'failed'],
	['undelivered', 'failed'],
	['canceled', 'failed'],
]);

/** What Twilio calls a message's state, in our words; undefined for one we do not know. */
export function statusOf(twilioStatus: string): StatusUpdate['status'] | undefined {
	return STATUSES.get(twilioStatus.toLowerCase());
}

/**
 * Turns a status callback into an update. `outboxId` is our own id, which came back in the callback URL's query (signed with it): it
 * finds the row even before the send call returned. Null when it is not news of an outgoing message.
 */
export function parseStatus(form: Record<string, string>, outboxId: string | undefined): StatusUpdate | null {
	const parsed = StatusForm.safeParse(form);
	if (!parsed.success) return null;
	const fields = parsed.data;
	const providerId = fields.MessageSid || fields.SmsSid;
	const status = statusOf(fields.MessageStatus || fields.SmsStatus);
	if (providerId === '' || providerId.length > 64 || status === undefined) return null;
	const errorCode = /^\d{1,6}$/.test(fields.ErrorCode) && fields.ErrorCode !== '0' ? fields.ErrorCode : undefined;
	return {
		carrier: 'twilio',
		outboxId: outboxId === undefined || outboxId === '' || outboxId.length > 64 ? undefined : outboxId,
		providerId,
		status,
		errorCode,
	};
}
