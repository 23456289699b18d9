import { z } from 'zod';
import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import type { Subscriber } from '../module.ts';
import { QUEUES } from './actors.ts';
import { deliverCall } from './counter/deliver-call.ts';
import type { BookedSlots } from './estimate/booked-slots.ts';
import { lineMoved, movedLine } from './notices/line-moved.ts';
import { mergeClients } from './ticket/merge-clients.ts';
import { TicketModel } from './ticket/model.ts';

const news = z.object({ about: z.string() });
const merged = z.object({ from: z.string() });

/** What happens to the lines when a line moves, when a call is delivered, and when two contacts turn out to be one person. */
export function queueSubscribers({ inScene, clock, booked }: { inScene: InScene; clock: Clock; booked: BookedSlots }): Subscriber[] {
	return [
		{
			name: 'queues.line_moved',
			types: ['ticket.joined', 'ticket.status_changed', 'ticket.moved'],
			latestOf: (event) => movedLine(event),
			async run(event) {
				if (movedLine(event) !== null) await lineMoved({ inScene, booked, now: clock.now() }, event);
			},
		},
		{
			// The message lives where the number lives, the ticket where the person queues.
			name: 'queues.call_delivery',
			types: ['message.delivered', 'message.read'],
			about: ['ticket'],
			async run(event) {
				const { about } = news.parse(event.data);
				const ticket = await TicketModel.findOne({ _id: about, 'client.org': event.org }, { org: 1 })
					.setOptions(ACROSS_ORGANISATIONS)
					.lean();
				if (ticket === null) return;
				await inScene({ org: ticket.org, actor: QUEUES, correlationId: event.correlationId }, (scene) =>
					deliverCall(scene, about, event.at),
				);
			},
		},
		{
			name: 'queues.contact_merged',
			types: ['contact.merged'],
			async run(event) {
				const { from } = merged.parse(event.data);
				await mergeClients(inScene, { host: event.org, from, into: event.subject.id }, event.correlationId);
			},
		},
	];
}
