import { namesNobody } from '../wants-human.ts';
import { brief, ours, type Rule, rule } from './rule.ts';

/** What anyone may want at any moment: the way out, a person, a language, courtesies; and what is none of our business. */
export const COMMON_RULES: readonly Rule[] = [
	rule('out_of_scope', 0.97, (f) => f.on('injection') && !f.on('human', 'complaint') && !(f.on('tech') && f.topic === 'support')),
	// Money asked for as a loan, by whoever promises to give it back.
	rule(
		'out_of_scope',
		0.97,
		(f) =>
			(f.on('oos') || /\d/.test(f.flat)) &&
			/\b(?:(?:me|nous) (?:preter|avancer)|prete[rz]? moi|lend me|loan me|borrow me)\b/.test(f.flat) &&
			!f.on('human', 'complaint'),
	),
	rule(
		'out_of_scope',
		0.96,
		(f) => f.on('spam') && !f.on('stop', 'human', 'complaint', 'price', 'bill') && f.words.length > 3 && f.topic !== 'support',
	),
	rule('stop_notifications', 0.97, (f) => f.on('stop') && brief(f, 2) && !f.on('human') && f.polarity?.value !== 'yes'),
	rule(
		'stop_notifications',
		0.92,
		(f) => f.on('stop') && !f.on('human', 'absence') && !(f.on('prefs') && !/\b(?:listes?|numero|list|number)\b/.test(f.flat)),
	),
	// No more jobs for good is no pause.
	rule(
		'stop_notifications',
		0.95,
		(f) =>
			f.on('stop') &&
			f.role === 'provider' &&
			/\b(?:travail fixe|(?:trouve|ai) (?:un )?(?:autre|nouveau) (?:travail|boulot|emploi)|definitivement|j arrete (?:le metier|tout|le boulot)|for good|new job|another job)\b/.test(
				f.flat,
			),
	),
	rule('talk_to_human', 0.94, (f) => f.on('human') && !f.on('human_no') && !namesNobody(f)),
	rule('help', 0.94, (f) => f.on('human') && namesNobody(f) && !f.on('leave')),
	rule(
		'talk_to_human',
		0.55,
		(f) => f.on('human') && f.on('human_no') && /\b(?:passe|passez|parler|rappelez|speak|talk|call) /.test(f.flat),
	),
	rule('change_language', 0.95, (f) => f.on('change_lang') && !f.on('prefs', 'complaint') && !/^(?:comment|how)\b/.test(f.flat)),
	rule('change_language', 0.85, (f) => f.on('change_lang') && !/^(?:comment|how)\b/.test(f.flat)),
	rule(
		'change_language',
		0.9,
		(f) =>
			f.topic === 'language' && (f.chosenLanguage !== undefined || /\b(?:francais|french|anglais|english|wolof|fr|en|wo)\b/.test(f.flat)),
	),
	rule(
		'preferences',
		0.93,
		(f) =>
			f.on('prefs') &&
			!f.on('change_lang', 'human', 'pay', 'move') &&
			f.topic !== 'appointment' &&
			f.topic !== 'appointment_time' &&
			f.topic !== 'when' &&
			!/\b(?:jusqu|combien)\b/.test(f.flat) &&
			!/^(?:\w+ ){0,2}(?:comment|how)\b/.test(f.flat),
	),
	rule('preferences', 0.9, (f) => f.topic === 'name' && brief(f, 6) && !f.on('why', 'howto', 'cancel')),
	rule(
		'preferences',
		0.88,
		(f) =>
			(f.email !== null ||
				(f.phone !== null && /\b(?:nouveau|new|autre|other|maintenant|desormais|my number|mon numero|number na)\b/.test(f.flat))) &&
			!f.on('human'),
	),
	rule(
		'greet',
		0.93,
		(f) => f.on('greet') && brief(f, 6) && !ours(f) && f.requestId === null && !f.on('want', 'someone', 'oos', 'help', 'thanks', 'no_show'),
	),
	rule(
		'greet',
		0.86,
		(f) => f.on('greet') && brief(f, 9) && !ours(f) && f.requestId === null && !f.on('want', 'oos', 'howto', 'thanks', 'mention'),
	),
	rule('greet', 0.8, (f) => f.flat === '' && f.normal.emojis.some((emoji) => /👋|🙋|🤗/u.test(emoji))),
	rule('greet', 0.3, (f) => f.on('greet')),
	rule(
		'thanks',
		0.9,
		(f) =>
			f.on('thanks') &&
			!ours(f) &&
			!f.on('want', 'help', 'cancel', 'media_ref', 'oos', 'fault', 'no_longer', 'drop', 'change_lang') &&
			!f.normal.asks &&
			brief(f, 14) &&
			f.polarity?.value !== 'no' &&
			f.moment === null,
	),
	rule(
		'thanks',
		0.88,
		(f) =>
			f.on('thanks') &&
			f.on('praise') &&
			!(f.on('fault') && f.on('want')) &&
			!f.on('pay_trouble', 'no_show', 'cancel', 'status') &&
			!(f.on('complaint') && /\b(?:rien|nothing|toujours|encore|pas|never|jamais)\b/.test(f.flat)) &&
			!f.normal.asks,
	),
	rule(
		'thanks',
		0.84,
		(f) =>
			f.on('praise') &&
			(f.topic === 'none' || f.topic === 'support') &&
			!f.on(
				'want',
				'fault',
				'complaint',
				'pay_trouble',
				'no_show',
				'howto',
				'cancel',
				'status',
				'where_is',
				'price',
				'mention',
				'total_loss',
			) &&
			!f.normal.asks &&
			!/\b(?:pas|not|no|jamais|never|plus)\b/.test(f.flat),
	),
	rule(
		'thanks',
		0.8,
		(f) =>
			f.on('praise') &&
			f.topic === 'support' &&
			/\b(?:regle|resolu|fixed|solved|felicitations|gentil|gentille|merci|recommande|recommend)\b/.test(f.flat) &&
			!f.on('cancel', 'total_loss'),
	),
	rule(
		'thanks',
		0.8,
		(f) =>
			f.flat === '' &&
			f.normal.emojis.some((emoji) => /🙏|❤|🥰|😍|💖|🤝|💕|😘/u.test(emoji)) &&
			!['summary', 'offer', 'rating', 'new_offer'].includes(f.topic),
	),
	rule('thanks', 0.45, (f) => f.on('thanks') && !f.normal.asks),
	rule('help', 0.9, (f) => f.on('help') && brief(f, 3) && !f.on('want', 'fault') && f.trades.length === 0),
	rule(
		'help',
		0.8,
		(f) =>
			f.on('help') &&
			!f.on('oos', 'complaint', 'status', 'where_is', 'position_q', 'pay_trouble', 'fault', 'mention') &&
			!(f.on('price') && f.topic !== 'support') &&
			!(f.on('want') && f.trades.length > 0),
	),
	rule(
		'help',
		0.87,
		(f) =>
			f.on('howto') &&
			f.on(
				'cancel',
				'pay',
				'move',
				'close_account',
				'stop',
				'leave',
				'rate_word',
				'change_lang',
				'book',
				'take_ticket',
				'prefs',
				'enroute',
				'accept_job',
			) &&
			/^(?:\w+ ){0,3}?(?:comment|how|what|quels?|quelles?|est ce que je peux|puis je|peut on|can i|may i|where|ou |naka|possible|i fit|which|on fait comment|je fais comment|wetin)\b/.test(
				f.flat,
			) &&
			!f.on('pay_trouble') &&
			f.method === null,
	),
	rule(
		'help',
		0.72,
		(f) =>
			f.on('howto', 'why') &&
			(ours(f) || f.topic !== 'none' || f.on('help')) &&
			!f.on('price', 'oos', 'status', 'where_is', 'position_q', 'complaint', 'pay_trouble', 'fault', 'want', 'spam'),
	),
	rule('help', 0.7, (f) => f.on('why') && ours(f) && !f.on('complaint', 'pay_trouble', 'no_show')),
	rule('help', 0.55, (f) => f.on('help')),
	rule(
		'out_of_scope',
		0.86,
		(f) =>
			f.on('oos') &&
			f.topic !== 'support' &&
			f.objects.length === 0 &&
			!f.on('fault', 'want', 'pay', 'price', 'status', 'take_ticket', 'complaint', 'human', 'change_lang', 'cancel', 'position_q') &&
			f.trades.length === 0,
	),
	rule('out_of_scope', 0.66, (f) => f.on('oos') && f.trades.length === 0 && !(f.objects.length > 0 && f.on('fault', 'want'))),
	rule(
		'out_of_scope',
		0.9,
		(f) =>
			f.on('mention') &&
			!f.on('want', 'price', 'complaint', 'status') &&
			// What somebody repaired once is a memory.
			(!f.on('repair') || /\b(?:used to|back in|jeunesse|a l epoque|autrefois|jadis|repara(?:it|ient)|woon)\b/.test(f.flat)) &&
			!f.normal.asks &&
			f.topic === 'none' &&
			f.danger === null,
	),
	// A dream is told, though its meaning be asked.
	rule(
		'out_of_scope',
		0.9,
		(f) =>
			/\b(?:rev|cauchemar|dream|nightmare|gent naa)/.test(f.signals.get('mention') ?? '') && f.topic !== 'problem' && f.danger === null,
	),
	// Who he is to somebody, not when he comes.
	rule(
		'out_of_scope',
		0.96,
		(f) =>
			/\b(?:wife|husband|married|marie|mariee|celibataire|cute|handsome|mignon|mignonne|girlfriend|boyfriend|jabar|jekker)\b/.test(
				f.signals.get('oos') ?? '',
			) && !f.on('fault', 'cancel', 'human', 'complaint'),
	),
	rule('out_of_scope', 0.55, (f) => f.flat === '' && f.normal.emojis.length > 0),
	rule('out_of_scope', 0.45, (f) => f.topic === 'none' && !ours(f)),
	rule('help', 0.44, (f) => f.topic === 'none' && f.on('howto', 'why') && brief(f, 4)),
	rule('help', 0.3, () => true),
];
