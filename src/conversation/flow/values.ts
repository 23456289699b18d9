import type { Condition } from './schema.ts';

/** What references in a flow can see. Plain data only. */
export interface Scope {
	fact: Record<string, unknown>;
	answer: Record<string, unknown>;
	result: Record<string, unknown>;
	contact: Record<string, unknown>;
	org: Record<string, unknown>;
	now: string;
}

/** Replaces `$root.path` strings by what they refer to, deep in lists and objects; everything else is literal. */
export function resolve(value: unknown, scope: Scope): unknown {
	if (typeof value === 'string' && value.startsWith('$')) return lookUp(value.slice(1), scope);
	if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
	if (isRecord(value)) return resolveAll(value, scope);
	return value;
}

/** Resolves every value of a record; its keys stay. */
export function resolveAll(values: Record<string, unknown>, scope: Scope): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, resolve(value, scope)]));
}

/**
 * Sets facts by dotted path (`place.landmark`), without touching the record given. A value that resolves to nothing removes the fact;
 * `'*'` takes over every entry of a record.
 */
export function withFacts(facts: Record<string, unknown>, changes: Record<string, unknown>): Record<string, unknown> {
	let next = facts;
	for (const [path, value] of Object.entries(changes)) {
		if (path === '*') next = { ...next, ...(isRecord(value) ? value : {}) };
		else next = setPath(next, path.split('.'), value);
	}
	return next;
}

/** Does a condition of a flow hold? One that is not there always does. */
export function holds(condition: Condition | undefined, scope: Scope): boolean {
	if (condition === undefined) return true;
	if ('has' in condition) return isPresent(getPath(scope.fact, condition.has.split('.')));
	if ('is' in condition) return resolve(condition.is[0], scope) === resolve(condition.is[1], scope);
	if ('in' in condition) return condition.in[1].some((item) => resolve(item, scope) === resolve(condition.in[0], scope));
	if ('more' in condition) return Number(resolve(condition.more[0], scope) ?? 0) > condition.more[1];
	if ('told' in condition) return isPresent(getPath(scope.answer, ['slots', condition.told]));
	if ('not' in condition) return !holds(condition.not, scope);
	if ('all' in condition) return condition.all.every((one) => holds(one, scope));
	return condition.any.some((one) => holds(one, scope));
}

/** The value at a path, own properties only; undefined when there is none. */
export function getPath(root: unknown, path: readonly string[]): unknown {
	let at: unknown = root;
	for (const part of path) {
		if (!isRecord(at) || !Object.hasOwn(at, part)) return undefined;
		at = at[part];
	}
	return at;
}

/** A plain object: neither a list nor a date. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function lookUp(path: string, scope: Scope): unknown {
	if (path === 'now') return scope.now;
	const [root, ...rest] = path.split('.');
	const roots: Record<string, unknown> = { ...scope };
	return root === undefined ? undefined : getPath(roots[root], rest);
}

function setPath(record: Record<string, unknown>, path: string[], value: unknown): Record<string, unknown> {
	const [head, ...rest] = path;
	if (head === undefined) return record;
	if (rest.length > 0) {
		const inner = record[head];
		return { ...record, [head]: setPath(isRecord(inner) ? inner : {}, rest, value) };
	}
	if (value === undefined || value === null) {
		const { [head]: _gone, ...others } = record;
		return others;
	}
	return { ...record, [head]: value };
}

function isPresent(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}
