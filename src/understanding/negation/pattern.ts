/** How answers are written: words as alternatives of a pattern for the canonical text (no accents, no punctuation, apostrophes as spaces). */

/** One of these words or expressions, whole, wherever it stands. Of alternatives that fit at one place the first counts as what was said. */
export function said(words: readonly string[]): RegExp {
	return new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`);
}
