/** A parsed form: a repeated field keeps all its values, which the signature needs. */
export type Form = Record<string, string | string[]>;

/**
 * Parses an `application/x-www-form-urlencoded` body without touching a value: the signature covers the untrimmed fields, all of
 * them, repeated ones included. Never throws; a broken escape stays as it is (and fails the signature).
 */
export function parseForm(body: string): Form {
	const form: Form = Object.create(null);
	for (const [name, value] of new URLSearchParams(body)) {
		const before = form[name];
		if (before === undefined) form[name] = value;
		else form[name] = Array.isArray(before) ? [...before, value] : [before, value];
	}
	return form;
}

/** One value per field, the first when repeated. */
export function singleValues(form: Form): Record<string, string> {
	const single: Record<string, string> = Object.create(null);
	for (const [name, value] of Object.entries(form)) single[name] = Array.isArray(value) ? (value[0] ?? '') : value;
	return single;
}
