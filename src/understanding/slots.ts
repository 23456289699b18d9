import type { Facts } from './facts.ts';
import { answerLanguage } from './language.ts';
import { whenAt } from './moments.ts';
import { polarityOf } from './negation.ts';
import type { Intent, Slots } from './reading.ts';
import { signalsOf } from './signals.ts';
import { fold } from './text/normalise.ts';

type Clause = Facts['normal']['clauses'][number];

const own = (facts: Facts, start: number, end: number): string =>
	facts.normal.clean.slice(start, end).replace(/^[\s,.;:!?'-]+|[\s,.;:!?-]+$/g, '');

/** Greetings, politeness and the wish itself, at the head of a clause: not part of the problem. */
const HEAD =
	/^(?:(?:bonjour|bonsoir|salut|bjr|bsr|slt|hello|hi|hey|svp|stp|s'il vous plait|please|pls|plz|abeg|massa|massah|mola|mbom|gars|oui|non|ok|urgent|c'est|alors|euh|en fait|bon|pour|car|et|mais|parce que|because|as|since|que)\b[\s,:!.]*)+/;

/** The words that describe the fault: the clauses that name one; all of the answer when the question was about it. */
function problemOf(facts: Facts, intent: Intent): string | undefined {
	if (facts.on('media_ref') && facts.words.length <= 9) return undefined;
	if (intent !== 'request_service' && intent !== 'describe_problem' && intent !== 'provider_arrived') return undefined;
	if (intent === 'provider_arrived') return facts.on('client_absent') ? own(facts, 0, facts.normal.clean.length) : undefined;
	const told: Clause[] = facts.normal.clauses.filter((clause) => {
		const found = signalsOf(clause.flat);
		return (
			found.has('fault') ||
			found.has('flood') ||
			found.has('total_loss') ||
			(found.has('repair') && (facts.topic === 'problem' || intent === 'request_service'))
		);
	});
	const clauses = told.length > 0 ? told : facts.topic === 'problem' || intent === 'describe_problem' ? facts.normal.clauses : [];
	const first = clauses[0];
	const last = clauses.at(-1);
	if (first === undefined || last === undefined) return undefined;
	const words = own(facts, first.start, last.end);
	const head = HEAD.exec(fold(words).length === words.length ? words.toLowerCase() : words.toLowerCase());
	return words.slice(head?.[0].length ?? 0).slice(0, 500) || undefined;
}

const REASON_MARK = /\b(?:parce que|parceque|car|vu que|puisque|comme|because|since|as|cause|a cause (?:de|du)|ndax|ndaxte)\b/;
const POLITE =
	/^(?:non|no|nope|oui|yes|ok|desolee?|sorry|pardon|excuse[rz]? moi|merci|thanks|svp|please|abeg|mola|mbom|gars|mon frere|massa|bonjour|mais|but|deedeet|je decline|i decline|finalement|c est bon|bon|ah|hello|salut)(?:\s|$)/;

/** Why someone cancels, declines or is late, in his words: what is left of the text without the act itself. */
function reasonOf(facts: Facts, intent: Intent): string | undefined {
	if (intent === 'provider_enroute')
		return facts.on('delay') &&
			/\b(?:embouteill|bouchon|pluie|pleut|crevaison|pneu|traffic|rain|puncture|police|circulation|panne|route|go slow|hold|taw|road|bloque)/.test(
				facts.flat,
			)
			? own(facts, 0, facts.normal.clean.length).slice(0, 200)
			: undefined;
	const declines = intent === 'provider_decline' || (intent === 'preferences' && facts.on('absence') && facts.role === 'provider');
	if (!declines && intent !== 'cancel_request' && intent !== 'leave_queue' && intent !== 'reschedule_appointment') return undefined;
	const { plain } = facts.normal;
	const mark = REASON_MARK.exec(plain.replace(/'/g, ' '));
	if (mark !== null && mark.index > 0 && !(mark[0] === 'comme' && /comme (?:prevu|ca)/.test(plain)))
		return own(facts, mark.index + mark[0].length, plain.length).slice(0, 200) || undefined;
	if (declines) {
		let start = 0;
		for (;;) {
			const rest = fold(facts.normal.clean.slice(start)).replace(/^[\s,.!:;-]+/, '');
			const head = POLITE.exec(rest)?.[0];
			if (head === undefined || head.trim() === rest) break;
			const at = facts.normal.tokens.find((token) => token.start >= start);
			if (at === undefined) break;
			const count = head.trim().split(' ').length;
			const tokens = facts.normal.tokens.filter((token) => token.start >= start);
			start = tokens[count - 1]?.end ?? facts.normal.clean.length;
		}
		const words = own(facts, start, facts.normal.clean.length);
		if (intent === 'preferences') return undefined;
		return fold(words) === '' ||
			/^(?:non|no|decliner|decline|declined|refuser|refuse|2|0|pas|je passe(?: mon tour)?|pass|skip|not interested|pas interesse|je decline|i decline|je refuse|pas dispo\w*|not available|deedeet|nope)$/.test(
				fold(words),
			)
			? undefined
			: words.slice(0, 200);
	}
	const others = facts.normal.clauses.filter((clause) => {
		const found = signalsOf(clause.flat);
		const acts =
			found.has('cancel') ||
			found.has('close_account') ||
			found.has('leave') ||
			found.has('move') ||
			(found.has('no_longer') && !/\b(?:repare|marche|regle|fixed|works?|back|revenu|don)\b/.test(clause.flat)) ||
			(found.has('drop') && /\b(?:laisse|oubli|never ?mind|forget|leave|lef|bayyi\w*)\b/.test(clause.flat));
		return (
			!acts && clause.flat.split(' ').length >= 2 && !found.has('greet') && !found.has('thanks') && polarityOf(clause.flat)?.bare !== true
		);
	});
	const first = others[0];
	const last = others.at(-1);
	if (first !== undefined && last !== undefined) return own(facts, first.start, last.end).slice(0, 200) || undefined;
	const commas = facts.normal.plain.indexOf(',');
	const found =
		/\b(?:j ai (?:deja )?trouve|i (?:ve |have )?(?:already )?found|i don (?:see|find|get)|mon \w+ (?:s en|a |va )|my \w+ (?:fixed|has|will)|le \w+ (?:a |est )|je dois|i have to|i must)\b/.exec(
			facts.normal.plain.replace(/'/g, ' '),
		);
	if (found !== null) return own(facts, found.index, facts.normal.clean.length).slice(0, 200) || undefined;
	return commas > 0 && others.length > 0 ? own(facts, commas, facts.normal.clean.length) : undefined;
}

function languageSlot(flat: string): Slots['language'] {
	// "je ne comprends pas l'anglais, parlez français": what is not understood is not what is wanted.
	const rest = flat.replace(
		/\b(?:comprends?|parle|lis|sabi|hear|understand|speak|read|connais|deggu?ma|no|pas|not)(?: \w+){0,3} (?:l |le |la )?(?:anglais|francais|wolof|english|french|frog|tubaab)\b/g,
		(part) =>
			/\b(?:pas|rien|not|no|don t|ne|degguma)\b/.test(part) || /\b(?:ne|don t|no|not|nor) $/.test(flat.slice(0, flat.indexOf(part)))
				? ' '
				: part,
	);
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
	for (const text of [kept, flat]) {
		if (/\bwhat ?s? ?app\b|\bwhatsapp\b/.test(text)) return 'whatsapp';
		if (/\bsms\b|\btextos?\b|\btext messages?\b/.test(text)) return 'sms';
		if (/\be ?mails?\b|\bmails?\b|\bcourriel\b/.test(text)) return 'email';
	}
	return undefined;
}

function preferenceSlots(facts: Facts): Slots {
	const { flat, normal } = facts;
	const slots: Slots = {};
	const plain = normal.plain;
	const quiet =
		/\b(?:(?:apres|avant|after|before|past) \d{1,2} ?(?:h\d{0,2}|heures?|pm|am|:\d\d)?(?: (?:et|ou|and|or) (?:apres|avant|after|before) \d{1,2} ?h?\w*)?|(?:entre|between|from|de) \d{1,2} ?(?:h\d{0,2}|heures?|pm|am)? ?(?:et|and|a|to|-) ?\d{1,2} ?(?:h\d{0,2}|heures?|pm|am)?|la nuit|at night|for night|le (?:soir|matin|dimanche|weekend|week-end|lundi|samedi)|on (?:sundays?|weekends?|saturdays?)|for sunday|guddi|pendant (?:la priere|le travail|les cours|la journee)|during [a-z ]{3,20}|ci guddi|dibeer)/.exec(
			plain,
		);
	if (quiet !== null && /\b(?:pas|plus|no|not|don|never|stop|nor|bul|buleen|jamais|ne|only|seulement|silenc\w*|disturb)\b/.test(flat))
		slots.quiet_hours = own(facts, quiet.index, quiet.index + quiet[0].length);
	if (
		/\b(?:poli\w*|formel\w*|formal|vouvo\w*|respect\w*|polite\w*|correctement|gentiment)\b/.test(flat) &&
		!/\b(?:moins|less) (?:formel|formal)\b/.test(flat)
	)
		slots.style = 'formel';
	else if (/\b(?:tuto\w*|moins formel|less formal|on se tutoie|informel)\b/.test(flat)) slots.style = 'tutoiement';
	else if (/\b(?:courte?s?|brefs?|breves?|short\w*|brief|concise|simples?|simpler)\b/.test(flat))
		slots.style = /\bsimple/.test(flat) ? 'simple' : 'court';
	else if (/\b(?:sans|no|pas d|without|moins d)(?: \w+)? (?:emojis?|smileys?)\b/.test(flat)) slots.style = 'sans emoji';
	else if (/\b(?:detaill\w*|detailed|longer|longues?)\b/.test(flat)) slots.style = 'détaillé';
	const often =
		/\b(?:(?:une|un|1|deux|2|trois|3|once|twice|one)(?: seule?)? ?(?:fois|message|time|sms)? ?(?:par|a|per|every|for|chaque) (?:jour|semaine|mois|day|week|month)|once a \w+|chaque (?:matin|soir|semaine|jour)|every (?:day|week|morning)|(?:resume |daily |weekly |quotidien|hebdomadaire)[a-z ]{0,12}|moins (?:de (?:messages?|notif\w*|sms)|souvent)|(?:less|fewer) (?:messages?|often|notif\w*|updates?)|benn yoon (?:ci )?(?:bis|ayubis))/.exec(
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
	if (named !== null && !/^(?:au|sur|svp|vite|demain|quand|back|please|now)\b/i.test(normal.clean.slice(named.index + named[0].length)))
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

/** The organisation and what one wants of it, in the person's words. */
function organisationSlots(facts: Facts): Slots {
	const slots: Slots = {};
	const words = (found: { from: number; to: number }): string =>
		own(facts, facts.normal.tokens[found.from]?.start ?? 0, facts.normal.tokens[found.to - 1]?.end ?? 0);
	const services = facts.orgServices.filter(
		(service) => !facts.organisations.some((organisation) => service.from >= organisation.from && service.to <= organisation.to),
	);
	const first = facts.organisations[0];
	if (first !== undefined) {
		const second = facts.organisations.find((other) => other !== first && other.from <= first.to + 2);
		const quarter = facts.quarters[0];
		slots.organisation = [
			words(first),
			...(second === undefined ? [] : [words(second)]),
			...(quarter === undefined ? [] : [quarter.name]),
		].join(' ');
	} else if (facts.topic === 'organisation' && services.length === 0) {
		const rest = own(facts, 0, facts.normal.clean.length).replace(
			/^(?:je veux|je voudrais|pour|à|a|au|à la|la|le|c'est|chez|i want|at|for|the)\s+/i,
			'',
		);
		if (rest !== '' && facts.words.length <= 8) slots.organisation = rest;
	}
	const service = services[0];
	if (service !== undefined) slots.org_service = words(service);
	else {
		const desk = /\b(?:guichet|service|counter|desk)\s+(?:de |des |du |d')?([a-z][a-z' ]{2,40})/.exec(facts.normal.plain);
		if (desk !== null && !/^(?:client|svp|plutot)/.test(desk[1] ?? ''))
			slots.org_service = own(facts, desk.index + desk[0].length - (desk[1]?.length ?? 0), desk.index + desk[0].length).replace(
				/\s+(?:plut[oô]t|svp|please)$/i,
				'',
			);
	}
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
	if (
		facts.requestId !== null &&
		facts.phone === null &&
		facts.topic !== 'support' &&
		!['join_queue', 'queue_position', 'leave_queue', 'greet', 'rate_service', 'provider_accept', 'provider_decline', 'help'].includes(
			intent,
		)
	)
		slots.request_id = facts.requestId;
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
	const reference = /\b(?:ref(?:erence)?|transaction|id|trx|txn)\s*(?:n°|no|:|#|est|is)?\s*([a-z0-9.-]*\d[a-z0-9.-]{4,})/.exec(
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
	if (landmark === 0) return undefined;
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
	return words === undefined || words === '' || words.split(' ').length > 5 || (answerLanguage(words) === null && words.length < 3)
		? undefined
		: words;
}
