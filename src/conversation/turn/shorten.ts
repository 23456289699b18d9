/** How much of a fact is shown in a message; the whole is kept. People write long, and a message with buttons holds 1,024 characters. */
const SHOWN: Record<string, number> = { problem: 300 };
const SHOWN_OTHERWISE = 120;

/** How much of a fact people are shown, in characters. */
export function shownLength(fact: string): number {
	return SHOWN[fact] ?? SHOWN_OTHERWISE;
}

/** Shortens long words in facts, at any depth, with an ellipsis. */
export function shortenFacts(vars: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(vars).map(([fact, value]) => [fact, shorten(value, shownLength(fact))]));
}

function shorten(value: unknown, most: number): unknown {
	if (typeof value === 'string') return value.length <= most ? value : `${value.slice(0, most - 1).trimEnd()}…`;
	if (Array.isArray(value)) return value.map((item) => shorten(item, most));
	if (typeof value !== 'object' || value === null || value instanceof Date) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shorten(inner, most)]));
}
