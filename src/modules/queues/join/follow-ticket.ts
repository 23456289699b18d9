import type { Language } from '../../../conversation/contacts/contact.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { localDay } from '../queue/opening.ts';
import { type Client, type Ticket, TicketModel } from '../ticket/model.ts';
import { idsOf, updateTicket } from '../ticket/transition.ts';
import { liveTicketOf } from './join-limits.ts';

/** What the paper says. */
export interface Paper {
	branch: string;
	number: string;
	key: string;
}

export type Followed = { outcome: 'followed' | 'already' | 'over'; ticket: Ticket } | { outcome: 'taken' | 'unknown' };

const DAY_MS = 86_400_000;
/** More than the bounded transfers of one visit. */
const MOST_TRANSFERS = 20;

/**
 * Makes a ticket from a counter the person's own, once: news, place and leave by chat. The key on the paper says that they hold it; a
 * number alone is read by anybody in the room (rule Q15). `taken`: another person follows it. `over`: nothing is left to follow. A ticket
 * that was sent on meanwhile is followed where it now is. `scene` is that of the organisation visited.
 */
export async function followTicket(
	scene: Scene,
	paper: Paper,
	who: { client: Client; name: string | null; language: Language; by: Actor },
): Promise<Followed> {
	const printed = await ticketOnPaper(scene, paper);
	if (printed === null) return { outcome: 'unknown' };
	const ticket = await whereItWent(scene, printed);
	const { client } = who;
	if (ticket.client !== null) {
		const own = ticket.client.org === client.org && ticket.client.contact === client.contact;
		return own ? { outcome: 'already', ticket } : { outcome: 'taken' };
	}
	if (!ticket.live) return { outcome: 'over', ticket };
	// Whoever has a ticket of their own for the service follows this one beside it, for somebody else.
	const another = (await liveTicketOf(scene, client, ticket.service, 'self')) !== null;
	const holder = another ? `paper ${ticket.number}` : 'self';
	const followed = await updateTicket(scene, ticket, { client, holder, name: ticket.name ?? who.name, language: who.language });
	scene.emit({ type: 'ticket.followed', subject: { kind: 'ticket', id: ticket._id }, data: idsOf(followed) });
	return { outcome: 'followed', ticket: followed };
}

/** The ticket of today, or of the night that began yesterday. */
async function ticketOnPaper(scene: Scene, { branch, number, key }: Paper): Promise<Ticket | null> {
	const { timezone } = await getOrganisation(scene.org);
	const days = [scene.now, new Date(scene.now.getTime() - DAY_MS)].map((at) => localDay(at, timezone));
	const rows = await TicketModel.find({ org: scene.org, branch, day: { $in: days }, number })
		.session(scene.db)
		.lean();
	return rows.find(({ paperKey }) => paperKey === key) ?? null;
}

async function whereItWent(scene: Scene, printed: Ticket): Promise<Ticket> {
	let ticket = printed;
	for (let sent = 0; ticket.status === 'transferred' && sent < MOST_TRANSFERS; sent++) {
		const next = await TicketModel.findOne({ org: scene.org, transferredFrom: ticket._id }).session(scene.db).lean();
		if (next === null) break;
		ticket = next;
	}
	return ticket;
}
