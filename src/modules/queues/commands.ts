import { z } from 'zod';
import { type Command, type CommandResult, defineCommand } from '../../conversation/command.ts';
import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { getOrganisation, hostedScene, labelOf, organisationsServedBy } from '../organisations/index.ts';
import { arrive, markPresence } from './visit/arrive.ts';
import type { BookedSlots } from './estimate/booked-slots.ts';
import { canRate, type Facts, present, type Standing, ticketFacts } from './ticket/facts.ts';
import { branchOf, placeOf } from './queue/find-queue.ts';
import { type Picked, pick, ticketsOf } from './ticket/find-ticket.ts';
import { followTicket } from './join/follow-ticket.ts';
import { forecastOf } from './estimate/forecast.ts';
import { pauseTicket } from './visit/hold-ticket.ts';
import { type Issued, issueTicket } from './join/issue-ticket.ts';
import { PRIORITIES, CLASSES } from './line/lanes.ts';
import { leaveQueue } from './visit/leave-queue.ts';
import { MAX_PROMISES, type Client, type Ticket } from './ticket/model.ts';
import { closedFacts, offerPlaces } from './join/offer-places.ts';
import { rateTicket } from './visit/rate-ticket.ts';
import { resumeTicket } from './visit/return-ticket.ts';
import { snoozeTicket } from './visit/snooze-ticket.ts';
import { travelMinutes } from './estimate/travel.ts';
import { updateTicket } from './ticket/transition.ts';

const MINUTES_ASIDE = { least: 5, most: 120, usual: 20 };

/**
 * What a flow may ask about queues. The person is the scene's contact; the ticket may be at any organisation that the number serves.
 * `ticket` is an id or a number that can be said ("A045"); null or absent means "mine": the only one that fits, or `several`.
 *
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `queues.offer` | organisation, branch, service, priority? | `open` → OFFER + {classes: [{id: normal, vip, express; price? francs; wait_low?, wait_high?}]} · `full` → OFFER · `closed` → OFFER + {why: hours, paused, closed, too_late; opens_at? ISO; opens_time? HH:MM; opens_label?} · `not_offered` |
 * | `queues.join` | organisation, branch, service, class? normal, vip, express, priority? elderly, pregnant, disabled, for_name? (for somebody else), near? {lat, lon}, arrival_key? (of the poster inside: they are there) | `joined` → FACTS · `already` → FACTS (of the ticket they have) · `full` → {count} · `closed` → {why, opens_at?, opens_time?, opens_label?} · `payment_needed` → {price, class} · `not_offered` · `too_many` → {count} |
 * | `queues.follow` | code (of the branch), number, key (of a ticket on paper) | `followed` → FACTS · `already` → FACTS (they follow it) · `taken` (somebody else does) · `over` → FACTS · `unknown` (not today's, or the wrong key) |
 * | `queues.my_tickets` | – | `none` · `one` → FACTS · `several` → {count, items} |
 * | `queues.status` | ticket? | `found` → FACTS · `none` → {unknown_number? (true: a number was said that is not theirs), number?} · `several` |
 * | `queues.leave` | ticket? | `left` → FACTS · `already` → FACTS · `too_late` → FACTS (being served, or over) · `none` · `several` |
 * | `queues.snooze` | ticket? | "j'arrive, 5 min", once: `snoozed` → FACTS · `already` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.pause` | ticket?, minutes? (5–120) | `paused` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.resume` | ticket? | `resumed` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.on_the_way` | ticket?, near? {lat, lon} | `noted` → FACTS · `none` · `several` |
 * | `queues.arrive` | ticket?, branch?, arrival_key? | `arrived` → FACTS · `back` → FACTS (was absent or aside: next, or in the line again) · `already` → FACTS · `proof_needed` → FACTS (the poster's code) · `too_late` → FACTS (a new ticket is needed) · `none` · `several` |
 * | `queues.pending_rating` | – | `one` → FACTS · `several` · `none` |
 * | `queues.rate` | ticket?, score 1–5, comment? | `rated` → FACTS · `already_rated` → FACTS · `not_yet` → FACTS · `none` · `several` |
 *
 * `several` → {count, items: [{ id (the ticket's), label {fr, en, wo}: its number, description {fr, en, wo}: where }]}, newest first, at most 10.
 *
 * OFFER: organisation, organisation_label, branch, branch_label, address?, service_label?, bookable, waiting, ahead, wait_low?, wait_high?
 *
 * FACTS: PLACE + service_label? (never of a hospital), class, priority?, joined_at, booked_at?, position?, ahead?, wait_low?, wait_high?
 * (minutes; absent while nobody can tell, rule Q6), leave_at? (HH:MM there, when the way is known), return_by? (HH:MM: absent, may come
 * back), held_until? (HH:MM), score?, can_leave, can_snooze, can_pause, can_resume, can_arrive, can_rate
 *
 * PLACE (in FACTS and in every `ticket.*` notice): ticket, number, organisation, organisation_label, branch, branch_label, address?, status,
 * presence (joined, on_the_way, arrived), counter_label?, for_name?, must_prove? (button, qr: how the queue wants to know they are there).
 * A notice never holds the service: that is the reason for the visit (rule Q15).
 *
 * Notices told to the client's contact at the host (type → data beyond PLACE); at most `queue_max_notices` a visit besides the calls:
 * | type | data |
 * | --- | --- |
 * | `ticket.almost` | ahead, wait_low, wait_high, leave_now? (boolean: the way takes as long as the wait) |
 * | `ticket.called` | until (ISO: after it the message is useless) |
 * | `ticket.recalled` | until, nth |
 * | `ticket.no_show` | can_return (boolean), return_by? (HH:MM) |
 * | `ticket.delayed` | ahead, cause (priority, appointment, paid, returned, paused), wait_low?, wait_high? |
 * | `ticket.put_back` | the call does not hold any more: next again |
 * | `ticket.transferred` | former_number, counter_label? (the counter that calls them next), number_kept (boolean) |
 * | `ticket.served` | asks for a mark |
 * | `ticket.queue_closed` | opens_at? (ISO), opens_day? (YYYY-MM-DD), opens_time? (HH:MM), opens_label? ("vendredi 27 novembre à 08:00", on the branch's clock), carried (boolean: first then, by asking for a ticket again) |
 * | `ticket.cancelled` | by someone else than the client |
 */
