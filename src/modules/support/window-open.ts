import { WINDOW_MS } from '../../channels/outbox/decide.ts';
import type { Contact } from '../../conversation/contacts/contact.ts';

/**
 * Whether an agent's words would go out as they are: always by SMS, within 24 hours of the person's last message on WhatsApp (rule X3).
 * Closed, the outbox finds another way: a template, SMS, or the person's next message.
 */
export function isWindowOpen({ reach }: Pick<Contact, 'reach'>, now: Date): boolean {
	const [last] = reach;
	if (last === undefined) return false;
	if (last.channel === 'sms') return true;
	return last.lastInboundAt !== undefined && now.getTime() - last.lastInboundAt.getTime() <= WINDOW_MS;
}
