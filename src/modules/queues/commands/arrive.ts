import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import type { Ticket } from '../ticket/model.ts';
import { arrive } from '../visit/arrive.ts';
import { chosen } from './chosen.ts';
import { key, reference, speaker } from './parts.ts';
import { told } from './told.ts';

/** `queues.arrive`: the person says that they are there. Some branches want the key of their wall (`proof_needed`). */
export function arriveCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.arrive',
		args: z.object({ ticket: reference, branch: z.string().max(64).nullish(), arrival_key: key }),
		outcomes: ['arrived', 'back', 'already', 'proof_needed', 'too_late', 'none', 'several'],
		run: (scene, args) => {
			const fits = ({ live, branch }: Ticket) => live && (args.branch == null || args.branch === branch);
			return chosen(scene, { named: args.ticket, fits }, async (visited, ticket) => {
				const done = await arrive(visited, ticket, { by: speaker(scene), arrivalKey: args.arrival_key ?? undefined });
				return told(visited, booked, done.outcome, done.ticket);
			});
		},
	});
}
