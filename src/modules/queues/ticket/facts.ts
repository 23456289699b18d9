import { DateTime } from 'luxon';
import { type MomentLabel, momentLabel } from '../../../platform/moments.ts';
import { getOrganisation, labelOf, type Organisation } from '../../organisations/index.ts';
import type { WaitRange } from '../estimate/simulate-wait.ts';
import { branchOf, serviceOf } from '../queue/find-queue.ts';
import type { Ticket } from './model.ts';
import { findTransition, OPEN } from './statuses.ts';

export type Facts = Record<string, unknown>;

const MINUTE_MS = 60_000;
/** Nobody leaves home to the minute. */
const LEAVE_MARGIN_MINUTES = 5;

/** Where someone stands now; null while nobody can tell. */
export interface Standing {
	ahead: number;
	wait: WaitRange | null;
}

/** Without the facts that are not there: what the flows store and compare is plain JSON. */
export function present(facts: Facts): Facts {
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null));
}

/** What any news of a ticket may say: never the service, which is the reason for the visit (rule Q15). */
export async function noticeFacts(within: { org: string; now: Date }, ticket: Ticket): Promise<Facts> {
	const organisation = await getOrganisation(within.org);
	const branch = branchOf(organisation, ticket.branch);
	const counter = branch.counters.find(({ id }) => id === ticket.counter);
	return present({
		ticket: ticket._id,
		number: ticket.number,
		organisation: organisation.slug,
		organisation_label: sameLabel(organisation.name),
		branch: branch.id,
		branch_label: labelOf(branch.names),
		address: branch.address,
		status: ticket.status,
		presence: ticket.presence,
		counter_label: counter === undefined ? undefined : labelOf(counter.names),
		for_name: ticket.holder === 'self' ? undefined : ticket.name,
		must_prove: proofWanted(organisation, ticket),
	});
}

/** What its owner may hear of their ticket when they ask: FACTS in `commands.ts`. Plain JSON. */
export async function ticketFacts(within: { org: string; now: Date }, ticket: Ticket, standing: Standing | null): Promise<Facts> {
	const organisation = await getOrganisation(within.org);
	const wait = standing?.wait ?? null;
	return present({
		...(await noticeFacts(within, ticket)),
		service_label: serviceLabel(organisation, ticket.service),
		class: ticket.class,
		priority: ticket.priority,
		joined_at: ticket.joinedAt.toISOString(),
		booked_at: ticket.bookedAt?.toISOString(),
		position: standing === null ? undefined : standing.ahead + 1,
		ahead: standing?.ahead,
		wait_low: wait?.low,
		wait_high: wait?.high,
		leave_at:
			wait === null || ticket.travelMinutes === null ? undefined : leaveAt(organisation, within.now, wait.low - ticket.travelMinutes),
		return_by: ticket.status === 'no_show' && ticket.live ? clockTime(organisation, ticket.returnBy) : undefined,
		held_until: ticket.status === 'on_hold' ? clockTime(organisation, ticket.heldUntil) : undefined,
		score: ticket.rating?.score,
		can_leave: OPEN.includes(ticket.status) && findTransition(ticket.status, 'cancelled')?.by.includes('client') === true,
		can_snooze: canSnooze(ticket),
		can_pause: ticket.status === 'waiting',
		can_resume: ticket.status === 'on_hold',
		can_arrive: ticket.live && ticket.presence !== 'arrived',
		can_rate: canRate(ticket, within.now),
	});
}

/** A service's name, which the owner may read in their own chat; a hospital's is not written anywhere (rule Q15). */
export function serviceLabel(organisation: Organisation, id: string): Facts | undefined {
	const service = serviceOf(organisation, id);
	return service === undefined || organisation.kind === 'hospital' ? undefined : labelOf(service.names);
}

/** "I am coming, five minutes": once. */
export function canSnooze(ticket: Ticket): boolean {
	return ticket.snoozed === 0 && (ticket.status === 'waiting' || ticket.status === 'called');
}

/** A day later nobody remembers the counter. */
const RATE_MS = 24 * 60 * MINUTE_MS;

/** May a visit be rated? Once, and for a while after it ended. */
export function canRate(ticket: Ticket, now: Date): boolean {
	return (
		ticket.status === 'served' && ticket.rating === null && ticket.endedAt !== null && now.getTime() - ticket.endedAt.getTime() <= RATE_MS
	);
}

/** `HH:MM` where the branch is (rule X8). */
export function clockTime({ timezone }: Organisation, at: Date | null): string | undefined {
	return at === null ? undefined : DateTime.fromJSDate(at, { zone: timezone }).toFormat('HH:mm');
}

/** The day and the hour of an opening, in words, where the branch is (rule X8). */
export function openingLabel({ timezone }: Organisation, at: Date | null): MomentLabel | undefined {
	return at === null ? undefined : momentLabel(at, timezone);
}

function leaveAt(organisation: Organisation, now: Date, minutes: number): string | undefined {
	return clockTime(organisation, new Date(now.getTime() + Math.max(0, minutes - LEAVE_MARGIN_MINUTES) * MINUTE_MS));
}

/** How the queue wants to know that someone is there, while they are not known to be (rule Q9). */
function proofWanted(organisation: Organisation, ticket: Ticket): 'button' | 'qr' | undefined {
	const presence = organisation.queues.find(({ id }) => id === ticket.queue)?.presence;
	return ticket.callable || presence === undefined || presence === 'none' ? undefined : presence;
}

function sameLabel(text: string): Facts {
	return { fr: text, en: text, wo: text };
}
