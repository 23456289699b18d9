import type { Command } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { leaveQueue } from '../visit/leave-queue.ts';
import { commandOnOne } from './on-one.ts';

/** `queues.leave`: gives the ticket up; `too_late` once somebody serves them. */
export function leaveCommand(booked: BookedSlots): Command {
	const outcomes = ['left', 'already', 'too_late'];
	return commandOnOne(booked, 'queues.leave', outcomes, (visited, ticket, by) => leaveQueue(visited, ticket, { by }));
}
