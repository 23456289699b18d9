import type { ClientSession } from 'mongoose';

/** An appointment still to come: at what time, for what, and for how long. */
export interface BookedSlot {
	at: Date;
	service: string;
	minutes: number;
}

/**
 * What the queues ask about appointments: those of today who have not checked in yet will take counters too (rule Q6). The appointments
 * module implements it and is handed in by the composition root: queues do not know appointments, appointments know queues.
 */
export interface BookedSlots {
	/** Appointments of these services in a branch between two moments whose people have no ticket yet, in order. */
	bookedBetween(
		within: { org: string; db?: ClientSession },
		booked: { branch: string; services: readonly string[]; from: Date; to: Date },
	): Promise<BookedSlot[]>;
	/** A text that is another whenever the appointments of a branch between two moments have changed. */
	stateOf(within: { org: string; db?: ClientSession }, day: { branch: string; from: Date; to: Date }): Promise<string>;
}

/** For a house without appointments. */
export const NO_BOOKINGS: BookedSlots = { bookedBetween: async () => [], stateOf: async () => '' };
