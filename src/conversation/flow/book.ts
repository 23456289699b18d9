import type { AnyStateMachine } from 'xstate';
import { compileFlow } from './compile.ts';
import type { AskState, ChoiceDefinition, Flow, NoticeDefinition } from './schema.ts';

/** A flow ready to run. */
export interface CompiledFlow {
	flow: Flow;
	machine: AnyStateMachine;
}

/** Every flow the program can run: the released ones, and the older versions that sessions are still pinned to (I11). */
export interface FlowBook {
	latest(id: string): CompiledFlow | undefined;
	at(id: string, version: number): CompiledFlow | undefined;
	all(): CompiledFlow[];
	/** Adds a version that was released elsewhere since. */
	learn(flow: Flow): void;
}

/** Makes a book of the released flows and of earlier versions. */
export function openBook(released: Flow[], earlier: Flow[] = []): FlowBook {
	const latest = new Map(released.map((flow) => [flow.id, compiled(flow)]));
	const pinned = new Map<string, CompiledFlow>();
	const learn = (flow: Flow) => void pinned.set(`${flow.id}@${flow.version}`, compiled(flow));
	for (const flow of earlier) learn(flow);
	return {
		latest: (id) => latest.get(id),
		at: (id, version) => {
			const current = latest.get(id);
			return current?.flow.version === version ? current : pinned.get(`${id}@${version}`);
		},
		all: () => [...latest.values()],
		learn,
	};
}

function compiled(flow: Flow): CompiledFlow {
	return { flow, machine: compileFlow(flow) };
}

/** The question a state asks; undefined for the states that go on by themselves. */
export function questionOf(flow: Flow, state: string): AskState | undefined {
	const definition = flow.states[state];
	return definition !== undefined && 'ask' in definition ? definition : undefined;
}

/** Every choice a flow can offer, with the place that offers it: a state, or a notice. */
export function choicesAt(flow: Flow, place: string): ChoiceDefinition[] {
	if (place.startsWith('!')) return (flow.notices[place.slice(1)] ?? []).flatMap((notice: NoticeDefinition) => notice.choices);
	return questionOf(flow, place)?.choices ?? [];
}
