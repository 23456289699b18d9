/** `[email]`, `[number]`: what stands for a person's data in what leaves the house. */
const RULES: readonly (readonly [RegExp, string])[] = [
	[/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, '[email]'],
	// Phones, cards, identity numbers: eight digits or more, however they are grouped. An amount has fewer.
	[/\+?\p{Nd}(?:[\s.()/_-]{0,2}\p{Nd}){7,}/gu, '[number]'],
	[/\b[A-Z]{2}\.[A-Za-z0-9]{10,}\b/g, '[user]'],
];

/** The text without e-mail addresses and long numbers, also when they are written in other digits or with invisible characters between. */
export function maskPersonal(text: string): string {
	const visible = text.normalize('NFKC').replace(/\p{Default_Ignorable_Code_Point}/gu, '');
	return RULES.reduce((masked, [pattern, stand]) => masked.replace(pattern, stand), visible);
}
