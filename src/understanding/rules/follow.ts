import { namesRequestAlone } from '../bare.ts';
import type { Facts } from '../facts.ts';
import { asksWhatCancellingCosts, endsContract, speaksOfCancelling } from './cancelling.ts';
import { asksHow, kept, polite, queueing, service } from './client.ts';
import { brief, type Rule, rule } from './rule.ts';

/** "How far, my toilet don block": in Pidgin it is a greeting when a fault follows. */
const greetsWithFault = (f: Facts): boolean => /^how far\b/.test(f.flat) && service(f) && f.on('fault', 'flood');

/** "I no want wuna message again": messages are given up, not a request. */
const ofMessages = (f: Facts): boolean => /\b(?:messages?|sms|notif\w*|pubs?|publicites?|alertes?|bataaxal)\b/.test(f.flat);
/** Marks of another kind: a child's at school. */
const schoolMarks = (f: Facts): boolean =>
	/\b(?:note|moyenne|bulletin|grade|mark|score)s? (?:de|du|of|for) (?:mon|ma|mes|my|son|sa|his|her) (?:fils|fille|enfants?|garcon|neveu|niece|frere|soeur|son|daughter|child|kids?|pikin)\b|\ben (?:maths?|mathematiques|physique|anglais|dictee)\b/.test(
		f.flat,
	);

