import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { canRate } from '../ticket/facts.ts';
import { chosen } from './chosen.ts';
import { told } from './told.ts';

/** `queues.pending_rating`: the visits that the person may still rate. */
export function pendingRatingCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.pending_rating',
		args: z.object({}),
		outcomes: ['one', 'several', 'none'],
		run: (scene) =>
			chosen(scene, { fits: (ticket) => canRate(ticket, scene.now) }, (visited, ticket) => told(visited, booked, 'one', ticket)),
	});
}
