import type { Actor } from '../conversation/scene/scene.ts';
import { AppError } from '../platform/errors.ts';

export type ActorKind = Actor['kind'];

/** One step that the status of something may take, and who may cause it (rule R10). */
export interface TransitionRule<S extends string> {
	from: S;
	to: S;
	by: readonly ActorKind[];
}

/** One line per change of status, never rewritten (rules R10, X9). */
export interface HistoryLine<S extends string> {
	from: S | null;
	to: S;
	actor: { kind: ActorKind; id: string };
	/** A code, or an operator's words. */
	cause: string;
	at: Date;
}

export const PROGRAM: readonly ActorKind[] = ['system', 'timer'];

/** The rule for a transition in a module's table, or undefined when it has none. */
export function transitionIn<S extends string, R extends TransitionRule<S>>(table: readonly R[], from: S, to: S): R | undefined {
	return table.find((rule) => rule.from === from && rule.to === to);
}

/**
 * Insists on the rule by which somebody moves a ticket, a request… from one status to another. Throws `conflict` when there is none,
 * `not_allowed` when it is not theirs to cause.
 */
export function requireTransition<R extends TransitionRule<string>>(
	rule: R | undefined,
	{ what, from, to, by }: { what: string; from: string; to: string; by: ActorKind },
): R {
	if (rule === undefined) throw new AppError('conflict', `a ${what} that is ${from} cannot become ${to}`, { field: 'status' });
	if (!rule.by.includes(by)) throw new AppError('not_allowed', `${by} may not move a ${what} from ${from} to ${to}`, { field: 'status' });
	return rule;
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
