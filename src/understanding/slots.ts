import { isBare } from './bare.ts';
import type { Facts } from './facts.ts';
import { answerLanguage } from './language.ts';
import { whenAt } from './moments.ts';
import { organisationSlots } from './organisation-slots.ts';
import { own } from './own-words.ts';
import { problemOf } from './problem.ts';
import type { Intent, Slots } from './reading.ts';
import { reasonOf } from './reason.ts';

const LANGUAGES: Readonly<Record<string, Slots['language']>> = {
	francais: 'fr',
	french: 'fr',
	france: 'fr',
	farase: 'fr',
	tubaab: 'fr',
	anglais: 'en',
	english: 'en',
	angale: 'en',
	wolof: 'wo',
	olof: 'wo',
};
/** What is asked for stands after its verb, whatever is said of another language: "switch to English, my French is bad". */
const WANTED_LANGUAGE = new RegExp(
	`\\b(?:parle[rz]?|parlez|parlons|ecri\\w*|repond\\w*|continu\\w*|pass\\w*|switch|change|speak|talk|tok|write|reply|answer|use|wax\\w*|put)(?: (?:moi|nous|me|us|with|avec|it|am|back|over|to|into|in|en|a|au|for|l|le|la|ci))* (${Object.keys(LANGUAGES).join('|')})\\b(?! (?:ou|or|et|and) )`,
);

function languageSlot(flat: string): Slots['language'] {
	// "je ne comprends pas l'anglais, parlez français": what is not understood is not what is wanted.
	const rest = flat.replace(
		/\b(?:comprends?|parle|lis|sabi|hear|understand|speak|read|connais|deggu?ma|no|pas|not)(?: (?!(?:tok|talk|parle\w*|speak|write|ecri\w*|put|switch|use|ok|okay|then|but|mais|so|donc|alors)\b)\w+){0,3} (?:l |le |la )?(?:anglais|francais|wolof|english|french|frog|tubaab)\b/g,
		(part) =>
			/\b(?:pas|rien|not|no|don t|ne|degguma)\b/.test(part) || /\b(?:ne|don t|no|not|nor) $/.test(flat.slice(0, flat.indexOf(part)))
				? ' '
				: part,
	);
	const asked = WANTED_LANGUAGE.exec(rest);
	if (asked?.[1] !== undefined) return LANGUAGES[asked[1]];
	const found =
		/\b(?:(francais|french|farase|tubaab|fr)|(anglais|english|angale|en)|(wolof|olof|wo))\b(?!.*\b(?:francais|french|anglais|english|wolof)\b)/.exec(
			rest.replace(/\ben (?=francais|anglais|wolof)/g, ''),
		);
	if (found === null) {
		if (/\b(?:anglais|english)\b/.test(flat)) return 'fr';
		return /\b(?:francais|french)\b/.test(flat) ? 'en' : undefined;
	}
	return found[1] !== undefined ? 'fr' : found[2] !== undefined ? 'en' : 'wo';
}

function channelSlot(flat: string): Slots['channel'] {
	const kept = flat.replace(/\b(?:stop\w*|pas|plus|arret\w*|not|no)(?: \w+){0,2} (?:sms|email|mail|whatsapp)\b/g, ' ');
	// "by SMS, WhatsApp eats my data": the way asked for stands after a preposition.
	const by = /\b(?:by|via|par|per|en|on|through|for|ci|sur) (what ?s? ?app|sms|text|textos?|e ?mails?|mails?|courriel)\b/.exec(kept)?.[0];
	for (const text of [by ?? '', kept, flat]) {
		if (/\bwhat ?s? ?app\b|\bwhatsapp\b/.test(text)) return 'whatsapp';
		if (/\bsms\b|\btextos?\b|\btext messages?\b|\b(?:by|via|per) text\b/.test(text)) return 'sms';
		if (/\be ?mails?\b|\bmails?\b|\bcourriel\b/.test(text)) return 'email';
	}
	return undefined;
}

/** "Arrêtez de me tutoyer" asks for the contrary. */
const NO_TU = /\b(?:pas|plus|arret\w*|cess\w*|stop|jamais|sans)(?: \w+){0,3} tuto\w*/;

