import { isThere } from './arrived.ts';
import { asksHours } from './asks-hours.ts';
import { isAcknowledged, isBare, isYesAlone } from './bare.ts';
import type { Facts } from './facts.ts';
import { forOtherIn } from './for-other.ts';
import { lookUp, TRADES } from './gazetteer.ts';
import { holdingOf } from './holding.ts';
import { whenAt } from './moments.ts';
import { personNameIn } from './person-name.ts';
import { faultIn } from './problem.ts';
import type { Slots } from './reading.ts';
import { isSamePlace } from './same-place.ts';

/**
 * Everything a text tells, whatever it was told for: a dialogue that asked for an amount takes "quinze mille" though no intent could be
 * made of it. `slots` holds only what belongs to the intent.
 */
export function foundIn(facts: Facts): Slots {
	const quarter = facts.quarters[0];
	const moment = facts.moment?.negated === false ? facts.moment : null;
	return {
		...workOf(facts),
		...(isBare(facts) ? { bare: true as const } : {}),
		...(isYesAlone(facts) ? { agreed: true as const } : {}),
		...(isAcknowledged(facts) ? { acknowledged: true as const } : {}),
		...holdingOf(facts),
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
		...nameOf(facts),
		...(isSamePlace(facts) ? { same_place: true as const } : {}),
		...(asksHours(facts) ? { asks_hours: true as const } : {}),
	};
}

/** A text that the tables make nothing of, and that is no yes or no, may be a name. */
function nameOf({ normal, signals, polarity, orgServices, moments }: Facts): Pick<Slots, 'person_name'> {
	const says = [...signals.keys()].some((signal) => signal !== 'prefs') || (polarity !== null && polarity.words !== 'n');
	const name = personNameIn(normal, { saysMore: says, services: orgServices, moments });
	return name === null ? {} : { person_name: name };
}

/** The trade that is named, or the one that what broke belongs to; and what broke, when that is told in so many words. */
function workOf(facts: Facts): Pick<Slots, 'trade' | 'other_trade' | 'service' | 'fault'> {
	const [trade, other] = facts.trades;
	if (facts.role !== 'client' || facts.topic === 'support') return trade === undefined ? {} : { service: trade };
	const fault = faultIn(facts);
	const service = trade ?? (fault === undefined ? undefined : facts.objects[0]);
	return {
		...(trade !== undefined && isTradeMeant(facts) ? { trade } : {}),
		...(other !== undefined && isTradeMeant(facts) && BOTH.test(facts.flat) && !EITHER.test(facts.flat) ? { other_trade: other } : {}),
		...(service === undefined ? {} : { service }),
		...(service === undefined || fault === undefined ? {} : { fault }),
	};
}

/** Two trades are both wanted where they are joined, and none of them where one or the other would do. */
const BOTH = /\b(?:et|and|plus|ainsi que|puis|also|aussi|ak|itam)\b/;
const EITHER = /\b(?:ou|or|wala|walla|soit)\b/;

/** A painted house and a neighbour who is a joiner are landmarks: asked for a place or a time, a trade is meant when it is wished for. */
function isTradeMeant(facts: Facts): boolean {
	if (lookUp(facts.words, TRADES, { exact: true }).length === 0) return false;
	if (facts.on('want', 'someone')) return true;
	return facts.landmark === null && (!['place', 'when'].includes(facts.topic) || isBare(facts));
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
