import { isThere } from './arrived.ts';
import type { Facts } from './facts.ts';
import { forOtherIn } from './for-other.ts';
import { whenAt } from './moments.ts';
import type { Slots } from './reading.ts';

/**
 * Everything a text tells, whatever it was told for: a dialogue that asked for an amount takes "quinze mille" though no intent could be
 * made of it. `slots` holds only what belongs to the intent.
 */
export function foundIn(facts: Facts): Slots {
	const quarter = facts.quarters[0];
	const moment = facts.moment?.negated === false ? facts.moment : null;
	const [service] = facts.trades;
	return {
		...(service === undefined ? {} : { service }),
		...(quarter === undefined ? {} : { quarter: quarter.name }),
		...(quarter?.zone == null ? {} : { zone: quarter.zone }),
		...(facts.landmark === null ? {} : { landmark: facts.landmark }),
		...(facts.coordinates === null ? {} : facts.coordinates),
		...(facts.amount === null ? {} : { amount: facts.amount.value }),
		...(facts.rating === null ? {} : { rating: facts.rating }),
		...(moment === null ? {} : { when: moment.words, when_at: whenAt(moment) }),
		...(facts.minutes === null ? {} : { eta_minutes: facts.minutes }),
		...(facts.requestId === null ? {} : { request_id: facts.requestId }),
		...(facts.phone === null ? {} : { phone: facts.phone }),
		...ticketOf(facts),
		...aboutOf(facts),
		...(isThere(facts) ? { there: true as const } : {}),
		...forOtherIn(facts.normal),
	};
}

const TICKET = /\b(?:tickets?|file|queue)\b/;
const REQUEST = /\b(?:demandes?|requests?|orders?|commande|intervention|laaj)\b/;

/** What the words name; of an appointment with a ticket the appointment. */
function aboutOf({ on, flat }: Facts): Pick<Slots, 'about'> {
	if (on('rdv')) return { about: 'appointment' };
	if (TICKET.test(flat)) return { about: 'ticket' };
	return REQUEST.test(flat) ? { about: 'request' } : {};
}

/** "A045", "mon ticket a 045": nothing else is said. */
const TICKET_ALONE = /^(?:mon |ma |le |la |my |the |sama |ticket |tickets |numero |number |n |no )*([a-z]{1,3}) ?(\d{3,4})$/;

function ticketOf({ flat, ticketNumber }: Facts): Pick<Slots, 'ticket_number' | 'ticket_alone'> {
	const alone = TICKET_ALONE.exec(flat);
	if (alone !== null) return { ticket_number: `${alone[1]}${alone[2]}`.toUpperCase(), ticket_alone: true };
	return ticketNumber === null ? {} : { ticket_number: ticketNumber };
}
