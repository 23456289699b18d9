import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { canRate } from '../ticket/facts.ts';
import { rateTicket } from '../visit/rate-ticket.ts';
import { chosen } from './chosen.ts';
import { reference } from './parts.ts';
import { told } from './told.ts';

/** `queues.rate`: one to five stars for a visit, once. */
export function rateCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.rate',
		args: z.object({ ticket: reference, score: z.coerce.number().int().min(1).max(5), comment: z.string().nullish() }),
		outcomes: ['rated', 'already_rated', 'not_yet', 'none', 'several'],
		run: (scene, args) =>
			chosen(scene, { named: args.ticket, fits: (ticket) => canRate(ticket, scene.now) }, async (visited, ticket) => {
				const result = await rateTicket(visited, ticket, { score: args.score, comment: args.comment ?? null });
				return told(visited, booked, result.outcome, result.ticket);
			}),
	});
}
