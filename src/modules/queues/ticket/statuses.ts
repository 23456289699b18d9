import { type ActorKind, kindRules, PROGRAM, type TransitionRule as RuleOf, transitionIn } from '../../transitions.ts';

/** The life of a ticket: the eight statuses of spec/5, and `on_hold` for who steps aside for a moment. */
export const STATUSES = ['waiting', 'called', 'serving', 'served', 'cancelled', 'expired', 'no_show', 'transferred', 'on_hold'] as const;
export type Status = (typeof STATUSES)[number];

/**
 * progress: one step towards the service · aside: out of the line for a moment · back: into the line again, where the ticket stood or
 * at its front · close: an end.
 */
export type TransitionKind = 'progress' | 'aside' | 'back' | 'close';

export type TransitionRule = RuleOf<Status> & { kind: TransitionKind };

/** Whoever may stand at a counter. */
const STAFF: readonly ActorKind[] = ['counter', 'agent', 'manager', 'admin'];
const ANYONE: readonly ActorKind[] = ['client', ...STAFF, ...PROGRAM];

/**
 * Every transition there is, and who may cause it. A person who is being served leaves only by the counter's word; an absence
 * (`no_show`) is an end that may still be taken back while `live` holds (rule Q8).
 */
export const TRANSITIONS: readonly TransitionRule[] = [
	...kindRules('progress', STAFF, ['waiting', 'on_hold', 'no_show'], ['called']),
	...kindRules('progress', STAFF, ['called'], ['serving', 'served']),
	...kindRules('progress', [...STAFF, ...PROGRAM], ['serving'], ['served']),
	...kindRules('aside', ANYONE, ['waiting', 'called'], ['on_hold']),
	...kindRules('aside', STAFF, ['serving'], ['on_hold']),
	...kindRules('aside', [...STAFF, ...PROGRAM], ['called'], ['no_show']),
	...kindRules('back', ANYONE, ['called', 'on_hold', 'no_show'], ['waiting']),
	...kindRules('back', STAFF, ['serving'], ['waiting']),
	...kindRules('close', ANYONE, ['waiting', 'called', 'on_hold', 'no_show'], ['cancelled']),
	...kindRules('close', [...STAFF, ...PROGRAM], ['waiting', 'called', 'on_hold'], ['expired']),
	...kindRules('close', STAFF, ['waiting', 'called', 'serving', 'on_hold'], ['transferred']),
];

/** The rule for a transition, or undefined when there is none. */
export function findTransition(from: Status, to: Status): TransitionRule | undefined {
	return transitionIn(TRANSITIONS, from, to);
}

/** The cause of a ticket's way back into the line when it goes on to another counter as it is: no service has begun there. */
export const SENT_ON = 'sent_on';

/** At a counter: called there, or being served. */
export const IN_HAND: readonly Status[] = ['called', 'serving'];
/** What a person means by "my ticket" while it can still be served; an absence within its time to come back is told apart by `live`. */
export const OPEN: readonly Status[] = ['waiting', ...IN_HAND, 'on_hold'];
