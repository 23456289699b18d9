import type { Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { type Facts, noticeFacts, present } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/model.ts';
import { updateTicket } from '../ticket/transition.ts';

/** News of a visit. The doc comment of `commands.ts` says what each holds. */
export type NoticeType =
	| 'ticket.called'
	| 'ticket.recalled'
	| 'ticket.almost'
	| 'ticket.delayed'
	| 'ticket.no_show'
	| 'ticket.transferred'
	| 'ticket.served'
	| 'ticket.queue_closed'
	| 'ticket.cancelled'
	| 'ticket.expired'
	| 'ticket.put_back';

/** The call itself is never counted, and never withheld. */
const CALLS: readonly NoticeType[] = ['ticket.called', 'ticket.recalled'];
/** Of the messages a visit may have, so many stay free for what matters more. */
const RESERVE: Partial<Record<NoticeType, number>> = { 'ticket.delayed': 2, 'ticket.almost': 1 };

/**
 * Puts news of a ticket in its owner's lane, where the number they write to lives. Never why they came (rule Q15). At most
 * `queue_max_notices` a visit, the last ones kept for what cannot be left unsaid; nobody is told of a ticket without a phone. Gives the
 * ticket as it then is, with `told` written when there is something new to remember.
 */
export async function tellClient(
	scene: Scene,
	ticket: Ticket,
	type: NoticeType,
	extra: Facts = {},
	told: Partial<Told> = {},
): Promise<Ticket> {
	const { client } = ticket;
	if (client === null || !(await mayTell(scene.org, ticket, type))) return ticket;
	scene.within(client.org).tell(client.contact, type, present({ ...(await noticeFacts(scene, ticket)), ...extra }));
	if (CALLS.includes(type)) return ticket;
	return updateTicket(scene, ticket, { notices: ticket.notices + 1, told: { ...ticket.told, ...told } });
}

type Told = Ticket['told'];

async function mayTell(org: string, ticket: Ticket, type: NoticeType): Promise<boolean> {
	if (CALLS.includes(type)) return true;
	const { settings } = await getOrganisation(org);
	return ticket.notices < settings.queue_max_notices - (RESERVE[type] ?? 0);
}
