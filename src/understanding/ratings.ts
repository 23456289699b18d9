import { numbersIn } from './numbers.ts';
import type { Normal, Token } from './text/normalise.ts';

const STAR = /⭐|🌟|★/u;
const SCALE = /(?<!\d)([0-5])(?:[.,]5)?\s*(?:\/|sur|out of|over)\s*(5|cinq|five|10)(?!\d)/;
const SCALE_WORDS =
	/\b(zero|un|une|deux|trois|quatre|cinq|one|two|three|four|five)\s+(?:sur|out of|over|\/)\s+(?:5|cinq|five|10|dix|ten)\b/;

/** A phone, however it is grouped: none of its pairs of digits is a note. */
const LONG_NUMBER = /\d(?:[\s.()/_-]{0,2}\d){7,}/g;

function outsideOf(spans: readonly RegExpExecArray[]): (token: Token) => boolean {
	return ({ start }) => spans.every(({ index, 0: { length } }) => start < index || start >= index + length);
}

/**
 * The rating said, 0 to 5: "4/5", "⭐⭐⭐⭐", "quatre étoiles", "I give am five". A bare number counts only when a rating was `asked`;
 * a number with a unit ("dans 5 minutes") never does. "nul" is a tone, not a zero.
 */
export function ratingIn(normal: Normal, asked: boolean): number | null {
	const stars = normal.emojis.filter((emoji) => STAR.test(emoji)).length + (normal.clean.match(/★/g)?.length ?? 0);
	if (stars > 0 && stars <= 5) return stars;
	const tens = /(?<!\d)(10|[0-9])(?:[.,]5)?\s*(?:\/|sur)\s*10(?!\d)/.exec(normal.plain);
	if (tens !== null) return Math.round(Number(tens[1]) / 2);
	const scale = SCALE.exec(normal.plain);
	if (scale !== null) return Number(scale[1]);
	const tokens = normal.tokens.filter(outsideOf([...normal.plain.matchAll(LONG_NUMBER)]));
	const flat = tokens.map((token) => token.text).join(' ');
	// Half a point is given away, as on the scale: "4,5" is a 4.
	const halved = asked ? /^\D*([0-4])[.,]5\D*$/.exec(normal.plain) : null;
	if (halved !== null) return Number(halved[1]);
	const spoken = SCALE_WORDS.exec(flat);
	const words = tokens.map((token) => token.text);
	if (spoken !== null) return numbersIn([spoken[1] ?? ''])[0]?.value ?? null;
	const found = numbersIn(words).filter(
		(number) =>
			Number.isInteger(number.value) &&
			number.value >= 0 &&
			number.value <= 5 &&
			!/^(?:h|heures?|min|minutes?|jours?|days?|hours?|fois|times|semaines?|mois|k|f|fcfa|pannes?|personnes?|ans?|people)$/.test(
				words[number.to] ?? '',
			) &&
			!/^\d+h/.test(words[number.from] ?? '') &&
			// "Un désastre" is an article, not a one.
			!(
				/^une?$/.test(words[number.from] ?? '') &&
				!/^(?:|etoiles?|stars?|points?|pointe|sur|seule?|parce|svp|merci)$/.test(words[number.to] ?? '')
			),
	);
	// "5 ? non, 2": what is said after the no.
	const corrected = found.find(
		(number) =>
			number.from > 1 && /^(?:non|no|plutot|finalement|rather|actually|deedeet|so|donc|alors)$/.test(words[number.from - 1] ?? ''),
	);
	if (asked && corrected !== undefined) return corrected.value;
	// "Is it 1 that is best, or 5?" gives none; "1, because there is no 0" gives the first.
	if (asked && normal.asks && /\b(?:ou|or|walla)\b/.test(flat) && (found.length > 1 || /\b(?:c est|is|mooy|veut dire|means?)\b/.test(flat)))
		return null;
	const excused = found.find((number) => /^(?:parce|because|since|faute|car|as)$/.test(words[number.to] ?? ''));
	if (asked && excused !== undefined) return excused.value;
	if (asked && /\b(?:full|top|maximum|max) (?:marks?|stars?|points?|score)\b|\b(?:note|mention) maxim\w*\b/.test(flat)) return 5;
	const starred = found.find((number) => /^(?:etoiles?|stars?|biddeew|pointe|points?)$/.test(words[number.to] ?? ''));
	if (starred !== undefined) return starred.value;
	const given = found.find((number) =>
		/^(?:donne|mets|met|note|give|gave|rate|am|him|her|attribue|accorde|noter|mettre|put|jox|joxe|joxal)$/.test(
			words[number.from - 1] ?? '',
		),
	);
	if (given !== undefined) return given.value;
	if (!asked) return null;
	const bare = found.filter(
		(number) =>
			!number.inWords ||
			!/^(?:un|une|one|first|second|seconde|premier|premiere|third)$/.test(words[number.from] ?? '') ||
			words.length <= 2 ||
			number.to === words.length,
	);
	return bare.at(-1)?.value ?? null;
}
