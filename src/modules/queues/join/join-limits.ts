import type { Scene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import type { Place } from '../queue/find-queue.ts';
import { localDay } from '../queue/opening.ts';
import { type Client, type Ticket, TicketModel } from '../ticket/model.ts';
import type { Refusal } from './refusal.ts';

/** Live tickets one person may hold for others: parents at the same place, not a business (rule Q13). */
const MOST_PROXIES = 2;

/** A person's live ticket for a service, or null. */
export function liveTicketOf(scene: Scene, client: Client, service: string, holder: string): Promise<Ticket | null> {
	return TicketModel.findOne({
		org: scene.org,
		'client.org': client.org,
		'client.contact': client.contact,
		service,
		holder,
		live: true,
	})
		.session(scene.db)
		.lean();
}

/** Whether somebody has taken all the tickets that one person may; null: not yet (rule Q13). */
export async function limitOf(scene: Scene, { organisation }: Place, client: Client, holder: string): Promise<Refusal | null> {
	const most = organisation.settings.queue_joins_per_day;
	const latest = await TicketModel.find(
		{ 'client.org': client.org, 'client.contact': client.contact },
		{ org: 1, day: 1, live: 1, holder: 1 },
	)
		.setOptions(ACROSS_ORGANISATIONS)
		.sort({ _id: -1 })
		.limit(most + MOST_PROXIES)
		.session(scene.db)
		.lean();
	const today = localDay(scene.now, organisation.timezone);
	const count = latest.filter(({ org, day }) => org === scene.org && day === today).length;
	if (count >= most) return { outcome: 'too_many', count };
	const proxies = latest.filter((one) => one.live && one.holder !== 'self').length;
	return holder !== 'self' && proxies >= MOST_PROXIES ? { outcome: 'too_many', count: proxies } : null;
}