function preferenceSlots(facts: Facts): Slots {
	const { flat, normal } = facts;
	const slots: Slots = {};
	const plain = normal.plain;
	const quiet =
		/\b(?:(?:apres|avant|after|before|past) \d{1,2} ?(?:h\d{0,2}|heures?|pm|am|:\d\d)?(?: (?:et|ou|and|or) (?:apres|avant|after|before) \d{1,2} ?h?\w*)?|(?:entre|between|from|de) \d{1,2} ?(?:h\d{0,2}|heures?|pm|am)? ?(?:et|and|a|to|-) ?\d{1,2} ?(?:h\d{0,2}|heures?|pm|am)?|la nuit|at night|for night|night ?time|le (?:soir|matin|dimanche|weekend|week-end|lundi|samedi)|on (?:sundays?|weekends?|saturdays?)|for sunday|guddi|pendant (?:la priere|le travail|les cours|la journee)|during [a-z ]{3,20}|ci guddi|dibeer)/.exec(
			plain,
		);
	if (quiet !== null && /\b(?:pas|plus|no|not|don|never|stop|nor|bul|buleen|jamais|ne|only|seulement|silenc\w*|disturb)\b/.test(flat))
		slots.quiet_hours = own(facts, quiet.index, quiet.index + quiet[0].length);
	if (
		/\b(?:poli\w*|formel\w*|formal|vouvo\w*|respect\w*|polite\w*|correctement|gentiment)\b/.test(flat) &&
		!/\b(?:moins|less) (?:formel|formal)\b/.test(flat)
	)
		slots.style = 'formel';
	else if (/\b(?:tuto\w*|moins formel|less formal|on se tutoie|informel)\b/.test(flat))
		slots.style = NO_TU.test(flat) ? 'formel' : 'tutoiement';
	else if (/\b(?:courte?s?|brefs?|breves?|short\w*|brief|concise|simples?|simpler)\b/.test(flat))
		slots.style = /\bsimple/.test(flat) ? 'simple' : 'court';
	else if (/\b(?:sans|no|pas d|without|moins d)(?: \w+)? (?:emojis?|smileys?)\b/.test(flat)) slots.style = 'sans emoji';
	else if (/\b(?:detaill\w*|detailed|longer|longues?)\b/.test(flat)) slots.style = 'détaillé';
	const often =
		/\b(?:(?:une|un|1|deux|2|trois|3|once|twice|one)(?: seule?)? ?(?:fois|messages?|msg|time|sms|notif\w*)? ?(?:par|a|per|every|for|chaque) (?:jour|semaine|mois|day|week|month)|once a \w+|chaque (?:matin|soir|semaine|jour)|every (?:day|week|morning)|(?:resume |daily |weekly |quotidien|hebdomadaire)[a-z ]{0,12}|moins (?:de (?:messages?|notif\w*|sms)|souvent)|(?:less|fewer) (?:messages?|often|notif\w*|updates?)|benn yoon (?:ci )?(?:bis|ayubis))/.exec(
			plain,
		);
	if (often !== null) slots.frequency = own(facts, often.index, often.index + often[0].length);
	const channel = channelSlot(flat);
	if (channel !== undefined) slots.channel = channel;
	else if (facts.email !== null) slots.channel = 'email';
	const named =
		/(?:je m'appelle|j'm'appelle|mon nom (?:est|c'est)|my name (?:is|na)|appelez[ -]moi|appelle[ -]moi|call me|moi c'est|maa ?ngi tudd|sama tur(?: mooy)?)\s+/i.exec(
			normal.clean,
		);
	if (
		named !== null &&
		!/^(?:au|sur|plut[oô]t|svp|vite|demain|quand|back|please|now)\b/i.test(normal.clean.slice(named.index + named[0].length))
	)
		slots.name = own(
			facts,
			named.index + named[0].length,
			Math.min(
				normal.clean.length,
				(/[,.;!?\n]/.exec(normal.clean.slice(named.index + named[0].length))?.index ?? 60) + named.index + named[0].length,
			),
		).replace(/\s+(?:please|svp|stp)$/i, '');
	else if (facts.topic === 'name')
		slots.name = own(facts, 0, normal.clean.length)
			.replace(/^(?:moi c'est|c'est|i'm|je suis|it's)\s+/i, '')
			.slice(0, 80);
	return slots;
}

const PLACED: ReadonlySet<Intent> = new Set([
	'request_service',
	'describe_problem',
	'give_location',
	'deny',
	'join_queue',
	'preferences',
	'price_question',
]);
const TIMED: ReadonlySet<Intent> = new Set([
	'request_service',
	'deny',
	'book_appointment',
	'reschedule_appointment',
	'pay',
	'confirm',
	'preferences',
	'describe_problem',
	'cancel_request',
]);

