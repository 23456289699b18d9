/** What a person asked for or bought (spec/5). */
export const CLASSES = ['normal', 'vip', 'express', 'appointment'] as const;
export type TicketClass = (typeof CLASSES)[number];

/** What the law puts first. An emergency is declared by the staff only. */
export const PRIORITIES = ['elderly', 'pregnant', 'disabled', 'emergency'] as const;
export type Priority = (typeof PRIORITIES)[number];

/**
 * Where a ticket stands among the others of its queue: within a lane the order is that of `effectiveFrom`, between lanes the policy
 * decides. `reserved`: sent to one counter, which calls them next; no other does. `front`: what we put back there ourselves (an absence
 * taken back in time, a counter that crashed).
 */
export const LANES = ['emergency', 'reserved', 'front', 'legal', 'booked', 'vip', 'express', 'normal'] as const;
export type Lane = (typeof LANES)[number];

/** The lane of a class and a priority. Who has an appointment has a time of their own, which legal priority does not make better. */
export function laneOf(ticketClass: TicketClass, priority: Priority | null): Lane {
	if (priority === 'emergency') return 'emergency';
	if (ticketClass === 'appointment') return 'booked';
	if (priority !== null) return 'legal';
	return ticketClass;
}
