import { z } from 'zod';
import type { InboxItem } from '../../conversation/input.ts';
import type { Timer } from '../../conversation/timers/model.ts';
import type { ParkedEvent } from '../../platform/events/model.ts';

/** Work that failed until its last attempt and was parked, so that what comes after it goes on (L4). */
export const deadLetterSchema = z.object({
	id: z.string(),
	kind: z.enum(['input', 'timer', 'event']).describe("A contact's input, a module's timer, or an event that a subscriber could not handle"),
	about: z.string().describe('What kind of input, which timer, or which subscriber'),
	contact: z.string().nullable().describe('Whose lane it was in; null for what was in none'),
	attempts: z.int(),
	crashes: z.int().describe('Times a process died with it in hand'),
	error: z.string().describe('The code of the last error'),
	received_at: z.string(),
	parked_at: z.string(),
	correlation_id: z.string().describe('Finds the log lines of every attempt'),
});
export type DeadLetter = z.output<typeof deadLetterSchema>;

/** Never what the person said: that is read in the conversation, by those who may. */
export function ofInput(item: InboxItem): DeadLetter {
	return {
		id: item._id,
		kind: 'input',
		about: item.input.kind,
		contact: item.contact,
		attempts: item.attempts,
		crashes: item.crashes ?? 0,
		error: item.lastError ?? '',
		received_at: item.receivedAt.toISOString(),
		parked_at: (item.doneAt ?? item.receivedAt).toISOString(),
		correlation_id: item.correlationId,
	};
}

/** A parked timer as operators see it. */
export function ofTimer(timer: Timer): DeadLetter {
	return {
		id: timer._id,
		kind: 'timer',
		about: timer.kind,
		contact: timer.contact ?? null,
		attempts: timer.attempts,
		crashes: 0,
		error: timer.lastError ?? '',
		received_at: timer.fireAt.toISOString(),
		// Parking frees the lease at once.
		parked_at: timer.lease.until.toISOString(),
		correlation_id: timer.correlationId,
	};
}

export function ofEvent(parked: ParkedEvent): DeadLetter {
	return {
		id: parked._id,
		kind: 'event',
		about: parked.subscriber,
		contact: null,
		attempts: parked.attempts,
		crashes: 0,
		error: parked.error,
		received_at: parked.happenedAt.toISOString(),
		parked_at: parked.at.toISOString(),
		correlation_id: parked.correlationId,
	};
}