/** The slots of a reading: only what the intent can use, in the vocabulary of the data. */
export function slotsOf(facts: Facts, intent: Intent): Slots {
	const slots: Slots = {};
	if (intent === 'out_of_scope') return slots;
	const service = facts.trades.length > 0 ? facts.trades : facts.objects.slice(0, 1);
	if (service.length > 0 && ['request_service', 'describe_problem', 'price_question'].includes(intent) && facts.topic !== 'support')
		slots.service = service.length === 1 ? service[0] : service;
	const problem = problemOf(facts, intent);
	if (problem !== undefined) slots.problem = problem;
	if (PLACED.has(intent)) {
		const quarter = facts.quarters[0];
		if (quarter !== undefined && intent !== 'join_queue' && intent !== 'price_question') {
			slots.quarter = quarter.name;
			if (quarter.zone !== null) slots.zone = quarter.zone;
		} else if (intent === 'give_location' && facts.topic === 'place' && facts.coordinates === null && !facts.on('pin')) {
			const unknown = unknownQuarter(facts);
			if (unknown !== undefined) slots.quarter = unknown;
		}
		if (facts.landmark !== null && (intent === 'give_location' || (intent === 'request_service' && quarter !== undefined)))
			slots.landmark = facts.landmark;
		const city = facts.cities[0];
		if (city !== undefined && (intent === 'give_location' || intent === 'preferences')) slots.city = city;
	}
	if (facts.coordinates !== null && intent === 'give_location') {
		slots.lat = facts.coordinates.lat;
		slots.lon = facts.coordinates.lon;
	}
	const moment = momentFor(facts, intent);
	if (
		moment !== null &&
		TIMED.has(intent) &&
		!(intent === 'confirm' && moment.precision === 'now') &&
		!(intent === 'describe_problem' && moment.precision !== 'hour') &&
		!(intent === 'cancel_request' && !facts.on('rdv'))
	) {
		if (!(intent === 'pay' && moment.precision === 'now') && !(intent === 'preferences' && facts.role === 'client')) {
			slots.when = moment.words;
			slots.when_at = whenAt(moment);
		}
	} else if (['request_service', 'book_appointment'].includes(intent) && ['when', 'appointment_time'].includes(facts.topic))
		slots.when = own(facts, 0, facts.normal.clean.length).slice(0, 120);
	if (
		facts.amount !== null &&
		['pay', 'payment_problem', 'provider_complete', 'complaint', 'price_question', 'request_service', 'deny'].includes(intent)
	)
		slots.amount = facts.amount.value;
	if (facts.rating !== null && intent === 'rate_service') slots.rating = facts.rating;
	if (facts.phone !== null) slots.phone = facts.phone;
	if (facts.email !== null) slots.email = facts.email;
	const request = requestFor(facts, intent);
	if (request !== null) slots.request_id = request;
	if (
		facts.ticketNumber !== null &&
		['queue_position', 'leave_queue', 'join_queue', 'confirm', 'deny', 'complaint', 'cancel_request'].includes(intent)
	)
		slots.ticket_number = facts.ticketNumber;
	if (facts.ticketType !== null && ['join_queue', 'pay', 'price_question', 'queue_position'].includes(intent))
		slots.ticket_type = facts.ticketType;
	if (facts.method !== null && ['pay', 'help', 'provider_complete', 'payment_problem', 'deny', 'price_question'].includes(intent))
		slots.payment_method = facts.method;
	if (
		facts.minutes !== null &&
		['provider_enroute', 'provider_accept', 'provider_start', 'provider_arrived'].includes(intent) &&
		!facts.on('client_absent') &&
		!/\bdepuis\b|\bsince\b/.test(facts.flat)
	)
		slots.eta_minutes = facts.minutes;
	if (intent === 'change_language') slots.language = languageSlot(facts.flat) ?? facts.chosenLanguage;
	const reason = reasonOf(facts, intent);
	if (reason !== undefined) slots.reason = reason;
	if (intent === 'preferences') Object.assign(slots, preferenceSlots(facts));
	if (['join_queue', 'book_appointment', 'queue_position'].includes(intent)) Object.assign(slots, organisationSlots(facts));
	const urgency = saidUrgency(facts);
	if (urgency !== undefined && ['request_service', 'describe_problem'].includes(intent)) slots.urgency = urgency;
	const reference = /\b(?:ref(?:erence)?|transaction|id|trx|txn)\.?\s*(?:n°|no|:|#|est|is)?\s*([a-z0-9.-]*\d[a-z0-9.-]{4,})/.exec(
		facts.normal.plain,
	);
	if (reference !== null && ['pay', 'payment_problem', 'complaint'].includes(intent))
		slots.reference = own(
			facts,
			reference.index + reference[0].length - (reference[1]?.length ?? 0),
			reference.index + reference[0].length,
		);
	if (slots.language === undefined) delete slots.language;
	return slots;
}

