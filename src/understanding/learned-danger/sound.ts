/** What spelling hides and the ear hears, in order: enough for French as it is typed on a phone; English and the rest pass through unharmed. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
	[/[^a-z0-9]/g, ''],
	[/ph/g, 'f'],
	[/(?:qu|q|ck|c(?![eiyh]))/g, 'k'],
	[/c(?=[eiy])|ss|z/g, 's'],
	[/(?:eau|au)x?/g, 'o'],
	[/m(?=[pb])/g, 'n'],
	[/pt/g, 't'],
	[/(?:ein|ain|aim|ym|yn)(?![aeiouy])/g, 'in'],
	[/en(?=[tdcsgkf])|em(?=[bp])/g, 'an'],
	[/ai|ei|ay|ey/g, 'e'],
	[/oe/g, 'e'],
	[/y/g, 'i'],
	[/gu(?=[ei])/g, 'g'],
	[/h/g, ''],
	[/(.)\1+/g, '$1'],
];
/** Letters at a word's end that are written and not said; a short word keeps its own. */
const SILENT = /(?:ent|es|er|ez|[estdxp])$/;
const SHORT = 3;

/** A folded word as it sounds: "saigne", "sègn" and "seigne" are one, "bouteille" and "bouteil" too. */
export function soundOf(word: string): string {
	const heard = SOUNDS.reduce((form, [pattern, sound]) => form.replace(pattern, sound), word);
	if (heard.length <= SHORT) return heard;
	const cut = heard.replace(SILENT, '');
	return cut.length >= SHORT ? cut : heard;
}
