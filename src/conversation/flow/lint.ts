import type { Texts } from '../../platform/i18n.ts';
import type { Command } from '../command.ts';
import { entryStates, linksOf } from './links.ts';
import { lintTexts } from './lint-texts.ts';
import type { FlowProblem, FlowSource } from './load.ts';
import type { StateDefinition } from './schema.ts';

/** What the flows are checked against. */
export interface LintContext {
	sources: FlowSource[];
	texts: Texts;
	commands: readonly Command[];
}

/** Everything an author can get wrong, found before a person meets it. */
export function lintFlows(context: LintContext): FlowProblem[] {
	return context.sources.flatMap((source) => [
		...unknownTargets(source),
		...deafEntries(source),
		...codesTakenTwice(source, context.sources),
		...unreachable(source),
		...questionsWithoutWayOut(source),
		...endlessRounds(source),
		...lintCommands(source, context.commands),
		...lintCalls(source, context.sources),
		...lintTexts(source, context.texts),
	]);
}

function problem(source: FlowSource, path: (string | number)[], message: string): FlowProblem {
	return { file: source.file, line: source.lineOf(path), message };
}

function unknownTargets(source: FlowSource): FlowProblem[] {
	const states = source.flow.states;
	const links = [...linksOf(source.flow), ...entryStates(source.flow)];
	const moved = Object.entries(source.flow.removed).filter(([, to]) => to !== 'close' && states[to] === undefined);
	return [
		...links.filter((link) => states[link.to] === undefined).map((link) => problem(source, link.path, `unknown target: ${link.to}`)),
		...moved.map(([state, to]) => problem(source, ['removed', state], `unknown target: ${to}`)),
	];
}

function deafEntries(source: FlowSource): FlowProblem[] {
	return source.flow.entries.flatMap((entry, index) => {
		const listed = [entry.intents, entry.inputs, entry.replies, entry.tells, entry.hints];
		const hears = entry.code || entry.keywords !== undefined || listed.some(({ length }) => length > 0);
		return hears ? [] : [problem(source, ['entries', index], 'an entry that listens to nothing')];
	});
}

/** The first entry that takes a code gets it: two that take any code would hide one another. */
function codesTakenTwice(source: FlowSource, all: FlowSource[]): FlowProblem[] {
	const takesAny = ({ flow }: FlowSource) => flow.entries.findIndex((entry) => entry.code && entry.when === undefined);
	const index = takesAny(source);
	const other = all.find((one) => one !== source && takesAny(one) >= 0 && one.flow.id < source.flow.id);
	if (index < 0 || other === undefined) return [];
	return [problem(source, ['entries', index], `${other.flow.id} takes every code already`)];
}

function unreachable(source: FlowSource): FlowProblem[] {
	const links = linksOf(source.flow);
	const reached = new Set(entryStates(source.flow).map((entry) => entry.to));
	// States that other flows or the program open by name are marked by a call; `begin`-less flows open at their first state.
	for (const called of CALLED_FROM_OUTSIDE[source.flow.id] ?? []) reached.add(called);
	for (let before = -1; before !== reached.size; ) {
		before = reached.size;
		for (const link of links) if (reached.has(link.from)) reached.add(link.to);
	}
	return Object.keys(source.flow.states)
		.filter((state) => !reached.has(state))
		.map((state) => problem(source, ['states', state], `unreachable state: ${state}`));
}

/** States opened by the program or by other flows' calls. */
const CALLED_FROM_OUTSIDE: Record<string, string[]> = {
	help: ['lost'],
	person: ['dispute', 'after_arrival'],
	provider: ['jobs', 'offers', 'ask_absence', 'pull_out'],
	'my-requests': ['status', 'cancel'],
	appointment: ['open'],
};

function questionsWithoutWayOut(source: FlowSource): FlowProblem[] {
	return Object.entries(source.flow.states).flatMap(([name, state]) => {
		if (!('ask' in state)) return [];
		const outs = state.choices.length + state.answers.length + (state.choice ?? []).length;
		const lost = state.choices_from !== undefined && state.choice === undefined;
		if (outs > 0 && !lost) return [];
		return [problem(source, ['states', name], lost ? `${name}: choices_from without choice` : `question without a way out: ${name}`)];
	});
}

/** States that follow each other without ever waiting would run for ever. */
function endlessRounds(source: FlowSource): FlowProblem[] {
	const next = new Map<string, string[]>();
	for (const link of linksOf(source.flow)) if (link.automatic) next.set(link.from, [...(next.get(link.from) ?? []), link.to]);
	const isQuestion = (state: StateDefinition | undefined): boolean => state !== undefined && 'ask' in state;
	return Object.keys(source.flow.states).flatMap((start) => {
		const seen = new Set<string>();
		const queue = [...(next.get(start) ?? [])];
		for (let state = queue.pop(); state !== undefined; state = queue.pop()) {
			if (state === start && !isQuestion(source.flow.states[start]))
				return [problem(source, ['states', start], `${start} leads back to itself without waiting`)];
			if (seen.has(state)) continue;
			seen.add(state);
			if (!isQuestion(source.flow.states[state])) queue.push(...(next.get(state) ?? []));
		}
		return [];
	});
}

function lintCommands(source: FlowSource, commands: readonly Command[]): FlowProblem[] {
	return Object.entries(source.flow.states).flatMap(([name, state]) => {
		if (!('run' in state)) return [];
		const command = commands.find((one) => one.name === state.run);
		if (command === undefined) return [problem(source, ['states', name, 'run'], `unknown command: ${state.run}`)];
		const missing = command.outcomes.filter((outcome) => state.then[outcome] === undefined);
		const strange = Object.keys(state.then).filter((outcome) => !command.outcomes.includes(outcome));
		return [
			...missing.map((outcome) => problem(source, ['states', name, 'then'], `${state.run}: outcome ${outcome} goes nowhere`)),
			...strange.map((outcome) => problem(source, ['states', name, 'then', outcome], `${state.run} never answers ${outcome}`)),
		];
	});
}

function lintCalls(source: FlowSource, all: FlowSource[]): FlowProblem[] {
	return Object.entries(source.flow.states).flatMap(([name, state]) => {
		if (!('call' in state)) return [];
		const called = all.find((other) => other.flow.id === state.call);
		if (called === undefined) return [problem(source, ['states', name, 'call'], `unknown flow: ${state.call}`)];
		const known = state.at === undefined || called.flow.states[state.at] !== undefined;
		return known ? [] : [problem(source, ['states', name, 'at'], `${state.call} has no state ${state.at}`)];
	});
}
