import type { Facts } from '../facts.ts';
import { asksHow, keepingWhat, polite, presentAtCounter, queueing, service } from './client.ts';
import { brief, type Rule, rule } from './rule.ts';

/** "9 is early, make it 11": the hour that was offered is not taken. */
const asksForAnotherHour = (f: Facts): boolean =>
	f.topic === 'appointment' &&
	f.moments.length > 0 &&
	/\b(?:c est (?:trop )?(?:tot|tard)|trop (?:tot|tard)|too (?:early|late)|plutot|instead|rather|make it|mettez|faites plutot|is early)\b/.test(
		f.flat,
	) &&
	!/^(?:oui|yes|ok|d accord|waaw)\b/.test(f.flat) &&
	!f.on('cancel', 'leave');

/** Queues and appointments. */
export const QUEUE_RULES: readonly Rule[] = [
	rule(
		'join_queue',
		0.93,
		(f) =>
			f.on('take_ticket') &&
			(f.on('queue') || f.organisations.length > 0 || f.orgServices.length > 0 || f.ticketType !== null || queueing(f)) &&
			!f.on('cancel', 'leave', 'position_q', 'price', 'complaint', 'rdv', 'pay', 'book', 'keep_place', 'stop') &&
			!asksHow(f),
	),
	rule(
		'join_queue',
		0.93,
		(f) =>
			f.topic === 'ticket_type' &&
			f.ticketType !== null &&
			!f.on('pay', 'cancel', 'howto') &&
			!f.normal.asks &&
			!/\b(?:combien|how much|prix|price|coute|cost|naata)\b/.test(f.flat),
	),
	rule(
		'join_queue',
		0.92,
		(f) =>
			(f.topic === 'organisation' || f.topic === 'org_service') &&
			(f.organisations.length > 0 || f.orgServices.length > 0) &&
			!f.on('rdv', 'cancel', 'price'),
	),
	rule(
		'join_queue',
		0.6,
		(f) =>
			(f.topic === 'organisation' || f.topic === 'org_service') &&
			f.words.length > 0 &&
			brief(f, 8) &&
			!f.normal.asks &&
			!f.on('help', 'greet', 'cancel', 'human', 'stop', 'at') &&
			f.polarity?.bare !== true,
	),
	// "Jël xaalis ci bank bi": money drawn or paid in at a house, not money lost.
	rule(
		'join_queue',
		0.97,
		(f) =>
			f.on('want') &&
			f.organisations.length > 0 &&
			/\b(?:jel|genne|dugal|yebal|denc|yonnee?) (?:\w+ )?xaalis\b/.test(f.flat) &&
			!f.on('rdv', 'price', 'cancel', 'human'),
	),
	rule(
		'join_queue',
		0.82,
		(f) =>
			f.organisations.length > 0 &&
			f.on('want', 'take_ticket') &&
			!f.on('rdv', 'book', 'price', 'pay', 'complaint', 'cancel', 'status', 'human', 'tech', 'bill', 'pay_trouble', 'where_is') &&
			f.trades.length === 0 &&
			f.topic !== 'support' &&
			!asksHow(f),
	),
	rule(
		'join_queue',
		0.86,
		(f) => f.topic === 'queue' && f.orgServices.length > 0 && f.on('take_ticket', 'want', 'wrong') && !f.on('cancel', 'leave'),
	),
	rule(
		'join_queue',
		0.74,
		(f) =>
			f.ticketType !== null && ['queue', 'none', 'called'].includes(f.topic) && !f.on('price', 'pay', 'position_q', 'cancel', 'complaint'),
	),
	rule(
		'queue_position',
		0.93,
		(f) =>
			f.on('position_q') &&
			!f.on('stop') &&
			(f.on('queue') ||
				queueing(f) ||
				f.ticketNumber !== null ||
				/\b(?:tour|turn|position|devant|before me|ahead|jiitu|rang|personnes|people|combientieme)\b/.test(f.flat)) &&
			!f.on('leave', 'cancel', 'keep_place', 'complaint', 'price') &&
			!(f.topic === 'called' && f.polarity?.value === 'yes'),
	),
	// "mon ticket" alone, "je suis le combien ?": neither gives it back nor asks for a price.
	rule('queue_position', 0.97, (f) => /^(?:mon|my|sama) (?:ticket|tour|turn)$|\bsuis (?:je )?(?:le |la )?combien\b/.test(f.flat)),
	rule(
		'queue_position',
		0.84,
		(f) =>
			f.on('position_q') &&
			!f.on('stop') &&
			(f.on('queue') || f.topic === 'queue') &&
			!f.on('leave', 'cancel', 'price') &&
			(f.normal.asks || !f.on('complaint')),
	),
	rule(
		'queue_position',
		0.8,
		(f) => (f.topic === 'queue' || (f.topic === 'called' && f.polarity?.value !== 'no')) && f.on('keep_place') && f.topic !== 'called',
	),
	rule(
		'queue_position',
		0.82,
		(f) =>
			f.topic === 'queue' &&
			(f.on('where_is', 'status') || f.normal.asks || f.on('delay')) &&
			!f.on('price', 'cancel', 'leave', 'help', 'rdv', 'pay', 'why', 'complaint'),
	),
	rule(
		'queue_position',
		0.95,
		(f) =>
			f.ticketNumber !== null &&
			(f.normal.asks || f.on('where_is', 'status', 'position_q')) &&
			!f.on('leave', 'cancel', 'price', 'complaint', 'howto'),
	),
	rule(
		'queue_position',
		0.8,
		(f) =>
			f.ticketNumber !== null && brief(f, 4) && !f.on('cancel', 'leave', 'price') && f.topic !== 'called' && f.topic !== 'organisation',
	),
	// Asked whether to leave the queue: to keep the place, or to be back soon, is a no.
	rule(
		'deny',
		0.96,
		(f) =>
			f.topic === 'quit' &&
			f.polarity?.value !== 'yes' &&
			(f.on('keep_place') ||
				/\b(?:keep|gard\w*|laisse\w* (?:ma|moi)|bayyi\w*|rest\w*|stay\w*|reviens|revenir|come back|coming back|be back|delu\w*|delloo|bul\w*|no comot|(?:ne|n|don t|no)(?: \w+){0,2} (?:retir\w*|enlev\w*|supprim\w*|remove|delete|comot))\b/.test(
					f.flat,
				)),
	),
	// Asked what a ticket is: none is taken yet.
	rule(
		'help',
		0.95,
		(f) =>
			queueing(f) &&
			/\b(?:lu mooy|lan la|wetin be (?:this|that)|c est quoi (?:\w+ )?(?:ce|un|le|cette|exactement))\b/.test(f.flat) &&
			!f.on('complaint', 'cancel'),
	),
	rule('confirm', 0.97, presentAtCounter),
	rule(
		'deny',
		0.9,
		(f) => f.topic === 'called' && !presentAtCounter(f) && (f.on('keep_place') || f.polarity?.value === 'wait') && !keepingWhat(f),
	),
	rule(
		'leave_queue',
		0.95,
		(f) =>
			(f.on('leave') || f.on('cancel')) &&
			(f.on('queue') || f.topic === 'queue' || f.topic === 'called') &&
			!f.on('cancel_no', 'keep_place', 'complaint') &&
			!asksHow(f) &&
			!(f.on('rdv') && f.moment !== null) &&
			/\b(?:annul\w*|cancel|quitt\w*|leave|exit|retir\w*|remove|enlev\w*|take me|comot|genn\w*|dindi\w*|liber\w*|donn\w* ma|give (?:my|away)|laisse|rends|rendre|abandonn\w*|drop|attendre|wait|rentre|parti|pars|left|leaving|gone|home|sors|sortir|renonce|house|viens plus|desinscri\w*|nibbi|dem naa|nang|bolt|forget|place|rang|ticket)\b/.test(
				f.flat,
			),
	),
	rule(
		'leave_queue',
		0.9,
		(f) => (f.topic === 'queue' || f.topic === 'called') && f.on('no_longer', 'drop') && !f.on('keep_place', 'complaint'),
	),
	rule(
		'book_appointment',
		0.95,
		(f) =>
			f.on('book') &&
			f.on('rdv', 'book') &&
			(f.on('rdv') || f.orgServices.length > 0 || f.organisations.length > 0 || f.moment !== null) &&
			!f.on('move', 'cancel_no', 'pay', 'price', 'status') &&
			(!f.on('cancel') || (f.on('queue') && f.moment !== null)) &&
			!(asksHow(f) && !/\b(?:can i|puis je|est il possible|possible de|i fit)\b/.test(f.flat)) &&
			f.trades.length === 0,
	),
	rule('book_appointment', 0.96, (f) => f.on('book') && f.on('rdv') && f.on('cancel') && f.on('queue') && f.moment !== null),
	rule(
		'book_appointment',
		0.92,
		(f) => f.topic === 'appointment_time' && (f.moment !== null || f.on('later', 'now', 'no_rush', 'today')) && !f.on('cancel', 'human'),
	),
	rule(
		'book_appointment',
		0.7,
		(f) =>
			f.topic === 'appointment_time' &&
			f.words.length > 0 &&
			brief(f, 8) &&
			!f.on('cancel', 'human', 'help', 'price', 'stop', 'greet') &&
			f.polarity === null &&
			!f.normal.asks,
	),
	rule(
		'book_appointment',
		0.78,
		(f) => f.on('rdv') && f.on('want', 'book') && !f.on('move', 'cancel', 'status', 'price', 'complaint', 'where_is') && !asksHow(f),
	),
	rule('book_appointment', 0.66, (f) => f.on('rdv') && brief(f, 5) && f.topic === 'none' && !f.on('cancel', 'move', 'howto')),
	rule('reschedule_appointment', 0.97, asksForAnotherHour),
	rule(
		'reschedule_appointment',
		0.95,
		(f) =>
			f.on('move') &&
			!f.on('cancel_no', 'pay') &&
			(f.on('rdv') || f.topic === 'appointment') &&
			(!asksHow(f) || polite(f) || /\b(?:peut on|can we|on peut|est il possible|possible de|puis je|can i)\b/.test(f.flat)),
	),
	rule(
		'reschedule_appointment',
		0.93,
		(f) => f.topic === 'appointment' && f.moment !== null && f.polarity?.value !== 'yes' && !f.on('cancel'),
	),
	rule(
		'reschedule_appointment',
		0.88,
		(f) =>
			f.on('move') &&
			f.moment !== null &&
			!f.on('cancel_no', 'pay', 'want', 'book', 'fault') &&
			['none', 'other', 'appointment', 'enroute', 'searching', 'updates'].includes(f.topic) &&
			!service(f),
	),
	rule(
		'reschedule_appointment',
		0.9,
		(f) => f.on('cancel', 'move') && /\bmove me (?:up|forward)|(?:avance[rz]?|faites) moi passer plus tot\b/.test(f.flat),
	),
	// A visit that was agreed, told another time: "tell the painter to come on Saturday".
	rule(
		'reschedule_appointment',
		0.93,
		(f) =>
			f.on('move') &&
			f.moment !== null &&
			!f.on('cancel_no', 'pay', 'fault', 'price', 'complaint', 'take_ticket') &&
			['none', 'enroute', 'searching', 'updates'].includes(f.topic) &&
			/\b(?:dites|dis|demandez|prevenez|tell|ask|let (?:him|her)|qu (?:il|elle)|prevue?|devait|doit|etait|booked|was|supposed|finalement|instead|plutot|rather|make (?:e|he|she|the)|faites le|a la place|au lieu)\b/.test(
				f.flat,
			),
	),
	rule(
		'reschedule_appointment',
		0.84,
		(f) =>
			f.on('move') &&
			/\b(?:report\w*|decal\w*|reschedul\w*|postpon\w*|toxal\w*|deplacer|repouss\w*|autre (?:jour|date|heure)|another (?:day|date|time)|beneen (?:bis|waxtu))\b/.test(
				f.flat,
			) &&
			!f.on('cancel_no', 'price') &&
			!(asksHow(f) && !polite(f)),
	),
];
