import { type AnyStateMachine, assign, createMachine } from 'xstate';
import type { AnswerDefinition, AskState, Condition, Flow, StateDefinition, Transition } from './schema.ts';
import { holds, isRecord, resolve, resolveAll, type Scope, withFacts } from './values.ts';

/** What a person's answer holds once it was read; `$answer.…` in a flow. */
export interface Answer {
	/** The choice picked, with whatever its item carried. */
	id?: string;
	item?: Record<string, unknown>;
	/** What the button of the choice carried. */
	carried?: string;
	text?: string;
	slots: Record<string, unknown>;
	intents: string[];
	location?: { latitude: number; longitude: number; label?: string };
	media?: string[];
}

/** The part of the scope that comes with the turn rather than with the frame. */
export interface Surroundings {
	contact: Record<string, unknown>;
	org: Record<string, unknown>;
	now: string;
}

/** What drives a flow's machine. */
export type FlowEvent =
	| { type: `enter.${string}`; around: Surroundings }
	| { type: 'answer'; answer: Answer; around: Surroundings }
	| { type: 'outcome'; name: string; result: Record<string, unknown>; around: Surroundings }
	| { type: 'returned'; result: Record<string, unknown>; around: Surroundings };

/** The name of the state in which a frame rests before it is entered anywhere. */
export const RESTING = '@resting';

interface MachineContext {
	facts: Record<string, unknown>;
}
type Given = { context: MachineContext; event: unknown };
type Move = { guard?: (given: Given) => boolean; target?: string; actions?: unknown[] };

/**
 * Compiles a flow to an XState machine. Its context holds the facts; its own actions change them; what it asks of the world
 * (`say`, `ask`, `run`, `call`, `handover`, `language`, `end`) comes out of `transition()` as named actions with plain parameters.
 */
export function compileFlow(flow: Flow): AnyStateMachine {
	const states = Object.fromEntries(Object.entries(flow.states).map(([name, state]) => [name, compileState(flow, name, state)]));
	const config: Record<string, unknown> = {
		id: flow.id,
		initial: RESTING,
		context: { facts: {} },
		on: Object.fromEntries(Object.keys(flow.states).map((name) => [`enter.${name}`, { target: `.${name}`, reenter: true }])),
		states: { [RESTING]: {}, ...states },
	};
	return createMachine(config);
}

function compileState(flow: Flow, name: string, state: StateDefinition): Record<string, unknown> {
	if ('ask' in state) return compileAsk(flow, name, state);
	if ('run' in state) {
		const outcomes = Object.entries(state.then).flatMap(([outcome, moves]) =>
			moves.map((move) => compileMove(flow, move, (event) => event.type === 'outcome' && event.name === outcome)),
		);
		return { entry: [perform('run', (scope) => ({ name: state.run, args: resolveAll(state.with, scope) }))], on: { outcome: outcomes } };
	}
	if ('decide' in state) return { always: state.decide.map((move) => compileMove(flow, move)) };
	if ('call' in state) {
		const call = perform('call', (scope) => ({ flow: state.call, at: state.at ?? null, facts: resolveAll(state.with, scope) }));
		return { entry: [call], on: { returned: [{ target: path(flow, state.then), actions: [remember({ returned: '$result' })] }] } };
	}
	if ('handover' in state) {
		return { type: 'final', entry: [...speak(state.say), perform('handover', () => ({ reason: state.handover }))] };
	}
	if ('language' in state) {
		const language = perform('language', (scope) => ({ language: resolve(state.language, scope) }));
		return { entry: [language], always: [{ target: path(flow, state.then) }] };
	}
	if ('end' in state) return { type: 'final', entry: [...speak(state.say), perform('end', () => ({ clear: state.clear }))] };
	return compileSay(flow, state);
}

function compileSay(
	flow: Flow,
	state: { say: string; when?: Condition; set?: Record<string, unknown>; then: string },
): Record<string, unknown> {
	const spoken = { target: path(flow, state.then), actions: [...remembered(state.set), ...speak(state.say)] };
	if (state.when === undefined) return { always: [spoken] };
	const when = state.when;
	return { always: [{ ...spoken, guard: (given: Given) => holds(when, scopeOf(given)) }, { target: path(flow, state.then) }] };
}

/** A question is two states: a gate that is left at once when the answer is known, and the question itself. */
function compileAsk(flow: Flow, name: string, state: AskState): Record<string, unknown> {
	const fixed = state.choices.map((choice) =>
		compileMove(flow, choice, (event) => event.type === 'answer' && event.answer.id === choice.id),
	);
	const picked = (state.choice ?? []).map((move) =>
		compileMove(flow, move, (event) => event.type === 'answer' && event.answer.id !== undefined),
	);
	const answers = state.answers.map((answer) =>
		compileMove(flow, answer, (event) => event.type === 'answer' && fits(answer, event.answer)),
	);
	return {
		initial: 'gate',
		states: {
			gate: { always: [...state.skip.map((move) => compileMove(flow, move)), { target: 'open' }] },
			open: { entry: [perform('ask', () => ({ state: name }))] },
		},
		on: { answer: [...fixed, ...picked, ...answers] },
	};
}

function fits(definition: AnswerDefinition, answer: Answer): boolean {
	if (answer.id !== undefined) return false;
	if ('slot' in definition) return answer.slots[definition.slot] !== undefined;
	if ('intent' in definition) return answer.intents.includes(definition.intent);
	if ('location' in definition) return answer.location !== undefined;
	if ('media' in definition) return answer.media !== undefined && answer.media.length > 0;
	const said = answer.text?.trim() ?? '';
	const { min, max, signs, unless } = definition.text;
	if (unless?.some((intent) => answer.intents.includes(intent)) === true) return false;
	return said.length >= min && said.length <= max && (signs === true || /[\p{L}\p{N}]/u.test(said));
}

function compileMove(flow: Flow, move: Transition, accepts: (event: FlowEvent) => boolean = () => true): Move {
	return {
		guard: (given) => isFlowEvent(given.event) && accepts(given.event) && holds(move.when, scopeOf(given)),
		target: path(flow, move.to),
		actions: [...remembered(move.set), ...speak(move.say)],
	};
}

function path(flow: Flow, state: string): string {
	return `#${flow.id}.${state}`;
}

function speak(key: string | undefined): unknown[] {
	return key === undefined ? [] : [perform('say', () => ({ key }))];
}

function remembered(set: Record<string, unknown> | undefined): unknown[] {
	return set === undefined ? [] : [remember(set)];
}

function remember(set: Record<string, unknown>): unknown {
	return assign((given: Given) => ({ facts: withFacts(given.context.facts, resolveAll(set, scopeOf(given))) }));
}

/** A named action whose parameters carry the facts of that very moment, for the words that quote them. */
function perform(type: string, params: (scope: Scope) => Record<string, unknown>): unknown {
	return {
		type,
		params: (given: Given) => {
			const scope = scopeOf(given);
			return { ...params(scope), vars: { ...scope.fact, ...scope.result, answer: scope.answer, result: scope.result } };
		},
	};
}

function scopeOf({ context, event }: Given): Scope {
	const around: Surroundings = isFlowEvent(event) ? event.around : { contact: {}, org: {}, now: '' };
	return {
		fact: context.facts,
		answer: isFlowEvent(event) && event.type === 'answer' ? { ...event.answer } : {},
		result: isFlowEvent(event) && (event.type === 'outcome' || event.type === 'returned') ? event.result : {},
		...around,
	};
}

function isFlowEvent(event: unknown): event is FlowEvent {
	return isRecord(event) && typeof event.type === 'string' && isRecord(event.around);
}
