/** Folds a text for comparison: lower case, no accents, no emoji, no punctuation, single spaces. */
export function fold(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/[\u0300-\u036f\u200b-\u200f\u2060\ufeff]/g, '')
		.toLowerCase()
		.replace(/[’']/g, ' ')
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}
