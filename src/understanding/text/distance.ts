/** Longer words are compared by their beginnings. */
const LONGEST = 63;
/** The three rows of the table that are in use: made once, for words are compared by the thousand. */
const ROWS = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)] as const;

/**
 * Damerau-Levenshtein distance (optimal string alignment), or `limit + 1` as soon as it must exceed `limit`.
 * Own code: the libraries at hand count a transposition ("plobmier") as two edits.
 */
export function distance(a: string, b: string, limit: number): number {
	if (a === b) return 0;
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before = ROWS[0];
	let previous = ROWS[1];
	let current = ROWS[2];
	const width = Math.min(b.length, LONGEST);
	const height = Math.min(a.length, LONGEST);
	for (let column = 0; column <= width; column++) previous[column] = column;
	for (let row = 1; row <= height; row++) {
		current[0] = row;
		let best = row;
		const letter = a.charCodeAt(row - 1);
		for (let column = 1; column <= width; column++) {
			const same = letter === b.charCodeAt(column - 1) ? 0 : 1;
			let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same);
			if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === b.charCodeAt(column - 1))
				cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
			current[column] = cost;
			if (cost < best) best = cost;
		}
		if (best > limit) return limit + 1;
		const spare = before;
		before = previous;
		previous = current;
		current = spare;
	}
	return previous[width] ?? limit + 1;
}

/** How many edits a word of this length may carry and still be taken for another. */
export function tolerance(length: number): number {
	if (length < 5) return 0;
	return length < 8 ? 1 : 2;
}
