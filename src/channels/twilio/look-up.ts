import type { Accepted, Delivery } from '../message.ts';
import { twilioAddresses } from './addresses.ts';
import type { TwilioClient } from './client.ts';
import { statusOf } from './parse-status.ts';

/** Twilio's clock and ours may differ, and its filter works in whole seconds. */
const MARGIN_MS = 2 * 60_000;
/** More than any person is sent within the minutes between an attempt and its look-up. */
const LIMIT = 50;

/**
 * Looks for a message whose send ended unknown (twilio-whatsapp §3: there is no idempotency key). It is the newest one of ours with
 * the same ends and the same text that no other outbox row claims. A template's or content's text is only known to Twilio, so there the
 * ends, the time and being unclaimed decide: the outbox sends one message at a time to one person.
 *
 * Asked twice when the first list has no match: a message still queued has no `dateSent`, so the filter by date may hide it.
 * Throws what the SDK throws.
 */
export async function lookUp(
	client: TwilioClient,
	delivery: Delivery,
	attemptedAt: Date,
	knownProviderIds: ReadonlySet<string>,
): Promise<Accepted | null> {
	const { from, to } = twilioAddresses(delivery.route);
	const since = new Date(attemptedAt.getTime() - MARGIN_MS);
	for (const filter of [
		{ to, dateSentAfter: since },
		{ to, from },
	]) {
		const messages = await client.messages.list({ ...filter, limit: LIMIT });
		const match = messages
			.filter(
				(message) =>
					message.from === from &&
					message.to === to &&
					message.direction !== 'inbound' &&
					!knownProviderIds.has(message.sid) &&
					madeAfter(message.dateCreated, since) &&
					sameText(message.body, delivery),
			)
			.sort((a, b) => b.dateCreated.getTime() - a.dateCreated.getTime())[0];
		if (match !== undefined) return { providerId: match.sid, status: acceptedStatus(match.status) };
	}
	return null;
}

function madeAfter(made: Date | undefined | null, since: Date): boolean {
	return made instanceof Date && made.getTime() >= since.getTime();
}

function sameText(body: string | undefined | null, delivery: Delivery): boolean {
	if (delivery.form === 'template') return true;
	const sent = bare(body ?? '');
	if (sent === bare(delivery.plainText) || sent === bare(delivery.text)) return true;
	return (delivery.form === 'buttons' || delivery.form === 'list') && (sent === '' || sent.startsWith(bare(delivery.text)));
}

function bare(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** A message that failed meanwhile is still one that Twilio took: its callback tells the rest. */
export function acceptedStatus(twilioStatus: string): Accepted['status'] {
	const status = statusOf(twilioStatus);
	if (status === 'delivered' || status === 'read') return 'delivered';
	return status === 'sent' ? 'sent' : 'queued';
}
