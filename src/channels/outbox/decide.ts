import type { CarrierName, Route, SendFailure } from '../message.ts';
import type { OutboxMessage, Way } from './model.ts';
import type { Person, Reach } from './person.ts';

/** What to do with a message that is due. */
export type Decision =
	| { kind: 'send'; way: Way; route: Route }
	| { kind: 'end'; status: 'expired' | 'suppressed' | 'failed'; code: string }
	| { kind: 'park'; until: Date };

/** Rule X3: 24 hours from the last inbound message, five minutes kept as a margin (twilio-whatsapp §4). */
export const WINDOW_MS = (24 * 60 - 5) * 60_000;
/** A message nobody could be given for a week is of no use to anyone. */
const OLDEST_MS = 7 * 24 * 3600_000;
/** A parked message is looked at again after so long: an operator may have added a template or an SMS number meanwhile. */
const PARKED_MS = 6 * 3600_000;

/**
 * Decides before sending how a message goes out: still useful? may we? is the window open? The first way that was not refused: as it is,
 * as its own template, inside the generic one, by SMS; else it waits for the person to write. Pure.
 */
export function decide(
	row: OutboxMessage,
	person: Person | null,
	options: { now: Date; smsSender: string | null; failureOf(carrier: CarrierName, code: string): SendFailure },
): Decision {
	const { now } = options;
	const last = new Date(row.createdAt.getTime() + OLDEST_MS);
	if (row.expiresAt !== undefined && row.expiresAt <= now) return { kind: 'end', status: 'expired', code: 'too_late' };
	if (last <= now) return { kind: 'end', status: 'expired', code: 'too_old' };
	const reach = person?.reach.find((one) => row.channel === undefined || one.channel === row.channel);
	if (person === null || reach === undefined) return { kind: 'end', status: 'failed', code: 'no_route' };
	if (reach.optedOutAt !== undefined && !row.optOutReply) return { kind: 'end', status: 'suppressed', code: 'opted_out' };
	const { unreachable } = reach;
	if (unreachable !== undefined && (reach.channel === 'sms' || options.failureOf(reach.carrier, unreachable).action === 'suppress'))
		return { kind: 'end', status: 'suppressed', code: unreachable };
	if (reach.channel === 'sms') {
		if (row.refused.includes('sms')) return { kind: 'end', status: 'failed', code: row.errorCode ?? 'refused' };
		return { kind: 'send', way: 'sms', route: routeOf(reach) };
	}
	const way =
		unreachable === undefined
			? whatsappWays(row, reach.carrier === 'simulator' || windowIsOpen(reach, now)).find((one) => !row.refused.includes(one))
			: undefined;
	if (way !== undefined) return { kind: 'send', way, route: routeOf(reach) };
	const sms = smsRoute(person, reach, options.smsSender);
	if (sms !== null && !row.refused.includes('sms')) return { kind: 'send', way: 'sms', route: sms };
	if (unreachable !== undefined) return { kind: 'end', status: 'failed', code: unreachable };
	if (row.refused.includes('sms')) return { kind: 'end', status: 'failed', code: row.errorCode ?? 'refused' };
	const ends = [last, new Date(now.getTime() + PARKED_MS), ...(row.expiresAt === undefined ? [] : [row.expiresAt])];
	return { kind: 'park', until: ends.reduce((first, end) => (end < first ? end : first)) };
}

function whatsappWays(row: OutboxMessage, open: boolean): Way[] {
	return [...(open ? (['message'] as const) : []), ...(row.template === undefined ? [] : (['template'] as const)), 'pending'];
}

function windowIsOpen({ lastInboundAt }: Reach, now: Date): boolean {
	return lastInboundAt !== undefined && now.getTime() - lastInboundAt.getTime() <= WINDOW_MS;
}

/** Where a WhatsApp contact can be written to by SMS: where they wrote from, else their phone. STOP by SMS holds. */
function smsRoute(person: Person, whatsapp: Reach, smsSender: string | null): Route | null {
	const known = person.reach.find((one) => one.channel === 'sms');
	if (known !== undefined) return known.optedOutAt === undefined && known.unreachable === undefined ? routeOf(known) : null;
	if (person.phone === undefined || smsSender === null) return null;
	return { channel: 'sms', carrier: whatsapp.carrier, sender: smsSender, address: person.phone };
}

function routeOf({ channel, carrier, sender, address }: Reach): Route {
	return { channel, carrier, sender, address };
}
