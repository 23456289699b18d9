import { numbersIn } from './numbers.ts';
import type { Normal } from './text/normalise.ts';

export interface Amount {
	/** Whole francs. */
	value: number;
	/** A currency, "k", "kolo" or a spelt thousand was written: it cannot be another number. */
	explicit: boolean;
	words: string;
}

const CURRENCY = /^(?:f|fr|frs|fcfa|fc|cfa|xaf|xof|francs?|balles|kolo|kolos|k|kcfa|dollars?)$/;
const AFTER_NOT_MONEY =
	/^(?:h|heures?|heure|min|mins|minutes?|secondes?|jours?|day|days|semaines?|weeks?|mois|months?|ans|years?|hours?|personnes?|people|nit|gens|go|gb|mo|mb|km|m|metres?|kg|litres?|fois|times|etoiles?|stars?|sur|over|out|pm|am|eme|e|contacts|chambres?|pieces?|prestataires|clients|ampoules?|prises?|robinets?|bots?|th|nd|st|pannes?|degres?|pourcent|percent)$/;
const BEFORE_NOT_MONEY =
	/^(?:demande|request|mission|job|ticket|numero|number|contrat|contract|ligne|bloc|block|rue|pk|mile|la|vers|ref|reference|dossier|client|villa|lot|phase|zone|chambre|guichet|a|at|carrefour|porte|annee|commande|order|facture n|du)$/;

/** Wolof counts money by five francs (dërëm): "junni" is 5 000 F, "téeméer" 500 F. */
function wolofUnits(words: readonly string[], from: number, to: number): number {
	return words.slice(from, to).some((word) => /^(?:junni|juni|teemeeri?|temeeri?|fukki?)$/.test(word)) ? 5 : 1;
}

/** The hundreds that Pidgin leaves out: "7k five" is 7 500. Something counted by the five ("7k five people") is none. */
function hundredsAfter(words: readonly string[], at: number, thousands: number): number {
	if (thousands === 1) return 0;
	const said = words[at + 1] ?? '';
	const counts = numbersIn([said])[0]?.value ?? 0;
	if (/^[1-9]00$/.test(said)) return Number(said);
	if (!/^(?:one|two|three|four|five|six|seven|eight|nine)$/.test(said)) return 0;
	return /^(?:f|frs?|fcfa|cfa|francs?|hundred|na|abeg|o|oo|and|for|e|i|client|pls|please|svp)?$/.test(words[at + 2] ?? '')
		? counts * 100
		: 0;
}

/** A second amount that takes the first one back counts more than anything else about either. */
const CORRECTED = 8;
/** An amount that the question did not name is what the answer is about. */
const OTHER_THAN_ASKED = 4;
const CORRECTION = /^(?:pardon|sorry|plutot|rather|erreur|oups|oops|correction|baal)$/;

/** Do the two or three words before a number take back what was said ("18000 non pardon 16000", "20k sorry 25k")? */
function isCorrected(words: readonly string[], from: number): boolean {
	const before = words.slice(Math.max(0, from - 3), from);
	return before.some((word) => CORRECTION.test(word)) || /(?:je veux dire|i mean)$/.test(before.join(' '));
}

/**
 * The amount of a text: "15k", "10 kolo", "20 000 F", "15.000fcfa", "quinze mille". A bare number counts only if `expected`
 * (a price was asked for) or when it is round and large; never one that counts hours, people, requests or phone digits. `asked` is the question's own
 * amount: who names another besides ("5000 for coming? I have 3000") speaks of that one.
 */
export function amountIn(normal: Normal, expected = false, asked: number | null = null): Amount | null {
	const words = normal.tokens.flatMap((token) => {
		const stuck = /^(\d+(?:[.,]\d+)*)(k|f|fcfa|cfa|xaf|xof|frs?|francs|kolo|mil|mille)$/.exec(token.text);
		return stuck === null ? [{ text: token.text, token }] : [stuck[1] ?? '', stuck[2] ?? ''].map((text) => ({ text, token }));
	});
	const texts = words.map((word) => word.text);
	const joinedDigits = normal.plain.replace(/[\s.-]/g, '');
	let best: (Amount & { rank: number }) | null = null;
	for (const number of numbersIn(texts)) {
		const next = texts[number.to] ?? '';
		const previous = texts[number.from - 1] ?? '';
		const last = texts[number.to - 1] ?? '';
		const thousandSaid = /^(?:mille|mil|thousand|kolo|junni|juni)$/.test(last) || (number.inWords && number.value >= 100);
		const thousands = /^(?:k|kolo|kolos)$/.test(next) && !/^(?:kolo|mille)$/.test(last) ? 1000 : 1;
		const currency = CURRENCY.test(next) || thousandSaid;
		const value = Math.round(
			(number.value * thousands + hundredsAfter(texts, number.to, thousands)) * wolofUnits(texts, number.from, number.to),
		);
		const start = words[number.from]?.token.start ?? 0;
		const before = normal.plain.charAt(start - 1);
		const isPhone = /^[62][0-9]{8}$/.test(String(number.value)) || (/^\d{9,}$/.test(joinedDigits) && !currency);
		if (isPhone || before === '#' || before === '+' || value < 25 || value > 100_000_000) continue;
		if (!currency && (AFTER_NOT_MONEY.test(next) || BEFORE_NOT_MONEY.test(previous) || number.inWords)) continue;
		const grouped = number.value >= 1000 && (number.to - number.from > 1 || /[.,]/.test(texts[number.from] ?? ''));
		const round = value >= 500 && value % 100 === 0;
		if (
			!currency &&
			!grouped &&
			!(expected && value >= 100 && value % 5 === 0) &&
			!(round && value < 1_000_000 && value !== 2000 + (value % 100))
		)
			continue;
		if (/^\d{2}$/.test(texts[number.from] ?? '') && /^\d{2}$/.test(next) && !currency) continue;
		const rank: number =
			(currency ? 2 : 0) +
			(grouped ? 1 : 0) +
			(value === asked ? 0 : OTHER_THAN_ASKED) +
			(best !== null && isCorrected(texts, number.from) ? CORRECTED : 0);
		const end = words[(currency && CURRENCY.test(next) ? number.to : number.to - 1) as number]?.token.end ?? start;
		if (best === null || rank > best.rank) best = { value, explicit: currency || grouped, words: normal.clean.slice(start, end), rank };
	}
	return best === null ? null : { value: best.value, explicit: best.explicit, words: best.words };
}
