import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { chosen, live } from './chosen.ts';
import { told } from './told.ts';

/** `queues.my_tickets`: the live tickets of the person, in all the organisations this number serves. */
export function myTicketsCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.my_tickets',
		args: z.object({}),
		outcomes: ['none', 'one', 'several'],
		run: (scene) => chosen(scene, { fits: live }, (visited, ticket) => told(visited, booked, 'one', ticket)),
	});
}
