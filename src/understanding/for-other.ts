import { isName } from './names.ts';
import { fold, type Normal } from './text/normalise.ts';

/** People somebody takes a ticket or an appointment for, without accents. */
const RELATIVE_FR =
	'(?:mere?|maman|mama|pere?|papa|parents?|fils|fille|enfants?|bebe|frere|soeur|tante|tata|oncle|tonton|mari|epoux|epouse|femme|conjointe?|(?:grand|belle|beau)[ -]?(?:mere|pere|soeur|frere|fils|fille)|mamie|papi|cousine?|neveu|niece|voisine?|copine?|copain|amie?|patron(?:ne)?|collegue|vieux|vieille|daronne?|daron)';
const RELATIVE_EN =
	'(?:mother|mum|mom|mummy|mama|father|dad|daddy|papa|parents?|son|daughter|child|children|kids?|baby|brother|sister|aunt(?:ie|y)?|uncle|husband|wife|grand(?:mother|father|ma|pa)|granny|(?:mother|father|sister|brother)[ -]in[ -]law|cousin|nephew|niece|neighbou?r|friend|boss|colleague)';
const RELATIVE_WO = '(?:yaay|yaye|baay|baye|maam|mame|jabar|jekkar|doom|rakk|mag|tanta|tonton|nijaay|xarit|dekkandoo|njaboot)';
const OF_MINE_FR = "(?:(?:ma|mon|mes|notre|nos|une?|la|sa|son) |l')(?:petite? |grande? |vieille |vieux )?";
const OF_MINE_EN = '(?:my|our|a|an|the|his|her) (?:little |old |elder )?';

/** "Ma mère", "my dad", "sama yaay". */
export const RELATIVE = `(?:${OF_MINE_FR}${RELATIVE_FR}|${OF_MINE_EN}${RELATIVE_EN}|(?:sama|suma|sunu) ${RELATIVE_WO})`;

/** "Pour ma mère", "for my dad", "ngir sama yaay". */
const FOR_RELATIVE = [
	`(?:pour|pr) ${OF_MINE_FR}${RELATIVE_FR}`,
	`for ${OF_MINE_EN}${RELATIVE_EN}`,
	`(?:ngir|pour|pur|ci) (?:sama|suma|sunu) ${RELATIVE_WO}`,
].join('|');
const RELATIVE_COMES = [
	`c'est ${OF_MINE_FR}${RELATIVE_FR} qui`,
	`it'?s ${OF_MINE_EN}${RELATIVE_EN}(?= (?:who|that))`,
	`(?:sama|suma|sunu) ${RELATIVE_WO} la`,
].join('|');
const FOR_ANYONE =
	"(?:pour|pr) (?:quelqu'un|une autre personne|un proche|un malade|une malade)|for (?:someone|somebody|another person|a relative)|(?:ngir|pour) keneen";

const OTHER = new RegExp(`(?<![\\p{L}'])(?:${FOR_RELATIVE}|${RELATIVE_COMES}|${FOR_ANYONE})(?![\\p{L}])`, 'u');
const RULED_OUT = /(?<!\p{L})(?:pas|not|non|no|du)(?: c'est)?$/u;
/** Only who it is to the writer: no name yet. */
const UNNAMED = new RegExp(
	`^(?:c'est |it'?s |na )?(?:${FOR_RELATIVE}|${FOR_ANYONE}|${RELATIVE})(?: (?:la|d'autre|else|svp|stp|merci|please|qui vient))*$`,
	'u',
);

/** What comes before a name whatever its letters, and what comes before one with capitals. */
const CALLED =
	/(?:(?:elle|il|qui) (?:s'?appelle?|s'?apelle?)|(?:son|le|her|his|the) (?:nom|name)(?: (?:c'est|est|is)|:)|au nom de|in the name of|(?:she|he) is called|mu ngi tudd|mungi tudd|(?:mi|mii) ngi tudd|tudd na)[: ]+/u;
const FOR_RELATIVE_NAMED = new RegExp(`(?<![\\p{L}'])(?:${FOR_RELATIVE})[,:]? +`, 'u');
const CAPITALS = /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){0,3}/u;
const ANY_CASE = /^[\p{L}'-]+(?: [\p{L}'-]+){0,3}/u;
/** Words with a capital that are no names. */
const NO_NAME =
	/^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|demain|tomorrow)$/;

/** Whom a ticket or an appointment is for, when a text says that it is for somebody else. */
export interface ForOther {
	for_other?: true;
	/** The text names nobody: "ma mère", "pour ma mère". */
	unnamed?: true;
	/** "Elle s'appelle Awa Diop", "pour ma mère Awa Diop": the name. */
	called?: string;
}

/** Whom a text says it is for, and whether it names them. */
export function forOtherIn(normal: Normal): ForOther {
	const { plain } = normal;
	const found = OTHER.exec(plain);
	const named = nameIn(normal);
	return {
		...(found !== null && !RULED_OUT.test(plain.slice(0, found.index).trimEnd()) ? { for_other: true as const } : {}),
		...(UNNAMED.test(plain.replace(/[^\p{L}']+/gu, ' ').trim()) ? { unnamed: true as const } : {}),
		...(named === null ? {} : { called: named }),
	};
}

function nameIn({ plain, clean, shouts }: Normal): string | null {
	const called = CALLED.exec(plain);
	const relative = called === null && !shouts ? FOR_RELATIVE_NAMED.exec(plain) : null;
	const lead = called ?? relative;
	if (lead === null) return null;
	const rest = clean.slice(lead.index + lead[0].length);
	const name = (called === null ? CAPITALS : ANY_CASE).exec(rest)?.[0];
	if (name === undefined) return null;
	const words = name.split(' ');
	const end = words.findIndex((word) => NO_NAME.test(word.toLowerCase()));
	const said = words.slice(0, end < 0 ? words.length : end).join(' ');
	// "Elle s'appelle comment déjà ?" names nobody.
	return isName(fold(said)) ? said : null;
}
