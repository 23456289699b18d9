import type { Actor } from '../conversation/scene/scene.ts';

export type ActorKind = Actor['kind'];

/** One step that the status of something may take, and who may cause it (rule R10). */
export interface TransitionRule<S extends string> {
	from: S;
	to: S;
	by: readonly ActorKind[];
}

export const PROGRAM: readonly ActorKind[] = ['system', 'timer'];

/** The rule for a transition in a module's table, or undefined when it has none. */
export function transitionIn<S extends string, R extends TransitionRule<S>>(table: readonly R[], from: S, to: S): R | undefined {
	return table.find((rule) => rule.from === from && rule.to === to);
}

/** Rules of one kind: from each of the first to each of the second. */
export function kindRules<S extends string, K extends string>(
	kind: K,
	by: readonly ActorKind[],
	from: readonly S[],
	to: readonly S[],
): (TransitionRule<S> & { kind: K })[] {
	return from.flatMap((one) => to.map((other) => ({ from: one, to: other, kind, by })));
}