export function queueCommands(booked: BookedSlots): Command[] {
	return [
		defineCommand({
			name: 'queues.offer',
			args: z.object({ ...where, priority }),
			outcomes: ['open', 'full', 'closed', 'not_offered'],
			run: async (scene, { organisation, ...wish }) =>
				offerPlaces(await hostedScene(scene, organisation), booked, { ...wish, priority: wish.priority ?? null }),
		}),
		defineCommand({
			name: 'queues.join',
			args: z.object({
				...where,
				class: z.enum(CLASSES).exclude(['appointment']).nullish(),
				priority,
				for_name: z.string().max(200).nullish(),
				near,
				arrival_key: key,
			}),
			outcomes: ['joined', 'already', 'full', 'closed', 'payment_needed', 'not_offered', 'too_many'],
			async run(scene, args) {
				const visited = await hostedScene(scene, args.organisation);
				const organisation = await getOrganisation(visited.org);
				const { contact } = scene;
				const forName = args.for_name?.trim() || undefined;
				const branch = organisation.branches.find(({ id }) => id === args.branch);
				const sms = contact?.reach[0]?.channel === 'sms' ? 'sms' : 'whatsapp';
				const issued = await issueTicket(visited, booked, {
					branch: args.branch,
					service: args.service,
					client: clientOf(scene),
					forName,
					name: contact?.name ?? null,
					language: contact?.language ?? organisation.languages[0] ?? 'fr',
					joinedBy: forName === undefined ? sms : 'proxy',
					class: args.class ?? 'normal',
					priority: args.priority ?? null,
					travelMinutes: travelMinutes(args.near, branch?.position),
					here: args.arrival_key != null && args.arrival_key.toUpperCase() === branch?.arrivalKey,
					by: speaker(scene),
				});
				return joining(visited, booked, issued, args.class ?? 'normal');
			},
		}),
		followCommand(booked),
		...askingCommands(booked),
		...movingCommands(booked),
		...ratingCommands(booked),
	];
}

function followCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.follow',
		args: z.object({ code: id, number: z.string().max(10), key: z.string().max(10) }),
		outcomes: ['followed', 'already', 'taken', 'over', 'unknown'],
		async run(scene, { code, number, key: given }) {
			const served = await organisationsServedBy(scene.org);
			const organisation = served.find(({ branches }) => branches.some((branch) => branch.code === code));
			const branch = organisation?.branches.find((one) => one.code === code);
			if (organisation === undefined || branch === undefined) return { outcome: 'unknown' };
			const visited = await hostedScene(scene, organisation.slug);
			const paper = { branch: branch.id, number: number.toUpperCase(), key: given.toUpperCase() };
			const { contact } = scene;
			const language = contact?.language ?? organisation.languages[0] ?? 'fr';
			const who = { client: clientOf(scene), name: contact?.name ?? null, language, by: speaker(scene) };
			const followed = await followTicket(visited, paper, who);
			if (!('ticket' in followed)) return followed;
			return { outcome: followed.outcome, data: await promised(visited, booked, followed.ticket) };
		},
	});
}

