/**
 * Damerau-Levenshtein distance (optimal string alignment), or `limit + 1` as soon as it must exceed `limit`.
 * Own code: the libraries at hand count a transposition ("plobmier") as two edits.
 */
export function distance(a: string, b: string, limit: number): number {
	if (a === b) return 0;
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		let best = row;
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1] ? 0 : 1;
			let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
				cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
			current.push(cost);
			best = Math.min(best, cost);
		}
		if (best > limit) return limit + 1;
		before = previous;
		previous = current;
	}
	return previous[b.length] ?? limit + 1;
}

/** How many edits a word of this length may carry and still be taken for another. */
export function tolerance(length: number): number {
	if (length < 5) return 0;
	return length < 8 ? 1 : 2;
}
