import { speaksOfCancelling } from './cancelling.ts';
import { asksHow, queueing, service } from './client.ts';
import { brief, type Rule, rule } from './rule.ts';

/** Asking for someone, telling the fault, saying where. */
export const REQUEST_RULES: readonly Rule[] = [
	// "J'ai un problème à la maison": which one is asked next.
	rule(
		'request_service',
		0.9,
		(f) =>
			f.topic === 'none' &&
			/^(?:\w+ ){0,3}(?:ai|a|avons|have|get|got) (?:un |a |one )?(?:gros |petit |big |small )?(?:probleme|souci|panne|problem|wahala)\b/.test(
				f.flat,
			) &&
			brief(f, 9) &&
			!f.on('pay', 'pay_trouble', 'bill', 'tech', 'sales', 'status', 'complaint', 'rdv', 'take_ticket', 'human', 'cancel', 'prefs') &&
			f.organisations.length === 0 &&
			f.orgServices.length === 0,
	),
	rule(
		'request_service',
		0.92,
		(f) =>
			f.on('want') &&
			f.trades.length > 0 &&
			!asksHow(f) &&
			!f.on('complaint', 'status', 'price', 'no_longer', 'cancel', 'mention') &&
			f.topic !== 'support',
	),
	rule(
		'request_service',
		0.9,
		(f) =>
			f.on('want') &&
			(f.on('repair', 'someone') || (f.on('fault') && !f.on('howto'))) &&
			!asksHow(f) &&
			!f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'human', 'tech', 'pay_trouble', 'mention') &&
			(service(f) || f.on('fault', 'repair') || f.topic === 'service' || brief(f, 8)) &&
			// Who was offered may come.
			!(f.topic === 'offer' && f.polarity?.value === 'yes') &&
			!queueing(f),
	),
	rule(
		'request_service',
		0.86,
		(f) =>
			f.on('want') &&
			service(f) &&
			!asksHow(f) &&
			!f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'pay', 'mention', 'pay_trouble', 'price') &&
			!['support', 'problem', 'ticket_type', 'organisation'].includes(f.topic),
	),
	rule(
		'request_service',
		0.85,
		(f) =>
			f.trades.length > 0 &&
			!f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'price', 'mention', 'praise', 'move', 'oos', 'no_show', 'drop') &&
			['none', 'service', 'other', 'place'].includes(f.topic) &&
			brief(f, 14) &&
			!(f.on('thanks') && !f.on('want')) &&
			f.polarity?.value !== 'no',
	),
	rule(
		'request_service',
		0.8,
		(f) => f.on('want') && f.on('someone') && f.topic === 'none' && !f.on('human', 'complaint', 'status', 'where_is', 'price'),
	),
	rule('request_service', 0.95, (f) => f.on('cancel') && speaksOfCancelling(f) && f.on('want') && f.trades.length > 0),
	rule('request_service', 0.95, (f) => f.topic === 'service' && f.chosen !== null && f.trades.length > 0),
	rule('request_service', 0.8, (f) => f.topic === 'service' && service(f) && !f.on('price', 'human', 'cancel', 'status')),
	rule(
		'request_service',
		0.72,
		(f) =>
			f.on('repair') &&
			service(f) &&
			f.topic === 'none' &&
			!f.on('price', 'complaint', 'status', 'where_is', 'no_longer', 'cancel', 'mention', 'fault') &&
			!asksHow(f),
	),
	rule(
		'request_service',
		0.82,
		(f) =>
			f.topic === 'when' &&
			(f.moment !== null || f.on('now', 'no_rush', 'later', 'today')) &&
			!f.on('cancel', 'human', 'price') &&
			!f.normal.asks,
	),
	rule(
		'request_service',
		0.7,
		(f) => f.topic === 'support' && f.on('want') && f.on('sales') && !f.on('price', 'close_account', 'howto', 'bill', 'complaint'),
	),
	rule(
		'describe_problem',
		0.97,
		(f) =>
			f.danger !== null &&
			!f.on('oos', 'spam') &&
			!f.on('human') &&
			(f.on('fault') || service(f) || f.topic === 'problem' || brief(f, 12)) &&
			!/\b(?:technicien|plombier|electricien|prestataire|agent|he|il|client|conseiller)(?: \w+){0,2} (?:m |me |a |nous )*(?:menac\w*|frapp\w*|threat\w*|agress\w*|insult\w*)/.test(
				f.flat,
			) &&
			!f.on('pay_trouble') &&
			f.topic !== 'support' &&
			!(f.on('want') && f.trades.length > 0),
	),
	rule(
		'describe_problem',
		0.93,
		(f) =>
			f.topic === 'problem' &&
			(f.on('fault') || service(f) || f.on('total_loss', 'flood', 'repair')) &&
			!(f.on('want') && f.trades.length > 0 && !f.on('fault')) &&
			!f.on('human', 'cancel'),
	),
	rule('describe_problem', 0.9, (f) => f.topic === 'problem' && f.on('media_ref')),
	rule(
		'describe_problem',
		0.84,
		(f) =>
			f.on('fault', 'flood', 'total_loss') &&
			!f.on('want', 'complaint', 'status', 'where_is', 'no_longer', 'cancel', 'price', 'pay_trouble', 'mention', 'move', 'drop', 'human') &&
			['none', 'service', 'place', 'when', 'summary', 'other'].includes(f.topic) &&
			(f.trades.length === 0 || f.danger !== null) &&
			(service(f) || !f.normal.asks) &&
			!(f.topic !== 'none' && f.polarity?.bare === true),
	),
	rule(
		'describe_problem',
		0.66,
		(f) =>
			f.topic === 'problem' && !f.on('human', 'stop', 'cancel', 'change_lang', 'price', 'status', 'greet', 'help') && f.words.length >= 2,
	),
	rule(
		'describe_problem',
		0.6,
		(f) => f.topic === 'problem' && f.words.length >= 1 && !f.on('greet', 'help', 'stop', 'cancel', 'human') && f.polarity?.bare !== true,
	),
	rule(
		'describe_problem',
		0.8,
		(f) =>
			f.on('fault') &&
			service(f) &&
			f.topic === 'none' &&
			f.trades.length === 0 &&
			!f.on('want', 'price', 'mention', 'complaint', 'no_longer', 'status'),
	),
	rule('give_location', 0.97, (f) => f.coordinates !== null),
	rule(
		'give_location',
		0.95,
		(f) =>
			f.topic === 'place' &&
			(f.quarters.length > 0 || f.landmark !== null || f.on('pin')) &&
			!f.on('cancel', 'human', 'why', 'price', 'fault'),
	),
	rule('give_location', 0.9, (f) => f.topic === 'place' && /\bquartier (?!(?:de|du|des|la|le|est)\b)\w{3,}/.test(f.flat)),
	rule(
		'give_location',
		0.9,
		(f) =>
			f.quarters.length > 0 &&
			f.on('at') &&
			['organisation', 'summary', 'none', 'other', 'when', 'problem'].includes(f.topic) &&
			!service(f) &&
			!f.on('want', 'fault', 'status', 'complaint', 'mention', 'take_ticket', 'book', 'rdv', 'oos', 'cancel', 'price') &&
			f.organisations.length === 0 &&
			f.polarity?.value !== 'no' &&
			!f.normal.asks,
	),
	rule(
		'give_location',
		0.86,
		(f) => f.on('pin') && !f.on('status', 'where_is', 'why', 'want', 'complaint') && !f.normal.asks && f.topic !== 'new_offer',
	),
	rule(
		'give_location',
		0.82,
		(f) =>
			f.quarters.length > 0 &&
			brief(f, 4) &&
			['none', 'other', 'organisation'].includes(f.topic) &&
			!service(f) &&
			f.organisations.length === 0 &&
			!f.on('want', 'fault', 'oos', 'howto', 'mention', 'price', 'status') &&
			!f.normal.asks,
	),
	rule(
		'give_location',
		0.7,
		(f) =>
			f.topic === 'place' &&
			f.words.length > 0 &&
			brief(f, 10) &&
			f.polarity === null &&
			!f.normal.asks &&
			!f.on('cancel', 'human', 'help', 'stop', 'greet', 'change_lang', 'price', 'status', 'why', 'fault', 'later', 'thanks'),
	),
];
