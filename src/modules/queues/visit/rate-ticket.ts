import type { Scene } from '../../../conversation/scene/scene.ts';
import { canRate } from '../ticket/facts.ts';
import type { Ticket } from '../ticket/model.ts';
import { idsOf, updateTicket } from '../ticket/transition.ts';

const MAX_COMMENT = 500;

/** The client's stars, once, within a day. `not_yet`: not served, or too long ago. */
export async function rateTicket(
	scene: Scene,
	ticket: Ticket,
	rating: { score: number; comment?: string | null },
): Promise<{ outcome: 'rated' | 'already_rated' | 'not_yet'; ticket: Ticket }> {
	if (ticket.rating !== null) return { outcome: 'already_rated', ticket };
	if (!canRate(ticket, scene.now)) return { outcome: 'not_yet', ticket };
	const comment = rating.comment?.trim().slice(0, MAX_COMMENT);
	const given = { score: rating.score, at: scene.now, ...(comment === undefined || comment === '' ? {} : { comment }) };
	const next = await updateTicket(scene, ticket, { rating: given });
	scene.emit({
		type: 'ticket.rated',
		subject: { kind: 'ticket', id: next._id },
		data: { ...idsOf(next), score: rating.score, commented: 'comment' in given, counter: next.counter, agent: next.agent },
	});
	return { outcome: 'rated', ticket: next };
}
