/**
 * How the families of danger are written: words as alternatives of a pattern, folded (no accents, no punctuation, one space between words).
 * A line end stands between the two forms of a text that are read (`danger.ts`); no pattern reaches over it.
 */
const whole = (words: string): string => `\\b(?:${words})\\b`;

/** One of these words or expressions, whatever stands around it. */
export function said(words: string): RegExp {
	return new RegExp(whole(words));
}

/** The first, then the second, with at most so many words between them. */
export function follows(first: string, second: string, between: number): RegExp {
	return new RegExp(`${whole(first)}(?: \\w+){0,${between}}? ${whole(second)}`);
}

/** Both, in either order, with at most so many words between them. */
export function near(one: string, other: string, between: number): RegExp {
	return new RegExp(`${whole(one)}(?: \\w+){0,${between}}? ${whole(other)}|${whole(other)}(?: \\w+){0,${between}}? ${whole(one)}`);
}

/** Those who cannot help themselves, in fr, en, Pidgin and Wolof. */
export const FRAIL =
	'bebes?|l?enfants?|l?enfan|gosses?|petite? derniere?|cadette?|benjamine?|mon fils|son fils|(?:ma|sa|notre|la) fille|nourrissons?|gamine?s?|(?:ma |sa |notre )?(?:mere|maman|mater)|(?:mon |son |notre )?(?:pere|papa|pater)|grand (?:mere|pere|maman|papa)|mamies?|papis?|vieux|vieille|femme enceinte|ma femme|mon mari|ma soeur|mon frere|(?:mon|ma|le|la) petite?(?= (?:est|a|s|se|ne|qui|vient|reste)\\b)|kids?|child\\w*|baby|babies|toddlers?|daughter|(?:my|his|her|our) son|mum|mom|mother|dad|father|grandma|grandpa|grandmother|grandfather|pregnant|pikin\\w*|mama|xale\\w*|liir|doom|yaay|baay|mag';
/** Anyone. */
export const PERSON = `${FRAIL}|il|elle|ils|elles|on|nous|quelqu un|une personne|un homme|une femme|ouvriers?|technicien|collegue|gars|mbom|mola|type|mec|voisine?s?|client|he|she|they|we|someone|somebody|person|people|worker|technician|man|woman|guy|neighbou?r|dafa|da`;
