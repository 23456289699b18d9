import { type ActorKind, PROGRAM, type TransitionRule as RuleOf, transitionIn } from '../../transitions.ts';

/**
 * held (chosen, to be confirmed in time) or offered (kept for someone of the waiting list) → confirmed → checked_in; or ended:
 * expired (not confirmed in time), cancelled, moved (another booking took its place), no_show (unclaimed; may still come late).
 */
export const BOOKING_STATUSES = ['held', 'offered', 'confirmed', 'checked_in', 'no_show', 'cancelled', 'moved', 'expired'] as const;
export type BookingStatus = (typeof BOOKING_STATUSES)[number];

export type TransitionRule = RuleOf<BookingStatus>;

const STAFF: readonly ActorKind[] = ['counter', 'agent', 'manager', 'admin'];
const PEOPLE: readonly ActorKind[] = ['client', ...STAFF];

/** Every move a booking may make, and who may cause it (rule R10). */
export const TRANSITIONS: readonly TransitionRule[] = [
	...rules(['held', 'offered'], 'confirmed', PEOPLE),
	...rules(['held', 'offered'], 'expired', [...PEOPLE, ...PROGRAM]),
	// A yes that came late, to a slot that is still free.
	...rules(['expired'], 'confirmed', PEOPLE),
	...rules(['held'], 'cancelled', PEOPLE),
	// By the program: the house is closed then, and its person has not answered.
	...rules(['confirmed'], 'cancelled', [...PEOPLE, ...PROGRAM]),
	...rules(['confirmed'], 'moved', PEOPLE),
	...rules(['confirmed'], 'checked_in', PEOPLE),
	...rules(['confirmed'], 'no_show', [...PROGRAM, ...STAFF]),
	...rules(['no_show'], 'checked_in', PEOPLE),
];

/** The rule for a transition, or undefined when there is none. */
export function findTransition(from: BookingStatus, to: BookingStatus): TransitionRule | undefined {
	return transitionIn(TRANSITIONS, from, to);
}

/** It has its seat: nobody else gets it. A missed one gives it back (rule Q4). */
export const SEATED: readonly BookingStatus[] = ['held', 'offered', 'confirmed', 'checked_in'];
/** What a person means by "my appointment", and has once per service. */
export const LIVE: readonly BookingStatus[] = ['held', 'confirmed'];

function rules(from: readonly BookingStatus[], to: BookingStatus, by: readonly ActorKind[]): TransitionRule[] {
	return from.map((one) => ({ from: one, to, by }));
}
