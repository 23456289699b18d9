import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { pauseTicket } from '../visit/pause-ticket.ts';
import { chosen, live } from './chosen.ts';
import { reference, speaker } from './parts.ts';
import { told } from './told.ts';

const MINUTES_ASIDE = { least: 5, most: 120, usual: 20 };

/** `queues.pause`: sets the ticket aside for a while at the person's wish. */
export function pauseCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.pause',
		args: z.object({ ticket: reference, minutes: z.coerce.number().int().nullish() }),
		outcomes: ['paused', 'not_now', 'none', 'several'],
		run: (scene, args) =>
			chosen(scene, { named: args.ticket, fits: live }, async (visited, ticket) => {
				if (ticket.status !== 'waiting') return told(visited, booked, 'not_now', ticket);
				const { least, most, usual } = MINUTES_ASIDE;
				const minutes = Math.min(most, Math.max(least, args.minutes ?? usual));
				return told(visited, booked, 'paused', await pauseTicket(visited, ticket, { by: speaker(scene), minutes }));
			}),
	});
}
