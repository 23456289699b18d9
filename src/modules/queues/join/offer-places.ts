import type { Scene } from '../../../conversation/scene/scene.ts';
import { getOrganisation, labelOf, type Service } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { forecastOf } from '../estimate/forecast.ts';
import { laneOf, type Priority, type TicketClass } from '../line/lanes.ts';
import { type Place, placeOf, queueFor, serviceOf } from '../queue/find-queue.ts';
import { clockTime, type Facts, openingLabel, present, serviceLabel } from '../ticket/facts.ts';
import { closedFor } from './closed-for.ts';
import type { Refusal } from './refusal.ts';

/** What can be taken at a branch for a service now: whether tickets are given, the classes with their prices, and the wait of each. */
export async function offerPlaces(
	scene: Scene,
	booked: BookedSlots,
	wish: { branch: string; service: string; priority?: Priority | null },
): Promise<{ outcome: 'open' | 'closed' | 'full' | 'not_offered'; data: Facts }> {
	const organisation = await getOrganisation(scene.org);
	const queue = queueFor(organisation, wish.branch, wish.service);
	if (queue === undefined || serviceOf(organisation, wish.service)?.ways.includes('queue') !== true)
		return { outcome: 'not_offered', data: {} };
	const place = await placeOf(scene.org, queue.id);
	const forecast = await forecastOf(scene, place, booked);
	const standing = (ticketClass: TicketClass) =>
		forecast.joining({ lane: laneOf(ticketClass, wish.priority ?? null), from: scene.now.getTime(), service: wish.service });
	const usual = standing('normal');
	const about = present({
		...placeFacts(place),
		service_label: serviceLabel(organisation, wish.service),
		bookable: isBookable(serviceOf(organisation, wish.service), wish.branch),
		waiting: forecast.waiting,
		ahead: usual.ahead,
		wait_low: usual.wait?.low,
		wait_high: usual.wait?.high,
	});
	const closed = closedFor(scene, place, forecast, { service: wish.service, high: usual.wait?.high ?? 0 });
	if (closed !== null) return { outcome: 'closed', data: { ...about, ...closedFacts(place, closed) } };
	if (forecast.waiting >= queue.capacity) return { outcome: 'full', data: about };
	const paid = organisation.settings.paid_priority && wish.priority == null ? (['vip', 'express'] as const) : [];
	const classes = paid.flatMap((id) => {
		const price = queue.classes[id]?.price;
		const wait = standing(id).wait;
		return price === undefined ? [] : [present({ id, price, wait_low: wait?.low, wait_high: wait?.high })];
	});
	return {
		outcome: 'open',
		data: {
			...about,
			...Object.fromEntries(classes.map(({ id, price }) => [`${id}_price`, price])),
			classes: [present({ id: 'normal', wait_low: usual.wait?.low, wait_high: usual.wait?.high }), ...classes],
		},
	};
}

/** Whether somebody who gets no ticket could have an appointment for it there instead. */
function isBookable(service: Service | undefined, branch: string): boolean {
	const { appointment, ways = [] } = service ?? {};
	return appointment !== undefined && ways.includes('appointment') && appointment.branches?.includes(branch) !== false;
}

/** Where it is, for words that say no. */
function placeFacts({ organisation, branch }: Place): Facts {
	return present({
		organisation: organisation.slug,
		organisation_label: { fr: organisation.name, en: organisation.name, wo: organisation.name },
		branch: branch.id,
		branch_label: labelOf(branch.names),
		address: branch.address,
	});
}

/** When it opens again, and why it is closed. */
export function closedFacts({ organisation }: Pick<Place, 'organisation'>, closed: Extract<Refusal, { outcome: 'closed' }>): Facts {
	return present({
		why: closed.why,
		opens_at: closed.opensAt?.toISOString(),
		opens_time: clockTime(organisation, closed.opensAt),
		opens_label: openingLabel(organisation, closed.opensAt),
	});
}
