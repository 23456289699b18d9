import type { Facts } from '../facts.ts';
import { numbersIn } from '../numbers.ts';

const HAVE = /\b(?:i (?:only |just )?(?:get|have|got)|j ai|je n ai|me reste|am naa)(?: (?:que|only|just|seulement|rek))?\b/;
const ONLY = /\b(?:only|just|que|seulement|rek|juste)\b/;

/** "Fifteen thousand? I get ten", "je n'ai que 10 000": less is offered than was asked, which pays nothing and agrees to nothing. */
export function offersLess(f: Facts): boolean {
	if (!['pay', 'price', 'offer'].includes(f.topic) || f.method !== null) return false;
	const have = HAVE.exec(f.flat);
	if (have === null) return false;
	const after = f.flat.slice(have.index + have[0].length).trim();
	const [first] = numbersIn(after.split(' '));
	return first !== undefined && first.from <= 1 && first.value >= 2 && (f.normal.asks || ONLY.test(f.flat));
}

const NUMBER =
	'(?:\\d+k?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty)';
const BARGAIN = new RegExp(
	`\\b(?:(?:dites?|dis|demande[rz]?|tell|ask|beg) (?:lui|him|her|am)(?: \\w+){0,4} ${NUMBER}\\b.*\\b(?:je|j|on|i|we)\\b|(?:s|si) (?:il|elle|vous) (?:fait|descend|laisse|baisse|accepte|prend)(?: \\w+){0,3} ${NUMBER}|if (?:e|he|she|you|una)(?: \\w+){0,3} ${NUMBER})`,
);

/** "Tell him 7 and I take it": a lower price is put to somebody, and nothing is agreed to yet. */
export function bargains(f: Facts): boolean {
	return ['offer', 'price', 'pay'].includes(f.topic) && f.minutes === null && f.moment === null && BARGAIN.test(f.flat);
}

const RESENT = /\b(?:(?:r?envoy\w*|remet\w*|send|resend)(?: \w+){0,4}|yonnee\w*(?: \w+){0,2}) (?:lien|link)\b/;
const OF_PAYING = /\b(?:paiement|payment|pay|payer|regler|settle|clear|momo|ticket (?:vip|express)|\d{3,})\b/;

/** The link to pay by is asked for again. */
export function asksForLink(f: Facts): boolean {
	return RESENT.test(f.flat) && OF_PAYING.test(f.flat);
}

const GIVEN =
	/\b(?:(?:j ai|on a|nous avons|je l ai) (?:deja|bien) (?:tout )?(?:donne|remis|paye|verse|regle|solde)|(?:i|we) (?:have |ve )?already (?:paid|pay|gave|given|sent|settled)|(?:i|we) don already? (?:pay|give)|(?:fay|fey|jox) naa (?:ko )?ba noppi)\b/;

/** Asked to pay, says that it was given already: nothing is paid a second time. */
export function paidBefore(f: Facts): boolean {
	return f.topic === 'pay' && GIVEN.test(f.flat);
}

/** "Jpaye pa tant que…", "I no go pay": asked to pay, refuses, whatever the reason. */
export function refusesToPay(f: Facts): boolean {
	return (
		f.topic === 'pay' &&
		!f.on('paid') &&
		/\b(?:(?:paie|paye|paierai|payerai|regle|verse|donne) (?:pas|rien|plus)|(?:no|nor|neva|never) (?:(?:go|di|fit|dey) )*pay|(?:won t|will not|not going to|refuse to) pay|(?:duma|begguma|bugguma) (?:fay|fey))\b/.test(
			f.flat,
		)
	);
}

/** Paid, and asked again all the same: a reminder that should not have come. */
export function askedAgain(f: Facts): boolean {
	return (
		f.on('paid') &&
		/\b(?:rappel|rappels|relance\w*|reminders?|encore (?:demand|reclam|factur)\w*|ask(?:ing)? (?:me )?again|(?:di|dey) ask(?: me)? again|laajati)\b/.test(
			f.flat,
		)
	);
}