/** Following a request, ending it, rating it. */
export const FOLLOW_RULES: readonly Rule[] = [
	rule(
		'deny',
		0.95,
		(f) =>
			f.on('cancel_no') &&
			!kept(f) &&
			(f.topic === 'cancel' || !f.on('status', 'why')) &&
			!/\b(?:\w+ )?(?:a ete|ete|was|been) (?:\w+ )?(?:annul|cancel)/.test(f.flat) &&
			!/\b(?:j ai|j avais|i didn t|i never) /.test(f.flat),
	),
	rule('confirm', 0.95, (f) => f.on('cancel_no') && kept(f)),
	// Asked whether to cancel: to leave or keep the request is a no.
	rule(
		'deny',
		0.96,
		(f) => f.topic === 'cancel' && /\b(?:leave|keep|open|active|garde\w*|laisse\w*|maintien\w*|bayyi\w*)\b/.test(f.flat) && !f.on('cancel'),
	),
	rule('help', 0.97, asksWhatCancellingCosts),
	rule('track_status', 0.95, (f) => f.on('cancel_no') && f.on('status') && f.topic !== 'cancel'),
	rule(
		'complaint',
		0.8,
		(f) =>
			f.on('cancel_no') &&
			(/\b(?:pourquoi|why|a ete|been|was|etait)\b/.test(f.flat) || /\b(?:j ai|i never|i didn t) /.test(f.flat)) &&
			!f.normal.asks,
	),
	rule('help', 0.8, (f) => f.on('cancel_no') && f.on('why')),
	rule(
		'cancel_request',
		0.94,
		(f) =>
			f.on('cancel') &&
			!f.on('cancel_no') &&
			!speaksOfCancelling(f) &&
			(!asksHow(f) || polite(f)) &&
			!f.on('rdv') &&
			!(f.on('queue') && /\b(?:ticket|file|queue|rang|place|numero)\b/.test(f.flat)) &&
			f.topic !== 'queue' &&
			f.topic !== 'called' &&
			!(f.on('pay_trouble', 'bill') && f.topic === 'support') &&
			!(f.on('book', 'move') && f.moment !== null && f.on('rdv')),
	),
	rule(
		'cancel_request',
		0.9,
		(f) => f.on('cancel') && !f.on('cancel_no') && f.on('rdv') && !speaksOfCancelling(f) && !asksHow(f) && !f.on('move'),
	),
	rule('cancel_request', 0.97, (f) => endsContract(f)),
	rule('cancel_request', 0.9, (f) => f.topic === 'cancel' && f.polarity?.value === 'yes' && f.on('cancel') && !f.on('cancel_no')),
	rule(
		'cancel_request',
		0.9,
		(f) =>
			f.on('no_longer') &&
			!ofMessages(f) &&
			!f.on('cancel_no', 'fault', 'want', 'complaint', 'stop', 'human', 'wrong') &&
			!(f.on('move') && f.moment !== null) &&
			!queueing(f) &&
			f.topic !== 'support' &&
			!f.normal.asks &&
			f.topic !== 'rating' &&
			!(f.on('praise', 'thanks') && f.topic === 'none' && !f.on('cancel', 'drop')),
	),
	rule(
		'cancel_request',
		0.89,
		(f) =>
			f.on('no_longer') &&
			/\b(?:veux|veut|want|besoins?|need|begg|bugg|soxla)/.test(f.flat) &&
			!ofMessages(f) &&
			!f.on('cancel_no', 'stop', 'human', 'help') &&
			!queueing(f) &&
			!f.normal.asks &&
			f.topic !== 'summary',
	),
	rule(
		'cancel_request',
		0.88,
		(f) =>
			f.on('drop') &&
			!f.on('cancel_no', 'complaint', 'move', 'human_no') &&
			!queueing(f) &&
			f.topic !== 'rating' &&
			f.topic !== 'problem' &&
			!f.normal.asks &&
			(f.topic !== 'none' ||
				f.on('cancel', 'no_longer') ||
				brief(f, 10) ||
				/\b(?:tomber|ne vienne plus|not to bother|trouve quelqu un)\b/.test(f.flat)),
	),
	rule(
		'cancel_request',
		0.93,
		(f) =>
			f.on('close_account') &&
			!asksHow(f) &&
			!f.on('cancel_no') &&
			!(f.on('price') && f.normal.asks) &&
			!(f.normal.asks && f.on('howto') && !polite(f)) &&
			!/\b(?:frais de resiliation|preavis|combien)\b/.test(f.flat),
	),
	rule(
		'track_status',
		0.9,
		(f) =>
			f.on('where_is') &&
			!f.on('no_longer') &&
			!greetsWithFault(f) &&
			!f.on('mention', 'position_q', 'rdv', 'oos', 'price', 'take_ticket') &&
			!queueing(f) &&
			f.topic !== 'problem' &&
			f.topic !== 'support' &&
			(f.normal.asks || !f.on('want') || f.topic !== 'none'),
	),
	rule(
		'track_status',
		0.88,
		(f) =>
			f.on('status') &&
			!greetsWithFault(f) &&
			!f.on('cancel', 'no_longer', 'pay_trouble', 'rdv', 'human', 'want', 'drop') &&
			!queueing(f) &&
			f.topic !== 'support' &&
			f.topic !== 'problem' &&
			!(f.on('complaint') && !['enroute', 'searching'].includes(f.topic) && !f.normal.asks),
	),
	rule(
		'track_status',
		0.93,
		(f) =>
			f.on('rdv') &&
			/\b(?:quand|quelle heure|quel jour|quelle date|confirme|toujours bon|when|what (?:time|day)|kan|ban (?:waxtu|bis))\b/.test(f.flat) &&
			(f.normal.asks || /\b(?:mon|mes|my|sama|notre) (?:\w+ )?(?:rdv|rendez vous|appointments?)\b/.test(f.flat)) &&
			!f.on('book', 'want', 'move', 'cancel', 'take_ticket', 'price'),
	),
	rule('track_status', 0.96, namesRequestAlone),
	rule('describe_problem', 0.97, (f) => greetsWithFault(f) && f.topic !== 'problem'),
	rule('out_of_scope', 0.97, (f) => f.topic === 'rating' && schoolMarks(f)),
	rule(
		'track_status',
		0.97,
		(f) => /\bou en (?:est|sont)\b/.test(f.flat) && !f.on('rdv', 'queue', 'take_ticket', 'cancel') && !queueing(f),
	),
	rule('track_status', 0.9, (f) => f.on('status') && f.requestId !== null && !f.on('cancel', 'pay_trouble')),
	rule(
		'track_status',
		0.86,
		(f) =>
			(f.topic === 'enroute' || f.topic === 'searching') && f.on('where_is', 'status', 'no_show') && !f.on('cancel', 'no_longer', 'drop'),
	),
	rule(
		'track_status',
		0.88,
		(f) => (f.topic === 'enroute' || f.topic === 'searching') && f.normal.asks && brief(f, 3) && f.polarity === null,
	),
	rule(
		'track_status',
		0.7,
		(f) =>
			(f.topic === 'enroute' || f.topic === 'searching') &&
			(f.normal.asks || f.on('later', 'arrived')) &&
			!f.on('cancel', 'price', 'human', 'help', 'no_longer', 'thanks'),
	),
	rule('rate_service', 0.95, (f) => f.topic === 'rating' && f.rating !== null && !schoolMarks(f) && !(f.on('later') && f.minutes !== null)),
	rule(
		'deny',
		0.9,
		(f) =>
			f.topic === 'rating' &&
			f.rating === null &&
			/\b(?:pas de note|no rating|pas noter|won t rate|don t want to rate|not rating|sans noter)\b/.test(f.flat),
	),
	rule(
		'rate_service',
		0.88,
		(f) =>
			f.topic === 'rating' &&
			!/\bpas de note\b/.test(f.flat) &&
			(f.on('praise', 'complaint', 'rate_word', 'expensive') ||
				/\b(?:bof|moyen|passable|correct|so so|ca va|bien|bon|good|ok|nul|mal|average|fine|tres|noor)\b/.test(f.flat)) &&
			!f.on('later', 'human', 'pay_trouble', 'cancel') &&
			!f.normal.asks,
	),
	rule('rate_service', 0.8, (f) => f.topic === 'rating' && f.flat === '' && f.normal.emojis.length > 0),
	rule(
		'rate_service',
		0.85,
		(f) =>
			f.rating !== null &&
			(f.on('rate_word') || f.normal.emojis.some((emoji) => /⭐|🌟/u.test(emoji))) &&
			!f.on('price', 'want') &&
			f.topic !== 'pay',
	),
	rule(
		'rate_service',
		0.84,
		(f) =>
			f.on('rate_word') &&
			/\b(?:je veux|je voudrais|i want to|noter|rate) (?:\w+ ){0,2}(?:noter|rate|note|technicien|prestataire|technician|plombier)\b/.test(
				f.flat,
			),
	),
	rule('rate_service', 0.55, (f) => f.topic === 'rating' && f.polarity?.value === 'yes'),
];
