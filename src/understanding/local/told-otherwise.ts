import type { Facts } from '../facts.ts';
import type { Decision } from '../intents.ts';
import type { Intent } from '../reading.ts';
import { endsContract, speaksOfCancelling } from '../rules/cancelling.ts';
import { askedAgain, offersLess, paidBefore, refusesToPay } from '../rules/paying.ts';

/** What was reported works again. */
const SETTLED =
	/^(?:c est (?:bon|regle|repare)|ca (?:remarche|marche)|(?:it|problem|issue|everything) .*(?:fixed|solved|resolved|sorted|back)|works? again|working again|(?:defar|jag|sotti) na)/;

/** Do the words of a text say otherwise than this intent? The classifier's word for it then counts nothing, however sure. */
export function toldOtherwise(intent: Intent, facts: Facts, rules: Decision): boolean {
	const givenUp = facts.on('cancel', 'close_account', 'drop');
	switch (intent) {
		case 'confirm':
		case 'provider_accept':
		case 'pay':
			return offersLess(facts) || paidBefore(facts) || askedAgain(facts);
		case 'cancel_request':
			if (facts.on('cancel') && speaksOfCancelling(facts)) return true;
			// A provider who cannot come declines or gives the job back; only its own word cancels, and "c'est bon" ends the job.
			if (facts.role === 'provider') return !givenUp && !(facts.on('no_longer') && !facts.on('complete'));
			return facts.topic === 'support' && !givenUp && SETTLED.test(facts.signals.get('no_longer') ?? '');
		case 'reschedule_appointment':
			// The time that was offered, agreed to.
			return facts.topic === 'appointment' && facts.polarity?.value === 'yes' && !facts.on('move');
		case 'complaint':
			// Whoever ends a contract gives the reason with it.
			return endsContract(facts);
		case 'join_queue':
			// Debited twice for a ticket: the money is what is told.
			return facts.on('pay_trouble') && rules.intent === 'payment_problem';
		case 'payment_problem':
			return refusesToPay(facts) || offersLess(facts);
		case 'price_question':
			// "Dafa seer" answers; it asks for no price.
			return rules.intent === 'deny' && facts.on('expensive') && !facts.normal.asks;
		default:
			return false;
	}
}