/** Of these intents a number of four digits that counts nothing else is the request's ("statut 3051", "has 1290 been assigned"). */
const ABOUT_REQUEST: ReadonlySet<Intent> = new Set(['track_status', 'provider_accept', 'provider_decline']);
const NOT_OF_REQUEST: ReadonlySet<Intent> = new Set(['join_queue', 'queue_position', 'leave_queue', 'greet', 'rate_service', 'help']);
/** A year is no request's number. */
const LONE_NUMBER = /(?<![\d.,:/+#a-z])(?!20[2-9]\d(?!\d))(\d{4})(?![\d.,:/]\d|\d|\s?(?:f|fcfa|cfa|k|francs?|min|h)\b)/g;

/** The request spoken of, or null: nobody's phone, and nothing of the support desk's own numbers. */
function requestFor({ requestId, phone, topic, amount, normal }: Facts, intent: Intent): string | null {
	if (phone !== null || topic === 'support' || NOT_OF_REQUEST.has(intent)) return null;
	if (requestId !== null || !ABOUT_REQUEST.has(intent) || amount !== null) return requestId;
	const [first, second] = [...normal.plain.matchAll(LONE_NUMBER)];
	return second === undefined ? (first?.[1] ?? null) : null;
}

/** Moved to the last time said ("can't come tomorrow, push it to Friday"); paid later rather than now. */
function momentFor(facts: Facts, intent: Intent): Facts['moment'] {
	const wanted = facts.moments.filter((moment) => !moment.negated);
	if (intent === 'reschedule_appointment') return wanted.at(-1) ?? null;
	if (intent === 'pay') return wanted.find((moment) => moment.precision !== 'now') ?? null;
	return facts.moment;
}

/** The urgency the person put in words; the reading's own may differ (a danger told calmly). */
function saidUrgency(facts: Facts): Slots['urgency'] {
	const urgent = facts.on('now');
	if (facts.on('no_rush')) return /\burgent/.test(facts.flat) && /\bmais\b|\bbut\b/.test(facts.flat) ? 'moyenne' : 'basse';
	return urgent ? 'haute' : undefined;
}

/** A quarter we have no name for: the answer to "which quarter?" without its lead-in and landmark. */
function unknownQuarter(facts: Facts): string | undefined {
	const landmark = facts.landmark === null ? -1 : facts.normal.clean.indexOf(facts.landmark);
	if (landmark === 0 || isBare(facts)) return undefined;
	// "Edéa, quartier Bilalang": what is called a quarter is it, wherever it stands.
	const called = /\bquartier\s+(?!(?:de|du|des|la|le|est)\b)([\p{L}'-]{3,}(?:\s+\d)?)/iu.exec(facts.normal.clean)?.[1];
	if (called !== undefined) return called;
	const words = own(facts, 0, landmark > 0 ? landmark : facts.normal.clean.length)
		.replace(
			/^(?:je suis|j'habite|on est|nous sommes|c'est|je vis|je reste|moi c'est|i am|i'm|it's|am|i live|i stay|na|i dey|maangi|mangi|fii|quartier|au quartier)\s+/i,
			'',
		)
		.replace(/^(?:à|a|au|aux|en|dans|vers|sur|in|at|for|around|ci|du côté de|le|la|quartier|posé à)\s+/i, '')
		.replace(/^(?:quartier|le|la|the)\s+/i, '')
		.replace(/\s+(?:la|laa) nekk$/i, '')
		.split(/[,;.]/)[0]
		?.trim();
	return words === undefined ||
		/^(?:|the|a|an|le|la|un|une|du|des)$/i.test(words) ||
		words.split(' ').length > 5 ||
		(answerLanguage(words) === null && words.length < 3)
		? undefined
		: words;
}
