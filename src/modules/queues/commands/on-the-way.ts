import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { getOrganisation } from '../../organisations/index.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { travelMinutes } from '../estimate/travel.ts';
import { branchOf } from '../queue/find-queue.ts';
import { updateTicket } from '../ticket/transition.ts';
import { markPresence } from '../visit/arrive.ts';
import { chosen, live } from './chosen.ts';
import { near, reference } from './parts.ts';
import { told } from './told.ts';

/** `queues.on_the_way`: the person has set out; a pin tells how far they are. */
export function onTheWayCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.on_the_way',
		args: z.object({ ticket: reference, near }),
		outcomes: ['noted', 'none', 'several'],
		run: (scene, args) =>
			chosen(scene, { named: args.ticket, fits: live }, async (visited, ticket) => {
				const { position } = branchOf(await getOrganisation(visited.org), ticket.branch);
				const minutes = travelMinutes(args.near, position);
				const known = minutes === null ? ticket : await updateTicket(visited, ticket, { travelMinutes: minutes });
				return told(visited, booked, 'noted', await markPresence(visited, known, 'on_the_way'));
			}),
	});
}
