import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import type { Language } from '../../../conversation/contacts/contact.ts';
import { fold } from '../../../platform/fold.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { printedKey } from '../../../platform/printed-key.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { closeAtHour } from '../day/close-line.ts';
import { type Place, placeOf, queueFor, serviceOf, statusOf, writableLifeOf } from '../queue/find-queue.ts';
import type { Standing } from '../ticket/facts.ts';
import { type Forecast, forecastOf } from '../estimate/forecast.ts';
import { laneOf, type Priority, type TicketClass } from '../line/lanes.ts';
import { type Client, type JoinedBy, type Ticket, TicketModel } from '../ticket/model.ts';
import { nextTicketNumber } from './next-number.ts';
import { closesAt, localDay, opensAt } from '../queue/opening.ts';
import { queueKey, QueueModel } from '../queue/model.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { idsOf } from '../ticket/transition.ts';

const MINUTE_MS = 60_000;
/** Live tickets one person may hold for others: parents at the same place, not a business (rule Q13). */
const MOST_PROXIES = 2;
/**
 * With fewer places left than can be asked for at once (six processes of sixteen transactions) those who join write the queue's row: they
 * meet there, and the last place is given once.
 */
const JOINING_AT_ONCE = 96;
const MAX_NAME = 60;
/** Forty bits: nobody guesses the key of a number that was called aloud. */
const PAPER_KEY_LENGTH = 8;

export interface TicketWish {
	branch: string;
	service: string;
	/** When unset, the queue of the branch where people wait for the service. */
	queue?: string | undefined;
	client: Client | null;
	/** For whom, when not for the client: a name. */
	forName?: string | undefined;
	name?: string | null | undefined;
	phone?: string | null | undefined;
	language: Language;
	joinedBy: JoinedBy;
	class: TicketClass;
	priority?: Priority | null | undefined;
	/** Of an appointment: its time, from which it waits (rule Q4). */
	bookedAt?: Date | undefined;
	travelMinutes?: number | null | undefined;
	/** Has shown that they are in the room. */
	here?: boolean | undefined;
	/** The number of a ticket whose place closing took: it stands first again. */
	carry?: string | undefined;
	by: Actor;
}

export type Refusal =
	| { outcome: 'full'; count: number }
	| { outcome: 'closed'; opensAt: Date | null; why: 'hours' | 'paused' | 'closed' | 'too_late' }
	| { outcome: 'payment_needed'; price: number }
	| { outcome: 'not_offered' }
	| { outcome: 'too_many'; count: number };

export type Issued = { outcome: 'joined'; ticket: Ticket; standing: Standing } | { outcome: 'already'; ticket: Ticket } | Refusal;

/**
 * Gives a ticket, or says why not. Whoever comes by chat, by SMS or to the counter gets the next number of the same series and stands in
 * the same order. A person with a live ticket for the service keeps that one (rule Q13). Bought classes are refused until they can be
 * paid (rule Q14). An appointment is neither turned away by capacity nor by the hour (rule Q4).
 */
