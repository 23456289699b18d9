import { z } from 'zod';
import type { InScene, Scene } from '../../../conversation/scene/scene.ts';
import type { StoredEvent } from '../../../platform/events/event.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { QUEUES } from '../actors.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { floorOf } from '../estimate/floor.ts';
import { type Forecast, forecastsOf } from '../estimate/forecast.ts';
import { findPlace } from '../queue/find-queue.ts';
import { present, type Standing } from '../ticket/facts.ts';
import { findTicket, ticketsById } from '../ticket/find-ticket.ts';
import type { Ticket } from '../ticket/model.ts';
import { updateTicket } from '../ticket/transition.ts';
import { tellClient } from './tell-client.ts';

/** Nobody further back is told that their turn is near. */
const MOST_LOOKED_AT = 30;
/** Where no wait can be foreseen, the turn is near when so many are ahead. */
const NEAR_AHEAD = 1;
/** One more person ahead is life; several have a reason, and it is told (rule Q5). */
const DELAY_PLACES = 2;

type Cause = 'priority' | 'appointment' | 'paid' | 'returned';
const CAUSES: Readonly<Record<string, Cause>> = {
	emergency: 'priority',
	legal: 'priority',
	booked: 'appointment',
	vip: 'paid',
	express: 'paid',
	front: 'returned',
};

const change = z.object({ from: z.string(), to: z.string() });
const moved = z.object({ queue: z.string(), lane: z.string().optional() });

/** What an event moved: the line, and why others may stand further back. Null: nothing; only who enters or leaves the line moves it. */
export function movedLine({ org, type, data }: StoredEvent): string | null {
	const line = moved.safeParse(data).data;
	if (line === undefined) return null;
	const { from, to } = change.safeParse(data).data ?? {};
	if (type === 'ticket.status_changed' && from !== 'waiting' && to !== 'waiting') return null;
	return `${org} ${line.queue} ${causeOf(line.lane)}`;
}

function causeOf(lane: string | undefined): Cause {
	return CAUSES[lane ?? ''] ?? 'returned';
}

interface News {
	ticket: Ticket;
	standing: Standing;
	type: 'ticket.almost' | 'ticket.delayed';
}

/**
 * A line has moved: whoever is near now hears it, once, and whoever stands further back than they were told hears why; in the lines that
 * share its counters too. Looked at when something changed, not ticket by ticket, and nothing is said when nothing changed.
 */
export async function lineMoved(
	{ inScene, booked, now }: { inScene: InScene; booked: BookedSlots; now: Date },
	event: StoredEvent,
): Promise<void> {
	const { org, correlationId } = event;
	const { queue, lane } = moved.parse(event.data);
	const place = await findPlace(org, queue);
	// The queue is gone since.
	if (place === null) return;
	const within = { org, now };
	const floor = await floorOf(within, place, booked);
	const cause = causeOf(lane);
	for (const forecast of forecastsOf(floor, now)) {
		for (const one of await newsOf(within, forecast))
			await inScene({ org, actor: QUEUES, correlationId }, (scene) => tell(scene, one, cause));
	}
}

async function newsOf(within: { org: string; now: Date }, forecast: Forecast): Promise<News[]> {
	const { settings } = await getOrganisation(within.org);
	const absent = forecast.line.all.filter(({ callable }) => !callable).sort((a, b) => a.from - b.from);
	const ids = [...forecast.ordered.map(({ ticket }) => ticket), ...absent.slice(0, MOST_LOOKED_AT)].map(({ id }) => id);
	const news: News[] = [];
	for (const ticket of await ticketsById(within, ids.slice(0, 2 * MOST_LOOKED_AT))) {
		const standing = ticket.client === null ? null : forecast.of(ticket._id);
		if (standing === null) continue;
		const before = ticket.told.ahead;
		if (before !== null && standing.ahead >= before + DELAY_PLACES) news.push({ ticket, standing, type: 'ticket.delayed' });
		else if (
			!ticket.told.almost &&
			(before === null || standing.ahead < before) &&
			isNear(ticket, standing, settings.queue_notice_ahead_minutes)
		)
			news.push({ ticket, standing, type: 'ticket.almost' });
	}
	return news;
}

function isNear(ticket: Ticket, { ahead, wait }: Standing, minutes: number): boolean {
	if (wait === null) return ahead <= NEAR_AHEAD;
	return wait.low - (ticket.travelMinutes ?? 0) <= minutes;
}

/** Told only while it still holds: the ticket waits, and nobody has told it meanwhile. */
async function tell(scene: Scene, { ticket, standing, type }: News, cause: Cause): Promise<void> {
	const current = await findTicket(scene, ticket._id);
	if (current === null || current.status !== 'waiting' || current.version !== ticket.version) return;
	const { ahead, wait } = standing;
	const range = { ahead, wait_low: wait?.low, wait_high: wait?.high };
	if (type === 'ticket.delayed') {
		const told = await tellClient(scene, current, type, present({ ...range, cause }), { ahead });
		// The messages of the visit are used up: what was told last stays as it is, or every move would be weighed anew.
		if (told.version === current.version) await updateTicket(scene, current, { told: { ...current.told, ahead } });
		return;
	}
	const way = current.presence === 'arrived' ? null : current.travelMinutes;
	const leaveNow = way !== null && wait !== null && wait.low <= way;
	await tellClient(scene, current, type, present({ ...range, leave_now: leaveNow }), { almost: true, ahead });
}
