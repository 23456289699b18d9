import type { Path, Problem } from './problem.ts';

/** Values that may be there once only. */
export class Seen {
	private readonly values = new Set<string>();

	add(value: string, path: Path, message: string, problems: Problem[]): void {
		if (this.values.has(value)) problems.push({ path, message });
		this.values.add(value);
	}
}

/** Ids that must be among known ones, each once; `what` names the known ones in the message. */
export function checkIds(ids: readonly string[], known: ReadonlySet<string>, what: string, path: Path, problems: Problem[]): void {
	for (const [i, id] of ids.entries()) {
		if (!known.has(id)) problems.push({ path: [...path, i], message: `"${id}" is none of the organisation's ${what}` });
		else if (ids.indexOf(id) < i) problems.push({ path: [...path, i], message: `"${id}" is there twice` });
	}
}
