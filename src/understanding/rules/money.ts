import { asksHow, closed, queueing, service } from './client.ts';
import { askedAgain, asksForLink, bargains, paidBefore } from './paying.ts';
import { type Rule, rule } from './rule.ts';

/** Money, complaints and support. */
export const MONEY_RULES: readonly Rule[] = [
	rule('pay', 0.95, (f) => f.topic === 'pay' && f.method !== null && !f.on('pay_trouble', 'howto', 'complaint')),
	rule(
		'pay',
		0.93,
		(f) =>
			f.topic === 'pay' &&
			f.on('pay', 'paid') &&
			!f.on('pay_trouble', 'price', 'expensive', 'complaint') &&
			!(asksHow(f) && f.method === null) &&
			f.polarity?.value !== 'no' &&
			f.polarity?.value !== 'wait',
	),
	rule('pay', 0.88, (f) => f.topic === 'pay' && f.method !== null && !f.on('pay_trouble', 'complaint')),
	rule(
		'pay',
		0.9,
		(f) => f.on('pay', 'paid') && f.method !== null && !f.on('pay_trouble', 'complaint', 'price') && !(asksHow(f) && f.topic !== 'pay'),
	),
	rule(
		'pay',
		0.84,
		(f) =>
			f.on('pay') &&
			(f.on('want') ||
				f.amount !== null ||
				/\b(?:je (?:paie|paye|regle|veux|vais|voudrais)|i (?:ll|will|want|go|would)|lien|link|envoyez|send|dinaa|damay|begg)\b/.test(
					f.flat,
				)) &&
			!f.on('pay_trouble', 'complaint', 'price', 'howto', 'cancel') &&
			f.topic !== 'support' &&
			f.trades.length === 0,
	),
	rule('pay', 0.78, (f) => f.on('paid') && !f.on('pay_trouble', 'complaint') && f.topic !== 'support'),
	rule('pay', 0.96, (f) => asksForLink(f) && !f.on('money_gone', 'complaint')),
	rule('price_question', 0.97, bargains),
	rule('pay', 0.7, (f) => f.topic === 'pay' && f.digit !== null && f.digit <= 4),
	rule('payment_problem', 0.95, (f) => f.on('pay_trouble') && !f.on('price') && f.topic !== 'support' && !asksHow(f) && !f.on('cancel_no')),
	rule(
		'payment_problem',
		0.9,
		(f) =>
			f.on('pay_trouble') &&
			f.topic !== 'support' &&
			!(asksHow(f) && !f.on('complaint')) &&
			!(f.on('price') && f.normal.asks && !f.on('complaint')),
	),
	rule('payment_problem', 0.96, (f) => paidBefore(f) || (askedAgain(f) && f.topic !== 'support')),
	rule('payment_problem', 0.86, (f) => f.topic === 'pay' && f.on('complaint', 'fault') && !f.on('expensive')),
	rule(
		'payment_problem',
		0.84,
		(f) =>
			f.on('paid') &&
			/\b(?:mais|but|wante|waaye|et (?:toujours|rien)|pourtant|still|toujours|rien|no )\b/.test(f.flat) &&
			f.topic !== 'support',
	),
	rule(
		'price_question',
		0.94,
		(f) =>
			f.on('price') &&
			(f.normal.asks ||
				/\b(?:combien|how much|prix|price|tarifs?|devis|quote|cost|naata|njeg|coute|reduction|remise|discount|reduire|diminuer|reduce|negoci\w*|last price)\b/.test(
					f.flat,
				)) &&
			!f.on('complaint', 'pay_trouble', 'position_q', 'where_is', 'injection', 'paid', 'oos') &&
			!(f.on('pay') && f.method !== null) &&
			f.topic !== 'rating' &&
			!(f.on('want') && f.trades.length > 0 && !/\b(?:combien|how much|prix|price|tarifs?|devis|quote|cost|naata|coute)\b/.test(f.flat)),
	),
	rule(
		'price_question',
		0.85,
		(f) => f.topic === 'support' && f.on('sales') && f.normal.asks && !f.on('bill', 'tech', 'close_account', 'complaint'),
	),
	rule(
		'price_question',
		0.82,
		(f) =>
			f.on('expensive') &&
			(f.normal.asks || /\b(?:reduire|diminuer|effort|reduce|discount|wanni\w*|moins)\b/.test(f.flat)) &&
			f.topic !== 'rating',
	),
	rule('price_question', 0.62, (f) => f.on('price', 'expensive') && !f.on('complaint', 'pay_trouble') && !service(f)),
	// Somebody was served first: told while being called, it answers nothing.
	rule(
		'complaint',
		0.96,
		(f) =>
			queueing(f) &&
			/\b(?:passe\w* (?:avant|devant) (?:moi|nous)|(?:m|nous) (?:a|ont) double|served before (?:me|my)|pass me for front)\b/.test(f.flat),
	),
	rule(
		'complaint',
		0.93,
		(f) =>
			f.on('complaint') &&
			f.topic !== 'rating' &&
			!f.on('help', 'human', 'cancel', 'stop', 'pay_trouble', 'price', 'want', 'greet', 'mention', 'no_longer') &&
			!(f.on('status', 'where_is') && ['enroute', 'searching'].includes(f.topic)) &&
			!(
				f.on('praise') &&
				!/\b(?:pas|not|no|encore|toujours|rien|nothing|another|again|attente|wait)\b/.test(f.flat) &&
				!f.normal.emojis.some((emoji) => /🙄|😒|😡|🤬|👏|😤|🤡/u.test(emoji))
			) &&
			!(f.topic === 'problem' && f.on('fault')) &&
			!(closed(f) && f.polarity !== null) &&
			!(f.topic === 'queue' && f.normal.asks),
	),
	rule(
		'complaint',
		0.9,
		(f) =>
			f.on('no_show') && !['enroute', 'searching', 'rating'].includes(f.topic) && !f.on('pay_trouble', 'cancel', 'human') && !f.normal.asks,
	),
	rule(
		'complaint',
		0.86,
		(f) =>
			f.on('complaint') &&
			!f.on('human', 'cancel', 'stop', 'pay_trouble') &&
			f.topic !== 'rating' &&
			(f.normal.exclaims > 0 || /\b(?:votre|vos|your|wuna|vous|you|seen|ngeen)\b/.test(f.flat)) &&
			!(f.on('price', 'help') && f.normal.asks) &&
			!(closed(f) && f.polarity !== null) &&
			!(f.topic === 'problem' && f.on('fault')),
	),
	rule(
		'complaint',
		0.72,
		(f) =>
			f.on('complaint') &&
			!f.on('human', 'stop') &&
			!['rating', 'problem', 'new_offer'].includes(f.topic) &&
			!f.on('price', 'help', 'howto', 'cancel', 'status', 'where_is') &&
			!(closed(f) && f.polarity !== null),
	),
	// Support: faults, bills and anger are complaints; questions are help.
	rule(
		'complaint',
		0.92,
		(f) =>
			f.topic === 'support' &&
			(f.on('pay_trouble') || (f.on('complaint') && !f.on('thanks'))) &&
			!f.on('human', 'close_account') &&
			!(asksHow(f) && !f.on('complaint')) &&
			!(f.on('cancel') && !f.on('pay_trouble', 'bill')),
	),
	rule(
		'complaint',
		0.9,
		(f) =>
			f.topic === 'support' &&
			(f.on('fault', 'total_loss') ||
				(f.on('tech') &&
					/\b(?:pas|plus|not|no|lent|slow|coup\w*|plante|bug|erreur|error|down|drop\w*|yeex|neexul|dagg|bloque\w*|perd\w*|instable|mauvais|faible|impossible|ne)\b/.test(
						f.flat,
					))) &&
			!f.on('human', 'close_account', 'cancel') &&
			!asksHow(f) &&
			!(f.on('help') && /\b(?:oublie|forgot|mot de passe|password)\b/.test(f.flat)) &&
			!f.on('price'),
	),
	rule(
		'complaint',
		0.91,
		(f) =>
			f.topic === 'support' &&
			f.on('thanks') &&
			f.on('complaint', 'total_loss') &&
			/\b(?:pour rien|for nothing|toujours|encore|still)\b/.test(f.flat),
	),
	rule(
		'complaint',
		0.7,
		(f) =>
			f.topic === 'support' &&
			f.on('bill') &&
			!f.normal.asks &&
			!f.on('howto', 'price', 'close_account', 'cancel', 'thanks', 'want', 'human'),
	),
	rule('complaint', 0.86, (f) => f.danger !== null && f.topic === 'support' && !f.on('human')),
	rule(
		'complaint',
		0.93,
		(f) =>
			f.danger !== null &&
			/\b(?:technicien|plombier|electricien|prestataire|agent|he|il|client|conseiller|votre|your)\b(?: \w+){0,4} (?:menac\w*|frapp\w*|threat\w*|agress\w*|insult\w*|couteau|knife|tap\w*|beat)/.test(
				f.flat,
			) &&
			!f.on('human'),
	),
	rule(
		'help',
		0.9,
		(f) =>
			f.topic === 'support' &&
			(f.on('howto') || f.normal.asks) &&
			!f.on('price', 'complaint', 'pay_trouble', 'human', 'close_account', 'total_loss', 'status') &&
			!(f.on('sales') && !f.on('tech', 'bill') && !/\b(?:comment|how|ou |where|documents?)\b/.test(f.flat)),
	),
	rule(
		'help',
		0.88,
		(f) =>
			f.topic === 'support' &&
			/\b(?:mot de passe|password|oublie|forgot|documents?|horaires?|adresse|changement de nom)\b/.test(f.flat) &&
			!f.on('complaint', 'pay_trouble'),
	),
	rule('help', 0.66, (f) => f.topic === 'support'),
];
