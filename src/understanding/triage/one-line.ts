/** One line of the desk's list. Characters. */
export const MAX_SUMMARY = 140;

/** A text without line ends, invisible or control characters. */
export function oneLine(text: string): string {
	return text
		.slice(0, 2_000)
		.normalize('NFKC')
		.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
		.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
		.trim();
}

/** The line cut to `MAX_SUMMARY` after a word, by code points, so that no character is cut in two. */
export function shorten(line: string): string {
	const characters = [...line];
	if (characters.length <= MAX_SUMMARY) return line;
	const kept = characters.slice(0, MAX_SUMMARY - 1).join('');
	const word = kept.lastIndexOf(' ');
	return `${(word > MAX_SUMMARY / 2 ? kept.slice(0, word) : kept).replace(/[\s,.;:!?-]+$/, '')}…`;
}