function askingCommands(booked: BookedSlots): Command[] {
	return [
		defineCommand({
			name: 'queues.my_tickets',
			args: z.object({}),
			outcomes: ['none', 'one', 'several'],
			run: (scene) => chosen(scene, { fits: ({ live }) => live }, (visited, ticket) => told(visited, booked, 'one', ticket)),
		}),
		defineCommand({
			name: 'queues.status',
			args: z.object({ ticket: reference }),
			outcomes: ['found', 'none', 'several'],
			async run(scene, args) {
				const status = await chosen(scene, { named: args.ticket, fits: ({ live }) => live }, async (visited, ticket) => ({
					outcome: 'found',
					data: await promised(visited, booked, ticket),
				}));
				const number = args.ticket?.toUpperCase() ?? '';
				const unknown = status.outcome === 'none' && NUMBER.test(number);
				return unknown ? { outcome: 'none', data: { unknown_number: true, number } } : status;
			},
		}),
	];
}

function movingCommands(booked: BookedSlots): Command[] {
	const act = (
		name: string,
		outcomes: readonly string[],
		work: (visited: Scene, ticket: Ticket, by: Actor) => Promise<{ outcome: string; ticket: Ticket }>,
	) =>
		defineCommand({
			name,
			args: z.object({ ticket: reference }),
			outcomes: [...outcomes, 'none', 'several'],
			run: (scene, args) =>
				chosen(scene, { named: args.ticket, fits: ({ live }) => live }, async (visited, ticket) => {
					const done = await work(visited, ticket, speaker(scene));
					return told(visited, booked, done.outcome, done.ticket);
				}),
		});
	return [
		act('queues.leave', ['left', 'already', 'too_late'], (visited, ticket, by) => leaveQueue(visited, ticket, { by })),
		act('queues.snooze', ['snoozed', 'already', 'not_now'], snoozeTicket),
		act('queues.resume', ['resumed', 'not_now'], async (visited, ticket, by) =>
			ticket.status === 'on_hold'
				? { outcome: 'resumed', ticket: await resumeTicket(visited, ticket, { by, cause: 'resumed' }) }
				: { outcome: 'not_now', ticket },
		),
		defineCommand({
			name: 'queues.pause',
			args: z.object({ ticket: reference, minutes: z.coerce.number().int().nullish() }),
			outcomes: ['paused', 'not_now', 'none', 'several'],
			run: (scene, args) =>
				chosen(scene, { named: args.ticket, fits: ({ live }) => live }, async (visited, ticket) => {
					if (ticket.status !== 'waiting') return told(visited, booked, 'not_now', ticket);
					const { least, most, usual } = MINUTES_ASIDE;
					const minutes = Math.min(most, Math.max(least, args.minutes ?? usual));
					return told(visited, booked, 'paused', await pauseTicket(visited, ticket, { by: speaker(scene), minutes }));
				}),
		}),
		defineCommand({
			name: 'queues.on_the_way',
			args: z.object({ ticket: reference, near }),
			outcomes: ['noted', 'none', 'several'],
			run: (scene, args) =>
				chosen(scene, { named: args.ticket, fits: ({ live }) => live }, async (visited, ticket) => {
					const position = branchOf(await getOrganisation(visited.org), ticket.branch).position;
					const minutes = travelMinutes(args.near, position);
					const known = minutes === null ? ticket : await updateTicket(visited, ticket, { travelMinutes: minutes });
					return told(visited, booked, 'noted', await markPresence(visited, known, 'on_the_way'));
				}),
		}),
		defineCommand({
			name: 'queues.arrive',
			args: z.object({ ticket: reference, branch: z.string().max(64).nullish(), arrival_key: key }),
			outcomes: ['arrived', 'back', 'already', 'proof_needed', 'too_late', 'none', 'several'],
			run: (scene, args) => {
				const here = ({ live, branch, status }: Ticket) =>
					(live || status === 'no_show') && (args.branch == null || args.branch === branch);
				return chosen(scene, { named: args.ticket, fits: (ticket) => here(ticket) && ticket.live }, async (visited, ticket) => {
					const done = await arrive(visited, ticket, { by: speaker(scene), arrivalKey: args.arrival_key ?? undefined });
					return told(visited, booked, done.outcome, done.ticket);
				});
			},
		}),
	];
}

