import { RELATIVE } from './for-other.ts';
import type { Found } from './gazetteer.ts';
import type { Moment } from './moments.ts';
import { isName } from './names.ts';
import type { Normal } from './text/normalise.ts';

/** What leads to a name, and is no part of it: "c'est Awa", "her name na Blessing", "mu ngi tudd Astou". */
const LEAD = new RegExp(
	`^(?:(?:c'est|moi c'est|moi|je m'appelle|mon nom c'est|mon nom est|my name (?:is|na)|i am|maa? ?ngi tudd|ce sera|mettez|met|au nom de|pour|its|it's|for|put|write|na|it is|mooy|(?:(?:elle|il|qui) )?s'app?elle|(?:(?:son|sa|le|her|his|the) )?(?:pre)?(?:nom|name)(?: (?:c'est|est|is|na|be))?|(?:she|he) is called|m[ui]{1,2} ?ngi tudd|tudd na|turam mooy|turam)[: ]+)*(?:${RELATIVE}[: ]+(?=\\p{L}))?`,
	'u',
);
const COURTESY = /(?<![ ,])[ ,]+(?:svp|stp|s'il vous plait|please|abeg|merci|thanks|jerejef|la)$/u;
/** Letters, with what stands between those of a name. */
const SHAPE = /^[\p{L}][\p{L}'’. -]*$/u;
/**
 * The name of a person, when a text is one and nothing else; null when it asks, tells or orders something. No list knows all names: a text
 * is one unless one of its words says otherwise. `saysMore`: the tables found something that is said.
 */
export function personNameIn(
	normal: Normal,
	{ saysMore, services, moments }: { saysMore: boolean; services: readonly Pick<Found, 'from' | 'to'>[]; moments: readonly Moment[] },
): string | null {
	if (saysMore || normal.asks) return null;
	const { clean, plain } = normal;
	const lead = LEAD.exec(plain)?.[0].length ?? 0;
	const comma = plain.indexOf(',', lead);
	const end = comma < 0 ? (COURTESY.exec(plain)?.index ?? plain.length) : comma;
	if (lead >= end) return null;
	const name = clean
		.slice(lead, end)
		.trim()
		.replace(/(?<![.,!])[.,!]+$/, '');
	if (!SHAPE.test(name) || !isName(plain.slice(lead, end))) return null;
	// "Docteur Sarr" is one; "docteur" and "demain matin" are not.
	if (services.some(({ from, to }) => from === 0 && to === normal.tokens.length)) return null;
	return moments.some((moment) => moment.start <= lead && moment.end >= end) ? null : name;
}