export async function issueTicket(scene: Scene, booked: BookedSlots, wish: TicketWish): Promise<Issued> {
	const place = await placeFor(scene.org, wish);
	if (place === null) return { outcome: 'not_offered' };
	const unpaid = priceOf(place, wish.class);
	if (unpaid !== null) return unpaid;
	const holder = wish.forName === undefined ? 'self' : fold(wish.forName).slice(0, MAX_NAME) || 'other';
	const staff = wish.joinedBy === 'counter' || wish.joinedBy === 'appointment';
	if (wish.client !== null) {
		const known = await liveTicketOf(scene, wish.client, wish.service, holder);
		if (known !== null) return { outcome: 'already', ticket: known };
		const tooMany = staff ? null : await limitOf(scene, place, wish.client, holder);
		if (tooMany !== null) return tooMany;
	}
	const forecast = await forecastOf(scene, place, booked);
	const lane = laneOf(wish.class, wish.priority ?? null);
	const carried = await carriedTicket(scene, place, wish);
	const effectiveFrom = carried?.effectiveFrom ?? wish.bookedAt ?? scene.now;
	const standing = forecast.joining({ lane, from: effectiveFrom.getTime(), service: wish.service });
	if (wish.class !== 'appointment') {
		const closed = closedFor(scene, place, forecast, { service: wish.service, high: standing.wait?.high ?? 0 });
		if (closed !== null) return closed;
		if (!(await hasRoom(scene, place, forecast.waiting))) return { outcome: 'full', count: forecast.waiting };
	}
	const { organisation, queue, branch } = place;
	const day = localDay(scene.now, organisation.timezone);
	const here = wish.joinedBy === 'counter' || wish.here === true;
	const ticket: Ticket = {
		_id: scene.newId(),
		org: scene.org,
		branch: branch.id,
		queue: queue.id,
		service: wish.service,
		number: await nextTicketNumber({ org: scene.org, branch: branch.id, prefix: queue.prefix, day, now: scene.now }),
		day,
		client: wish.client,
		holder,
		name: tidy(wish.forName ?? wish.name),
		phone: wish.phone ?? null,
		paperKey: paperKeyFor(wish.client),
		language: wish.language,
		joinedBy: wish.joinedBy,
		class: wish.class,
		priority: wish.priority ?? null,
		lane,
		bookedAt: wish.bookedAt ?? null,
		joinedAt: scene.now,
		effectiveFrom,
		queuedAt: scene.now,
		status: 'waiting',
		live: true,
		callable: here || wish.joinedBy === 'appointment' || queue.presence === 'none',
		presence: here || wish.joinedBy === 'appointment' ? 'arrived' : 'joined',
		travelMinutes: wish.travelMinutes ?? null,
		...blankVisit(),
		promised: standing.wait === null ? [] : [{ at: scene.now, ...standing.wait }],
		told: { almost: false, ahead: standing.ahead },
		carriedFrom: carried?._id ?? null,
		history: [
			{ from: null, to: 'waiting', actor: { kind: wish.by.kind, id: wish.by.id }, cause: `joined_by_${wish.joinedBy}`, at: scene.now },
		],
		updatedAt: scene.now,
	};
	scene.insert(TicketModel, ticket);
	if (carried !== null) await useCarried(scene, carried, ticket._id);
	// Those who came before have set it.
	if (forecast.waiting === 0) closeAtHour(scene, place);
	scene.emit({
		type: 'ticket.joined',
		subject: { kind: 'ticket', id: ticket._id },
		data: {
			...idsOf(ticket),
			lane,
			joined_by: ticket.joinedBy,
			effective_from: effectiveFrom,
			callable: ticket.callable,
			ahead: standing.ahead,
			wait: standing.wait,
			carried: carried !== null,
		},
	});
	return { outcome: 'joined', ticket, standing };
}

/** What nothing has happened to yet. */
export function blankVisit() {
	return {
		calls: [],
		calledAt: null,
		startedAt: null,
		servedAt: null,
		endedAt: null,
		reservedFor: null,
		hand: null,
		counter: null,
		agent: null,
		absences: 0,
		returnBy: null,
		returnUntilCall: null,
		heldUntil: null,
		snoozed: 0,
		putBack: false,
		notices: 0,
		transfers: 0,
		transferredFrom: null,
		carryUntil: null,
		carriedTo: null,
		rating: null,
		version: 0,
	} satisfies Partial<Ticket>;
}

