import { z } from 'zod';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { defineEndpoint, type Endpoint } from '../../../platform/http/endpoint.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { CLASSES, PRIORITIES } from '../line/lanes.ts';
import type { QueuesContext } from '../routes.ts';
import { STAFF, TAG } from '../staff.ts';
import { moment, showTicket, staffTicketSchema } from '../ticket/show-ticket.ts';
import { callNext } from './call-next.ts';
import { atDesk, type Desk, type Pressed } from './desk.ts';
import { endService } from './end-service.ts';
import { holdInHand } from './hold-in-hand.ts';
import { markArrived } from './mark-arrived.ts';
import { markNoShow } from './mark-no-show.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from './open-counter.ts';
import { putBack } from './put-back.ts';
import { recall } from './recall.ts';
import { counterSummarySchema, showLeft } from './show-counter.ts';
import { startService } from './start-service.ts';
import { transferTicket } from './transfer-ticket.ts';
import { undoNoShow } from './undo-no-show.ts';
import { walkIn } from './walk-in.ts';

const params = z.object({ id: z.string().min(1).max(64) });
const id = z.string().min(1).max(64);
const MOST_HELD_MINUTES = 240;

/** Your own id of the press of a key: sent again, it is the same press. */
const press = {
	press_id: z.string().min(1).max(64).optional().describe('Your own id of this press: sent again, it does nothing and answers the same'),
	seen: id.optional().describe('The ticket you see in hand: when another is, the press does nothing and is refused (409)'),
};
const plain = z.strictObject(press).optional();

const pressedSchema = z.object({
	outcome: z.string(),
	ticket: staffTicketSchema.nullable(),
	counter: counterSummarySchema,
	price: z.int().optional().describe('Francs; of a class that has to be paid'),
	opens_at: moment.optional(),
});

/** The keys of a counter. Each answers with what came of it, the ticket and the counter as they then are. */
export function deskRoutes(context: QueuesContext): Endpoint[] {
	const { booked, clock } = context;

	function key<B extends z.ZodType<{ press_id?: string | undefined; seen?: string | undefined } | undefined>>(
		name: string,
		summary: string,
		body: B,
		work: (scene: Scene, desk: Desk, body: z.output<B>) => Promise<Pressed>,
	): Endpoint {
		return defineEndpoint({
			method: 'post',
			path: `/counters/:id/${name}`,
			summary,
			tag: TAG,
			roles: STAFF,
			params,
			body,
			response: pressedSchema,
			async handle({ identity, params: { id: counter }, body: given, correlationId }) {
				const pressId = given?.press_id === undefined ? undefined : `${name}:${given.press_id}`;
				const left = await atDesk(context, { identity, counter, pressId, seen: given?.seen, correlationId }, (scene, desk) =>
					work(scene, desk, given),
				);
				const organisation = await getOrganisation(identity.org);
				const { ticket, price, opensAt } = left;
				return {
					outcome: left.outcome,
					ticket: ticket === null ? null : showTicket(organisation, ticket, clock.now()),
					counter: await showLeft(left, clock.now()),
					...(price === undefined ? {} : { price }),
					...(opensAt === undefined ? {} : { opens_at: opensAt?.toISOString() ?? null }),
				};
			},
		});
	}

	const reason = z.string().trim().max(120).optional();
	return [
		key('open', 'Opens a counter for the caller: `opened`', plain, openCounter),
		key('pause', 'No more calls for a while: `paused`', z.strictObject({ ...press, reason }).optional(), (scene, desk, body) =>
			pauseCounter(scene, desk, body?.reason),
		),
		key('resume', 'Calls again: `resumed`', plain, resumeCounter),
		key('close', 'Leaves the counter: `closed`', plain, closeCounter),
		key(
			'call-next',
			'Calls whoever is next: `called` · `none_waiting`; 409 when a ticket is in hand',
			z
				.strictObject({
					...press,
					finish: z.boolean().optional().describe('The ticket in hand is served first'),
					ticket: id.optional().describe('This one, out of its turn'),
				})
				.optional(),
			(scene, desk, body) => callNext(scene, desk, { finish: body?.finish, ticket: body?.ticket }),
		),
		key('arrived', 'Somebody of the line is there: `arrived`', z.strictObject({ ...press, ticket: id }), (scene, desk, body) =>
			markArrived(scene, desk, body.ticket),
		),
		key('recall', 'Calls the ticket in hand again: `recalled` · `too_soon` · `no_more_calls`', plain, recall),
		key('start', 'The person is there: `started`', plain, startService),
		key('served', 'The person has been served: `served`', plain, endService),
		key('no-show', 'Nobody came: `absent` · `too_soon` · `unreached` (their phone never had the call)', plain, markNoShow),
		key('undo-no-show', 'Takes an absence back: `undone`', z.strictObject({ ...press, ticket: id }), (scene, desk, body) =>
			undoNoShow(scene, desk, body.ticket),
		),
		key(
			'hold',
			'Sets the ticket in hand aside for a while: `held`',
			z.strictObject({ ...press, minutes: z.int().min(1).max(MOST_HELD_MINUTES).optional() }).optional(),
			(scene, desk, body) => holdInHand(scene, desk, body?.minutes),
		),
		key('put-back', 'Called by mistake, next again: `put_back`', plain, putBack),
		key(
			'transfer',
			'Sends the person in hand to another queue, service or counter with the wait they earned: `transferred` · `loop` · `not_open`',
			z.strictObject({
				...press,
				queue: id.optional(),
				service: id.optional(),
				counter: id.optional().describe('An open counter of this branch: it calls them next, until it closes or pauses'),
			}),
			(scene, desk, { queue, service, counter }) => transferTicket(scene, desk, { queue, service, counter }),
		),
		key(
			'walk-in',
			'A ticket for a person without a phone: `joined` · `full` · `closed` · `payment_needed` · `not_offered`',
			z.strictObject({
				...press,
				service: id,
				name: z.string().trim().max(60).optional(),
				phone: z.string().trim().max(30).optional(),
				class: z.enum(CLASSES).exclude(['appointment']).optional(),
				priority: z.enum(PRIORITIES).optional(),
				carry: z.string().trim().max(12).optional().describe('The number of yesterday’s ticket whose place closing took'),
				language: z.enum(['fr', 'en', 'wo']).optional(),
			}),
			(scene, desk, body) => walkIn(scene, booked, desk, body),
		),
	];
}
