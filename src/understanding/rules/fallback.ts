import { angry, sarcastic } from '../tone.ts';
import { brief, type Rule, rule } from './rule.ts';

const WHO =
	'(?:plombier|electricien|technicien|prestataire|gars|reparateur|menuisier|peintre|frigoriste|plumber|electrician|technician|guy|man|worker)';
const ANOTHER = new RegExp(
	`\\b(?:(?:veux|voulons|want) (?:pas|plus|no)(?: (?:de|d))? (?:lui|elle|ce ${WHO}|cette personne|him|her)|(?:don t|do not|no) want (?:him|her|this ${WHO})|chang(?:ez|er|e) (?:moi )?(?:de |le |la |ce |the )?${WHO}|(?:envoy|mett|trouv|donn)(?:ez|e|er)(?: (?:moi|nous))? (?:quelqu un d autre|un autre|une autre)(?: ${WHO})?|(?:send|get|find|give)(?: me| us)? (?:another|someone else|somebody else|a different))\\b`,
);
const UPFRONT =
	/\b(?:demande|reclame|exige|veut)(?: \w+){0,2} (?:argent|avance|payer|l argent)(?: \w+){0,3} (?:avant|d avance|d abord)|(?:asks?|asking|wants?|di ask)(?: \w+){0,2} (?:money|pay\w*)(?: \w+){0,2} (?:before|first|upfront|in advance)\b/;

/** What an open question, or the tone alone, makes of words we have no other reading for. */
export const FALLBACK_RULES: readonly Rule[] = [
	rule(
		'complaint',
		0.94,
		(f) => sarcastic(f) && f.role === 'client' && f.topic !== 'rating' && !f.on('pay_trouble', 'human', 'close_account'),
	),
	// Not to give the request up: somebody else is wanted for it, or money was asked for that was not due.
	rule('complaint', 0.97, (f) => f.role === 'client' && (ANOTHER.test(f.flat) || UPFRONT.test(f.flat)) && !f.on('cancel', 'human', 'rdv')),
	rule(
		'complaint',
		0.72,
		(f) =>
			f.topic === 'support' &&
			!f.normal.asks &&
			/\b(?:alors que|pourtant|toujours pas|sans|suspendu\w*|without|although|still|but|mais|wante|waaye)\b/.test(f.flat) &&
			f.on('bill', 'tech', 'sales') &&
			!f.on('howto', 'close_account', 'thanks', 'human', 'want', 'help'),
	),
	rule(
		'track_status',
		0.76,
		(f) =>
			/\b(?:ma|mon|my|sama|cette) (?:demande|commande|requete|request|order|job|plombier|electricien|technicien|plumber|electrician|technician|intervention|prestataire|affaire|booking)\b/.test(
				f.flat,
			) &&
			!f.on(
				'cancel',
				'no_longer',
				'drop',
				'want',
				'complaint',
				'pay',
				'price',
				'pay_trouble',
				'rdv',
				'fault',
				'injection',
				'howto',
				'praise',
				'thanks',
				'human',
				'stop',
				'wrong',
			) &&
			['none', 'enroute', 'searching', 'other'].includes(f.topic),
	),
	rule(
		'track_status',
		0.78,
		(f) => f.requestId !== null && f.normal.asks && !f.on('cancel', 'pay', 'pay_trouble', 'price', 'injection', 'complaint', 'move'),
	),
	rule(
		'rate_service',
		0.56,
		(f) =>
			f.topic === 'rating' &&
			f.words.length >= 2 &&
			!f.normal.asks &&
			!f.on('later', 'human', 'cancel', 'stop', 'help', 'greet', 'pay_trouble', 'change_lang') &&
			f.polarity?.value !== 'wait',
	),
	rule(
		'complaint',
		0.63,
		(f) =>
			['none', 'support', 'enroute', 'searching', 'queue', 'other', 'comment'].includes(f.topic) &&
			f.role === 'client' &&
			angry(f) &&
			!f.on('want', 'oos', 'spam', 'injection', 'cancel', 'no_longer', 'stop', 'human', 'prefs', 'mention', 'help', 'howto'),
	),
	rule(
		'request_service',
		0.6,
		(f) =>
			f.topic === 'when' &&
			f.words.length > 0 &&
			brief(f, 8) &&
			!f.normal.asks &&
			!f.on('cancel', 'human', 'help', 'greet', 'stop', 'price'),
	),
	rule('queue_position', 0.6, (f) => f.topic === 'queue' && f.normal.asks && !f.on('cancel', 'price', 'help', 'human')),
	rule(
		'payment_problem',
		0.9,
		(f) =>
			f.topic === 'pay' &&
			/\b(?:errone|erreur|error|failed|echou\w*|echec|invalide?|refuse[er]?|declined|passe pas|marche pas|bloque|impossible|doxul|no (?:di )?(?:gree|pass|work|go)|not (?:working|going)|doesn t work)\b/.test(
				f.flat,
			),
	),
	// Someone tells what the provider, or we, did: out of a dialogue, that is a complaint unless it is praise.
	rule(
		'complaint',
		0.64,
		(f) =>
			(f.topic === 'none' || f.topic === 'support') &&
			!f.normal.asks &&
			!f.on(
				'want',
				'praise',
				'thanks',
				'mention',
				'oos',
				'spam',
				'injection',
				'cancel',
				'no_longer',
				'drop',
				'greet',
				'prefs',
				'stop',
				'pay',
				'paid',
				'human',
				'status',
			) &&
			/\b(?:votre|vos|your|wuna|ton|tes) (?:gars|technicien\w*|plombier|electricien|agent|guy|man|people|technician|plumber|electrician|prestataire|service|employe|bot|application|equipe|staff|worker|ouvrier|systeme)\b|\b(?:le|la|the|that|this|ce|cette) (?:\w+ )?(?:technicien\w*|plombier|electricien|technician|plumber|electrician|prestataire|gars|guy|man|worker|ouvrier|reparateur)(?: la)? (?:a|m a|est|n a|was|is|has|did|didn t|don|come|left|took|broke|refuse\w*|ne)\b|^(?:il|elle|he|she|e) (?:a|m a|est|n a|was|did|didn t|left|took|broke|asked|refused|don|come|n est|ne)\b|^vous (?:etes|avez|n avez|m avez|nous|me|ne|faites)\b|^(?:wuna|you people|you guys) /.test(
				f.flat,
			),
	),
	rule(
		'complaint',
		0.7,
		(f) =>
			f.topic === 'support' &&
			f.on('tech') &&
			!f.normal.asks &&
			!f.on('howto', 'price', 'close_account', 'cancel', 'thanks', 'want', 'human', 'help'),
	),
];
