import type { Scene } from '../../../conversation/scene/scene.ts';
import type { Place } from '../queue/find-queue.ts';
import { localDay } from '../queue/opening.ts';
import { type Client, type Ticket, TicketModel } from '../ticket/model.ts';

/** The longest closure that a place is carried over. */
const CARRIED_DAYS = 14;

/** The place that closing took from the same person, or from the number on their paper, while it holds. */
export async function carriedTicket(
	scene: Scene,
	{ organisation, queue }: Place,
	wish: { client: Client | null; carry?: string | undefined },
): Promise<Ticket | null> {
	if (wish.client === null && wish.carry === undefined) return null;
	const whose =
		wish.carry === undefined
			? { 'client.org': wish.client?.org, 'client.contact': wish.client?.contact }
			: { number: wish.carry.trim().toUpperCase() };
	const today = localDay(scene.now, organisation.timezone);
	const [latest] = await TicketModel.find({
		org: scene.org,
		queue: queue.id,
		day: { $lte: today, $gte: daysBefore(today) },
		...whose,
		carryUntil: { $gte: today },
		carriedTo: null,
	})
		.sort({ day: -1, _id: -1 })
		.limit(1)
		.session(scene.db)
		.lean();
	return latest ?? null;
}

/** The place is used: by the ticket `by`. */
export async function useCarried(scene: Scene, carried: Ticket, by: string): Promise<void> {
	await TicketModel.updateOne(
		{ _id: carried._id, org: scene.org, carriedTo: null },
		{ $set: { carriedTo: by }, $inc: { version: 1 } },
		{ session: scene.db },
	);
}

function daysBefore(day: string): string {
	return new Date(Date.parse(day) - CARRIED_DAYS * 86_400_000).toISOString().slice(0, 10);
}
