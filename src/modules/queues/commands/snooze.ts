import type { Command } from '../../../conversation/command.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { snoozeTicket } from '../visit/snooze-ticket.ts';
import { commandOnOne } from './on-one.ts';

/** `queues.snooze`: lets others go first, once. */
export function snoozeCommand(booked: BookedSlots): Command {
	return commandOnOne(booked, 'queues.snooze', ['snoozed', 'already', 'not_now'], snoozeTicket);
}