/** Whether a queue takes people now, and when it does again (rule Q10). `high`: how long the newcomer would wait at most, in minutes. */
export function closedFor(
	scene: Pick<Scene, 'now'>,
	{ organisation, branch }: Place,
	forecast: Forecast,
	newcomer: { service: string; high: number },
): Extract<Refusal, { outcome: 'closed' }> | null {
	const next = opensAt(organisation, branch, scene.now);
	const { status } = statusOf(forecast.line.life, organisation, scene.now);
	if (status !== 'open') return { outcome: 'closed', opensAt: next, why: status === 'paused' ? 'paused' : 'closed' };
	const closing = closesAt(organisation, branch, scene.now);
	if (closing === null) return { outcome: 'closed', opensAt: next, why: 'hours' };
	const minutes = newcomer.high + (forecast.serviceMinutes(newcomer.service) ?? 0);
	const margin = organisation.settings.queue_closing_margin_minutes;
	const late = scene.now.getTime() + (minutes + margin) * MINUTE_MS > closing.getTime();
	return late ? { outcome: 'closed', opensAt: next, why: 'too_late' } : null;
}

/** Until bought places can be paid they are refused, never given away; a class without a price is an ordinary one (rule Q14). */
export function priceOf({ organisation, queue }: Place, ticketClass: TicketClass): Refusal | null {
	if (ticketClass !== 'vip' && ticketClass !== 'express') return null;
	const price = queue.classes[ticketClass]?.price;
	if (price === undefined || !organisation.settings.paid_priority) return { outcome: 'not_offered' };
	return { outcome: 'payment_needed', price };
}

async function placeFor(org: string, wish: TicketWish): Promise<Place | null> {
	const organisation = await getOrganisation(org);
	const queue =
		wish.queue === undefined
			? queueFor(organisation, wish.branch, wish.service)
			: organisation.queues.find(({ id, services }) => id === wish.queue && services.includes(wish.service));
	if (queue === undefined || queue.branch !== wish.branch) return null;
	const ways = serviceOf(organisation, wish.service)?.ways ?? [];
	if (!ways.includes('queue') && wish.class !== 'appointment') return null;
	return placeOf(org, queue.id);
}

/** A key for the paper of a person without a phone. */
export function paperKeyFor(client: Client | null): string | null {
	return client === null ? printedKey(PAPER_KEY_LENGTH) : null;
}

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

async function limitOf(scene: Scene, { organisation }: Place, client: Client, holder: string): Promise<Refusal | null> {
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

async function hasRoom(scene: Scene, { queue }: Place, waiting: number): Promise<boolean> {
	if (waiting >= queue.capacity) return false;
	if (queue.capacity - waiting > JOINING_AT_ONCE) return true;
	await writableLifeOf({ org: scene.org }, queue.id);
	await QueueModel.updateOne({ _id: queueKey(scene.org, queue.id), org: scene.org }, { $inc: { version: 1 } }, { session: scene.db });
	return true;
}

/** The place that closing took from the same person, or from the number on their paper, while it holds. */
async function carriedTicket(scene: Scene, { organisation, queue }: Place, wish: TicketWish): Promise<Ticket | null> {
	if (wish.client === null && wish.carry === undefined) return null;
	const whose =
		wish.carry === undefined
			? { 'client.org': wish.client?.org, 'client.contact': wish.client?.contact }
			: { number: wish.carry.trim().toUpperCase() };
	const today = localDay(scene.now, organisation.timezone);
	const [latest] = await TicketModel.find({
		org: scene.org,
		queue: queue.id,
		day: { $lt: today, $gte: daysBefore(today) },
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

/** The longest closure that a place is carried over. */
const CARRIED_DAYS = 14;

function daysBefore(day: string): string {
	return new Date(Date.parse(day) - CARRIED_DAYS * 86_400_000).toISOString().slice(0, 10);
}

async function useCarried(scene: Scene, carried: Ticket, by: string): Promise<void> {
	await TicketModel.updateOne(
		{ _id: carried._id, org: scene.org, carriedTo: null },
		{ $set: { carriedTo: by }, $inc: { version: 1 } },
		{ session: scene.db },
	);
}

function tidy(name: string | null | undefined): string | null {
	const text = name?.trim().slice(0, MAX_NAME);
	return text === undefined || text === '' ? null : text;
}