function ratingCommands(booked: BookedSlots): Command[] {
	return [
		defineCommand({
			name: 'queues.pending_rating',
			args: z.object({}),
			outcomes: ['one', 'several', 'none'],
			run: (scene) =>
				chosen(scene, { fits: (ticket) => canRate(ticket, scene.now) }, (visited, ticket) => told(visited, booked, 'one', ticket)),
		}),
		defineCommand({
			name: 'queues.rate',
			args: z.object({ ticket: reference, score: z.coerce.number().int().min(1).max(5), comment: z.string().nullish() }),
			outcomes: ['rated', 'already_rated', 'not_yet', 'none', 'several'],
			run: (scene, args) =>
				chosen(scene, { named: args.ticket, fits: (ticket) => canRate(ticket, scene.now) }, async (visited, ticket) => {
					const result = await rateTicket(visited, ticket, { score: args.score, comment: args.comment ?? null });
					return told(visited, booked, result.outcome, result.ticket);
				}),
		}),
	];
}

const id = z.string().max(64);
const where = { organisation: id, branch: id, service: id };
const reference = z.string().max(64).nullish();
const key = z.string().max(20).nullish();
/** A ticket as it is called aloud. */
const NUMBER = /^[A-Z]{1,3}\d{3,5}$/;
/** An emergency is declared by the staff, not from a chair at home. */
const priority = z.enum(PRIORITIES).exclude(['emergency']).nullish();
const near = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish();

/** The person whose turn it is. */
function clientOf(scene: Scene): Client {
	if (scene.contact === null) throw new AppError('internal', 'a command of a flow runs in the turn of a contact');
	return { org: scene.org, contact: scene.contact._id };
}

function speaker(scene: Scene): Actor {
	return { kind: 'client', id: clientOf(scene).contact, source: scene.actor.source };
}

/** Finds the ticket that is meant and acts on it in the organisation it is at. */
async function chosen(
	scene: Scene,
	which: { named?: string | null | undefined; fits: (ticket: Ticket) => boolean },
	act: (visited: Scene, ticket: Ticket) => Promise<CommandResult>,
): Promise<CommandResult> {
	const picked = pick(await ticketsOf(clientOf(scene), scene.db), which.named, which.fits);
	if (picked.kind === 'none') return { outcome: 'none' };
	if (picked.kind === 'several') return { outcome: 'several', data: await severalFacts(picked) };
	return act(await hostedScene(scene, picked.ticket.org), picked.ticket);
}

async function severalFacts({ tickets }: Extract<Picked, { kind: 'several' }>): Promise<Facts> {
	const items = [];
	for (const { _id, org, number, branch: branchId } of tickets) {
		const organisation = await getOrganisation(org);
		const branch = branchOf(organisation, branchId);
		const description = Object.fromEntries(
			Object.entries(labelOf(branch.names)).map(([language, name]) => [language, `${organisation.name} · ${name}`]),
		);
		items.push({ id: _id, label: { fr: number, en: number, wo: number }, description });
	}
	return { count: items.length, items };
}

async function standingOf(visited: Scene, booked: BookedSlots, ticket: Ticket): Promise<Standing | null> {
	if (ticket.status !== 'waiting') return null;
	return (await forecastOf(visited, await placeOf(visited.org, ticket.queue), booked)).of(ticket._id);
}

/** What its owner hears who asks for it. */
async function promised(visited: Scene, booked: BookedSlots, ticket: Ticket): Promise<Facts> {
	const standing = await standingOf(visited, booked, ticket);
	return ticketFacts(visited, await promise(visited, ticket, standing), standing);
}

/** Keeps what is said now, to see afterwards whether it was right (rule Q6). */
async function promise(visited: Scene, ticket: Ticket, standing: Standing | null): Promise<Ticket> {
	if (standing === null) return ticket;
	const { wait, ahead } = standing;
	const promised =
		wait === null || ticket.promised.length >= MAX_PROMISES ? ticket.promised : [...ticket.promised, { at: visited.now, ...wait }];
	return updateTicket(visited, ticket, { promised, told: { ...ticket.told, ahead } });
}

async function told(visited: Scene, booked: BookedSlots, outcome: string, ticket: Ticket): Promise<CommandResult> {
	return { outcome, data: await ticketFacts(visited, ticket, await standingOf(visited, booked, ticket)) };
}

async function joining(visited: Scene, booked: BookedSlots, issued: Issued, ticketClass: string): Promise<CommandResult> {
	if (issued.outcome === 'joined') return { outcome: 'joined', data: await ticketFacts(visited, issued.ticket, issued.standing) };
	if (issued.outcome === 'already') return told(visited, booked, 'already', issued.ticket);
	if (issued.outcome === 'closed') {
		return { outcome: 'closed', data: closedFacts({ organisation: await getOrganisation(visited.org) }, issued) };
	}
	const { outcome, ...data } = issued;
	return { outcome, data: present(outcome === 'payment_needed' ? { ...data, class: ticketClass } : data) };
}
