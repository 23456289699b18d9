import { type ActorKind, kindRules, PROGRAM, type TransitionRule as RuleOf, transitionIn } from '../transitions.ts';

/** The life of a request: the eight statuses of spec/1 in their order, then the ends that spec/1 lacks (rules of the trade, T1). */
export const STATUSES = [
	'request_received',
	'provider_search',
	'provider_notified',
	'provider_accepted',
	'provider_enroute',
	'provider_arrived',
	'service_started',
	'service_completed',
	'cancelled',
	'no_provider',
	'disputed',
] as const;
export type Status = (typeof STATUSES)[number];

/** The way of a request that goes well. */
export const PATH: readonly Status[] = STATUSES.slice(0, 8);

/**
 * progress: one step or more along the path · reopen: back to the search · close: an end · reopen and close need no reason ·
 * correction: an operator repairs a wrong report, with a reason; the history keeps both lines (rule R10).
 */
export type TransitionKind = 'progress' | 'reopen' | 'close' | 'correction';

export type TransitionRule = RuleOf<Status> & { kind: TransitionKind };

const OPERATORS: readonly ActorKind[] = ['agent', 'manager', 'admin'];
const PROVIDER: readonly ActorKind[] = ['provider', ...OPERATORS];
const ANYONE_BEFORE_ARRIVAL: readonly ActorKind[] = ['client', ...OPERATORS, ...PROGRAM];
const SEARCHERS: readonly ActorKind[] = ['client', ...OPERATORS, ...PROGRAM];

/**
 * Every transition there is, and who may cause it. A provider who forgot to say "on the way" may say "I am here": steps on site may be
 * skipped, never taken back. After the arrival nothing is undone without a person (rule R12).
 */
export const TRANSITIONS: readonly TransitionRule[] = [
	...kindRules('progress', SEARCHERS, ['request_received'], ['provider_search']),
	...kindRules('progress', PROGRAM, ['provider_search'], ['provider_notified']),
	...kindRules('progress', PROVIDER, ['provider_search', 'provider_notified'], ['provider_accepted']),
	...kindRules(
		'progress',
		PROVIDER,
		['provider_accepted'],
		['provider_enroute', 'provider_arrived', 'service_started', 'service_completed'],
	),
	...kindRules('progress', PROVIDER, ['provider_enroute'], ['provider_arrived', 'service_started', 'service_completed']),
	...kindRules('progress', PROVIDER, ['provider_arrived'], ['service_started', 'service_completed']),
	...kindRules('progress', PROVIDER, ['service_started'], ['service_completed']),
	...kindRules('reopen', SEARCHERS, ['provider_notified', 'no_provider'], ['provider_search']),
	...kindRules('reopen', ['provider', ...SEARCHERS], ['provider_accepted', 'provider_enroute'], ['provider_search']),
	...kindRules('close', PROGRAM, ['provider_search', 'provider_notified'], ['no_provider']),
	...kindRules(
		'close',
		ANYONE_BEFORE_ARRIVAL,
		['request_received', 'provider_search', 'provider_notified', 'provider_accepted', 'provider_enroute', 'no_provider'],
		['cancelled'],
	),
	...kindRules('close', OPERATORS, ['provider_arrived', 'service_started', 'disputed'], ['cancelled']),
	...kindRules('close', ['client', ...OPERATORS], ['provider_arrived', 'service_started', 'service_completed'], ['disputed']),
	...kindRules('close', OPERATORS, ['disputed'], ['service_completed']),
	...kindRules('correction', OPERATORS, ['provider_enroute'], ['provider_accepted']),
	...kindRules('correction', OPERATORS, ['provider_arrived'], ['provider_accepted', 'provider_enroute']),
	...kindRules('correction', OPERATORS, ['service_started'], ['provider_accepted', 'provider_enroute', 'provider_arrived']),
	...kindRules(
		'correction',
		OPERATORS,
		['service_completed'],
		['provider_accepted', 'provider_enroute', 'provider_arrived', 'service_started'],
	),
];

/** The rule for a transition, or undefined when there is none. */
export function findTransition(from: Status, to: Status): TransitionRule | undefined {
	return transitionIn(TRANSITIONS, from, to);
}

/** Completion in percent, from the status alone, never from time (rule R14). Ends that served nobody are 0. */
export const PERCENT: Readonly<Record<Status, number>> = {
	request_received: 10,
	provider_search: 20,
	provider_notified: 30,
	provider_accepted: 45,
	provider_enroute: 60,
	provider_arrived: 70,
	service_started: 85,
	service_completed: 100,
	disputed: 90,
	cancelled: 0,
	no_provider: 0,
};

/** Being looked for: offers may go out and an acceptance is welcome. */
export const SEARCHING: readonly Status[] = ['provider_search', 'provider_notified'];
/** A provider has it and is not there yet: it may still go to another. */
export const BEFORE_ARRIVAL: readonly Status[] = ['provider_accepted', 'provider_enroute'];
/** A provider has it and is at work or about to be. */
export const ASSIGNED: readonly Status[] = [...BEFORE_ARRIVAL, 'provider_arrived', 'service_started'];
/** Not at an end: what a client means by "my request". `no_provider` waits for the client's choice. */
export const OPEN: readonly Status[] = ['request_received', ...SEARCHING, ...ASSIGNED, 'no_provider', 'disputed'];
