import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { chosen, live } from './chosen.ts';
import { reference } from './parts.ts';
import { told } from './told.ts';

/** A ticket as it is called aloud. */
const NUMBER = /^[A-Z]{1,3}\d{3,5}$/;

/** `queues.status`: where the ticket stands; tells when a number that was named is none of theirs. */
export function statusCommand(booked: BookedSlots): Command {
	return defineCommand({
		name: 'queues.status',
		args: z.object({ ticket: reference }),
		outcomes: ['found', 'none', 'several'],
		async run(scene, args) {
			const status = await chosen(scene, { named: args.ticket, fits: live }, (visited, ticket) => told(visited, booked, 'found', ticket));
			const number = args.ticket?.toUpperCase() ?? '';
			const unknown = status.outcome === 'none' && NUMBER.test(number);
			return unknown ? { outcome: 'none', data: { unknown_number: true, number } } : status;
		},
	});
}
