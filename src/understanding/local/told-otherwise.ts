import type { Facts } from '../facts.ts';
import type { Decision } from '../intents.ts';
import type { Intent } from '../reading.ts';
import { asksWhatCancellingCosts, endsContract, speaksOfCancelling } from '../rules/cancelling.ts';
import { presentAtCounter } from '../rules/client.ts';
import { askedAgain, bargains, offersLess, paidBefore, refusesToPay } from '../rules/paying.ts';

/** What was reported works again. */
const SETTLED =
	/^(?:c est (?:bon|regle|repare)|ca (?:remarche|marche)|(?:it|problem|issue|everything) .*(?:fixed|solved|resolved|sorted|back)|works? again|working again|(?:defar|jag|sotti) na)/;

/** "Not MTN, the orange one": a way to pay is chosen instead of another. */
const CHOSEN_INSTEAD = /^(?:not|pas|no be|non pas)(?: \w+){0,2} (?:mtn|momo|orange|om|wave|free)\b/;

/** A sum that nobody pays here: agreed to by no one. */
const BEYOND_ANY_PRICE = /\b(?:milliards?|billions?|trillions?|billiards?)\b/;
/** Trouble at home is what people write for. */
const TROUBLE_AT_HOME =
	/\b(?:problemes?|soucis?|panne|problem|issue|wahala|palava|jafe jafe|probleem)\b(?: \w+){0,4} (?:maison|mezon|appartement|chez (?:moi|nous)|house|home|kaye|piole?|ker|kaay)\b/;

/** Do the words of a text say otherwise than this intent? The classifier's word for it then counts nothing, however sure. */
export function toldOtherwise(intent: Intent, facts: Facts, rules: Decision): boolean {
	const givenUp = facts.on('cancel', 'close_account', 'drop');
	switch (intent) {
		case 'confirm':
		case 'provider_accept':
		case 'pay':
			return (
				offersLess(facts) ||
				paidBefore(facts) ||
				askedAgain(facts) ||
				bargains(facts) ||
				asksWhatCancellingCosts(facts) ||
				BEYOND_ANY_PRICE.test(facts.flat)
			);
		case 'deny':
			return presentAtCounter(facts);
		case 'request_service':
			// "That plumber matter, clean am": given up, not asked for.
			return rules.intent === 'cancel_request' && facts.on('cancel') && !facts.on('want');
		case 'out_of_scope':
			// Money that went to a wrong number is ours to look into, and a job told with its sum is done.
			return (
				(rules.intent === 'request_service' && TROUBLE_AT_HOME.test(facts.flat)) ||
				(rules.intent === 'payment_problem' && facts.on('money_gone') && facts.amount !== null) ||
				(rules.intent === 'provider_complete' && facts.amount !== null)
			);
		case 'cancel_request':
			if ((facts.on('cancel') && speaksOfCancelling(facts)) || asksWhatCancellingCosts(facts)) return true;
			// A provider who cannot come declines or gives the job back; only its own word cancels, and "c'est bon" ends the job.
			if (facts.role === 'provider') return !givenUp && !(facts.on('no_longer') && !facts.on('complete'));
			return facts.topic === 'support' && !givenUp && SETTLED.test(facts.signals.get('no_longer') ?? '');
		case 'reschedule_appointment':
			// The time that was offered, agreed to.
			return facts.topic === 'appointment' && facts.polarity?.value === 'yes' && !facts.on('move');
		case 'complaint':
			// Whoever ends a contract gives the reason with it.
			return (
				endsContract(facts) ||
				(rules.intent === 'help' && facts.on('help') && facts.topic === 'none' && !facts.on('complaint', 'fault', 'pay_trouble', 'no_show'))
			);
		case 'join_queue':
			// Debited twice for a ticket: the money is what is told.
			return (facts.on('pay_trouble') && rules.intent === 'payment_problem') || facts.on('stop');
		case 'payment_problem':
			// "Not MTN, it is blocked: the orange one" chooses.
			return (
				refusesToPay(facts) ||
				offersLess(facts) ||
				asksWhatCancellingCosts(facts) ||
				(rules.intent === 'pay' && CHOSEN_INSTEAD.test(facts.flat)) ||
				(rules.intent === 'provider_complete' && !facts.on('pay_trouble'))
			);
		case 'price_question':
			// "Dafa seer" answers; it asks for no price.
			return (
				!facts.normal.asks &&
				((rules.intent === 'deny' && facts.on('expensive')) ||
					(rules.intent === 'complaint' && facts.on('complaint')) ||
					(facts.topic === 'ticket_type' && facts.ticketType !== null))
			);
		default:
			return false;
	}
}
