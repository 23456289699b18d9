import type { Facts } from '../facts.ts';
import { brief, type Rule, rule } from './rule.ts';

/** The questions that a yes or a no answers. */
const YES_NO = new Set<Facts['topic']>(['summary', 'offer', 'appointment', 'called', 'price', 'pay', 'cancel', 'updates', 'yes_no', 'other', 'support', 'enroute', 'searching', 'queue', 'rating', 'none']);
const closed = (f: Facts): boolean => ['summary', 'offer', 'appointment', 'called', 'price', 'cancel', 'yes_no'].includes(f.topic);
const queueing = (f: Facts): boolean => ['queue', 'called', 'ticket_type', 'organisation', 'org_service'].includes(f.topic);
const service = (f: Facts): boolean => f.trades.length > 0 || f.objects.length > 0;
/** "est-ce que je peux…", "how do I…": asked about, not done (README: a question is never the action itself). */
const asksHow = (f: Facts): boolean => f.on('howto') && /\b(?:comment|how (?:do|can|to|i|for|does)|est ce que je peux|puis je|peut on|est il possible|c est possible|can i|may i|is it possible|naka|quels? (?:documents?|frais)|what (?:if|happens)|possible de|i fit|on fait comment|je fais comment|que se passe)\b/.test(f.flat);
const polite = (f: Facts): boolean => /\b(?:pouvez vous|vous pouvez|peux tu|tu peux|can you|could you|would you|pourriez vous|wuna fit|you fit)\b/.test(f.flat);
const kept = (f: Facts): boolean => /\b(?:comme prevu|je serai la|gard(?:ez|e)|keep|maintenez|j y serai|i will be there|as planned|je viens bien|toujours valable|je maintiens)\b/.test(f.flat);
const keepingWhat = (f: Facts): boolean => f.on('leave') && f.on('keep_place');

/** The dialogue of a request: asking, describing, placing, answering, following, ending. */
export const REQUEST_RULES: readonly Rule[] = [
	rule('request_service', 0.92, (f) => f.on('want') && f.trades.length > 0 && !asksHow(f) && !f.on('complaint', 'status', 'price', 'no_longer', 'cancel', 'mention') && f.topic !== 'support'),
	rule('request_service', 0.9, (f) => f.on('want') && (f.on('repair', 'someone') || (f.on('fault') && !f.on('howto'))) && !asksHow(f) && !f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'human', 'tech', 'pay_trouble', 'mention') && (service(f) || f.on('fault', 'repair') || f.topic === 'service' || brief(f, 8)) && !queueing(f)),
	rule('request_service', 0.86, (f) => f.on('want') && service(f) && !asksHow(f) && !f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'pay', 'mention', 'pay_trouble', 'price') && !['support', 'problem', 'ticket_type', 'organisation'].includes(f.topic)),
	rule('request_service', 0.85, (f) => f.trades.length > 0 && !f.on('complaint', 'status', 'where_is', 'no_longer', 'cancel', 'price', 'mention', 'praise', 'move', 'oos', 'no_show', 'drop') && ['none', 'service', 'other', 'place'].includes(f.topic) && brief(f, 14) && !(f.on('thanks') && !f.on('want')) && f.polarity?.value !== 'no'),
	rule('request_service', 0.8, (f) => f.on('want') && f.on('someone') && f.topic === 'none' && !f.on('human', 'complaint', 'status', 'where_is', 'price')),
	rule('request_service', 0.8, (f) => f.topic === 'service' && service(f) && !f.on('price', 'human', 'cancel', 'status')),
	rule('request_service', 0.72, (f) => f.on('repair') && service(f) && f.topic === 'none' && !f.on('price', 'complaint', 'status', 'where_is', 'no_longer', 'cancel', 'mention', 'fault') && !asksHow(f)),
	rule('request_service', 0.82, (f) => f.topic === 'when' && (f.moment !== null || f.on('now', 'no_rush', 'later', 'today')) && !f.on('cancel', 'human', 'price') && !f.normal.asks),
	rule('request_service', 0.7, (f) => f.topic === 'support' && f.on('want') && f.on('sales') && !f.on('price', 'close_account', 'howto', 'bill', 'complaint')),
	rule('describe_problem', 0.97, (f) => f.danger !== null && !f.on('oos', 'spam') && !f.on('human') && (f.on('fault') || service(f) || f.topic === 'problem' || brief(f, 12)) && !/\b(?:technicien|plombier|electricien|prestataire|agent|he|il|client|conseiller)(?: \w+){0,2} (?:m |me |a |nous )*(?:menac\w*|frapp\w*|threat\w*|agress\w*|insult\w*)/.test(f.flat) && !f.on('pay_trouble') && f.topic !== 'support' && !(f.on('want') && f.trades.length > 0)),
	rule('describe_problem', 0.93, (f) => f.topic === 'problem' && (f.on('fault') || service(f) || f.on('total_loss', 'flood', 'repair')) && !(f.on('want') && f.trades.length > 0 && !f.on('fault')) && !f.on('human', 'cancel')),
	rule('describe_problem', 0.9, (f) => f.topic === 'problem' && f.on('media_ref')),
	rule('describe_problem', 0.84, (f) => (f.on('fault', 'flood', 'total_loss')) && !f.on('want', 'complaint', 'status', 'where_is', 'no_longer', 'cancel', 'price', 'pay_trouble', 'mention', 'move', 'drop', 'human') && ['none', 'service', 'place', 'when', 'summary', 'other'].includes(f.topic) && (f.trades.length === 0 || f.danger !== null) && (service(f) || !f.normal.asks) && !(f.topic !== 'none' && f.polarity?.bare === true)),
	rule('describe_problem', 0.66, (f) => f.topic === 'problem' && !f.on('human', 'stop', 'cancel', 'change_lang', 'price', 'status', 'greet', 'help') && f.words.length >= 2),
	rule('describe_problem', 0.6, (f) => f.topic === 'problem' && f.words.length >= 1 && !f.on('greet', 'help', 'stop', 'cancel', 'human') && f.polarity?.bare !== true),
	rule('describe_problem', 0.8, (f) => f.on('fault') && service(f) && f.topic === 'none' && f.trades.length === 0 && !f.on('want', 'price', 'mention', 'complaint', 'no_longer', 'status')),
	rule('give_location', 0.97, (f) => f.coordinates !== null),
	rule('give_location', 0.95, (f) => f.topic === 'place' && (f.quarters.length > 0 || f.landmark !== null || f.on('pin')) && !f.on('cancel', 'human', 'why', 'price', 'fault')),
	rule('give_location', 0.9, (f) => f.quarters.length > 0 && f.on('at') && ['organisation', 'summary', 'none', 'other', 'when', 'problem'].includes(f.topic) && !service(f) && !f.on('want', 'fault', 'status', 'complaint', 'mention', 'take_ticket', 'book', 'rdv', 'oos', 'cancel', 'price') && f.organisations.length === 0 && f.polarity?.value !== 'no' && !f.normal.asks),
	rule('give_location', 0.86, (f) => f.on('pin') && !f.on('status', 'where_is', 'why', 'want', 'complaint') && !f.normal.asks && f.topic !== 'new_offer'),
	rule('give_location', 0.82, (f) => f.quarters.length > 0 && brief(f, 4) && ['none', 'other', 'organisation'].includes(f.topic) && !service(f) && f.organisations.length === 0 && !f.on('want', 'fault', 'oos', 'howto', 'mention', 'price', 'status') && !f.normal.asks),
	rule('give_location', 0.7, (f) => f.topic === 'place' && f.words.length > 0 && brief(f, 10) && f.polarity === null && !f.normal.asks && !f.on('cancel', 'human', 'help', 'stop', 'greet', 'change_lang', 'price', 'status', 'why', 'fault', 'later', 'thanks')),
	// Yes and no.
	rule('confirm', 0.96, (f) => (closed(f) || f.topic === 'updates') && (f.digit === 1 || (f.polarity?.value === 'yes' && f.polarity.bare)) && !f.on('cancel', 'price', 'leave')),
	rule('deny', 0.96, (f) => (closed(f) || f.topic === 'updates') && (f.digit === 2 || (f.polarity?.value === 'no' && f.polarity.bare)) && !f.on('cancel', 'no_longer', 'drop', 'leave', 'price', 'move')),
	rule('confirm', 0.9, (f) => closed(f) && f.polarity?.value === 'yes' && !f.on('cancel', 'price', 'human', 'leave', 'drop') && !(f.on('wrong') && f.quarters.length > 0)),
	rule('confirm', 0.86, (f) => YES_NO.has(f.topic) && f.polarity?.value === 'yes' && f.polarity.bare && !f.on('thanks', 'praise', 'greet', 'cancel', 'help') && f.topic !== 'rating' && f.topic !== 'support'),
	rule('confirm', 0.72, (f) => f.polarity?.value === 'yes' && f.polarity.bare && !['rating', 'none', 'pay'].includes(f.topic) && !f.on('cancel', 'thanks', 'pay') && f.moment === null && f.quarters.length === 0),
	rule('confirm', 0.62, (f) => f.topic === 'pay' && f.polarity?.value === 'yes' && f.method === null),
	rule('confirm', 0.85, (f) => f.topic === 'called' && f.on('enroute', 'arrived') && f.polarity?.value !== 'no'),
	rule('deny', 0.9, (f) => closed(f) && (f.polarity?.value === 'no' || f.polarity?.value === 'wait' || f.on('wrong')) && f.polarity?.value !== 'yes' && !f.on('no_longer', 'drop', 'price', 'human', 'leave', 'move') && !(f.on('cancel') && !f.on('cancel_no') && f.topic !== 'cancel') && !(f.normal.asks && f.on('howto', 'price', 'why'))),
	rule('deny', 0.88, (f) => closed(f) && f.polarity?.value === 'no' && f.on('no_longer') && /^(?:non|no)\b/.test(f.flat) && brief(f, 3)),
	rule('deny', 0.84, (f) => closed(f) && f.on('expensive') && !f.normal.asks),
	rule('deny', 0.8, (f) => f.on('wrong') && f.polarity?.value === 'no' && ['enroute', 'searching', 'other'].includes(f.topic) && !f.on('cancel', 'complaint', 'status')),
	rule('deny', 0.82, (f) => (f.polarity?.value === 'no' || f.polarity?.value === 'wait') && f.polarity.bare && !f.on('cancel', 'no_longer', 'drop', 'status', 'where_is', 'complaint', 'leave', 'pay_trouble', 'fault', 'stop', 'help', 'move', 'thanks', 'human') && !f.normal.asks && !['rating', 'problem', 'place'].includes(f.topic) && !(f.topic === 'none' && brief(f, 1))),
	rule('deny', 0.78, (f) => f.topic === 'pay' && (f.polarity?.value === 'no' || f.polarity?.value === 'wait') && f.method === null && f.amount === null && !f.on('pay_trouble', 'price', 'expensive', 'complaint')),
	rule('deny', 0.9, (f) => f.topic === 'rating' && f.rating === null && f.on('later') && !f.on('complaint', 'praise')),
	rule('deny', 0.95, (f) => f.topic === 'rating' && (f.polarity?.value === 'wait' || /\b(?:plus tard|later|tout a l heure|dans (?:\w+ )?(?:\d+ )?(?:min|heures?)|ci kanam)\b/.test(f.flat)) && f.minutes !== null && !f.on('praise')),
	rule('deny', 0.75, (f) => f.topic === 'rating' && (f.polarity?.value === 'no' || f.polarity?.value === 'wait') && f.rating === null && brief(f, 5) && !f.on('complaint', 'praise') && !/\b(?:bien|bon|good|terrible|satisf\w*|content|top|mal|fine|well)\b/.test(f.flat)),
	// Following and ending.
	rule('deny', 0.95, (f) => f.on('cancel_no') && !kept(f) && (f.topic === 'cancel' || !f.on('status', 'why')) && !/\b(?:\w+ )?(?:a ete|ete|was|been) (?:\w+ )?(?:annul|cancel)/.test(f.flat) && !/\b(?:j ai|j avais|i didn t|i never) /.test(f.flat)),
	rule('confirm', 0.95, (f) => f.on('cancel_no') && kept(f)),
	rule('track_status', 0.95, (f) => f.on('cancel_no') && f.on('status') && f.topic !== 'cancel'),
	rule('complaint', 0.8, (f) => f.on('cancel_no') && (/\b(?:pourquoi|why|a ete|been|was|etait)\b/.test(f.flat) || /\b(?:j ai|i never|i didn t) /.test(f.flat)) && !f.normal.asks),
	rule('help', 0.8, (f) => f.on('cancel_no') && f.on('why')),
	rule('cancel_request', 0.94, (f) => f.on('cancel') && !f.on('cancel_no') && (!asksHow(f) || polite(f)) && !f.on('rdv') && !(f.on('queue') && /\b(?:ticket|file|queue|rang|place|numero)\b/.test(f.flat)) && f.topic !== 'queue' && f.topic !== 'called' && !(f.on('pay_trouble', 'bill') && f.topic === 'support') && !(f.on('book', 'move') && f.moment !== null && f.on('rdv'))),
	rule('cancel_request', 0.9, (f) => f.on('cancel') && !f.on('cancel_no') && f.on('rdv') && !asksHow(f) && !f.on('move')),
	rule('cancel_request', 0.9, (f) => f.topic === 'cancel' && f.polarity?.value === 'yes' && f.on('cancel') && !f.on('cancel_no')),
	rule('cancel_request', 0.9, (f) => f.on('no_longer') && !f.on('cancel_no', 'fault', 'want', 'complaint', 'stop', 'human', 'wrong') && !queueing(f) && f.topic !== 'support' && !f.normal.asks && f.topic !== 'rating' && !(f.on('praise', 'thanks') && f.topic === 'none' && !f.on('cancel', 'drop'))),
	rule('cancel_request', 0.89, (f) => f.on('no_longer') && /\b(?:veux|veut|want|besoins?|need|begg|bugg|soxla)/.test(f.flat) && !f.on('cancel_no', 'stop', 'human', 'help') && !queueing(f) && !f.normal.asks && f.topic !== 'summary'),
	rule('cancel_request', 0.88, (f) => f.on('drop') && !f.on('cancel_no', 'complaint', 'move') && !queueing(f) && f.topic !== 'rating' && f.topic !== 'problem' && !f.normal.asks && (f.topic !== 'none' || f.on('cancel', 'no_longer') || brief(f, 10))),
	rule('cancel_request', 0.93, (f) => f.on('close_account') && !asksHow(f) && !f.on('cancel_no') && !(f.on('price') && f.normal.asks) && !(f.normal.asks && f.on('howto') && !polite(f)) && !/\b(?:frais de resiliation|preavis|combien)\b/.test(f.flat)),
	rule('track_status', 0.9, (f) => f.on('where_is') && !f.on('mention', 'position_q', 'rdv', 'oos', 'price', 'take_ticket') && !queueing(f) && f.topic !== 'problem' && f.topic !== 'support' && (f.normal.asks || !f.on('want') || f.topic !== 'none')),
	rule('track_status', 0.88, (f) => f.on('status') && !f.on('cancel', 'no_longer', 'pay_trouble', 'rdv', 'human', 'want', 'drop') && !queueing(f) && f.topic !== 'support' && f.topic !== 'problem' && !(f.on('complaint') && !['enroute', 'searching'].includes(f.topic) && !f.normal.asks)),
	rule('track_status', 0.9, (f) => f.on('status') && f.requestId !== null && !f.on('cancel', 'pay_trouble')),
	rule('track_status', 0.86, (f) => (f.topic === 'enroute' || f.topic === 'searching') && f.on('where_is', 'status', 'no_show') && !f.on('cancel', 'no_longer', 'drop')),
	rule('track_status', 0.7, (f) => (f.topic === 'enroute' || f.topic === 'searching') && (f.normal.asks || f.on('later', 'arrived')) && !f.on('cancel', 'price', 'human', 'help', 'no_longer', 'thanks')),
	rule('rate_service', 0.95, (f) => f.topic === 'rating' && f.rating !== null && !(f.on('later') && f.minutes !== null)),
	rule('rate_service', 0.88, (f) => f.topic === 'rating' && (f.on('praise', 'complaint', 'rate_word', 'expensive') || /\b(?:bof|moyen|passable|correct|so so|ca va|bien|bon|good|ok|nul|mal|average|fine|tres|noor)\b/.test(f.flat)) && !f.on('later', 'human', 'pay_trouble', 'cancel') && !f.normal.asks),
	rule('rate_service', 0.8, (f) => f.topic === 'rating' && f.flat === '' && f.normal.emojis.length > 0),
	rule('rate_service', 0.85, (f) => f.rating !== null && (f.on('rate_word') || f.normal.emojis.some((emoji) => /⭐|🌟/u.test(emoji))) && !f.on('price', 'want') && f.topic !== 'pay'),
	rule('rate_service', 0.84, (f) => f.on('rate_word') && /\b(?:je veux|je voudrais|i want to|noter|rate) (?:\w+ ){0,2}(?:noter|rate|note|technicien|prestataire|technician|plombier)\b/.test(f.flat)),
	rule('rate_service', 0.55, (f) => f.topic === 'rating' && f.polarity?.value === 'yes'),
];

/** Queues and appointments. */
export const QUEUE_RULES: readonly Rule[] = [
	rule('join_queue', 0.93, (f) => f.on('take_ticket') && (f.on('queue') || f.organisations.length > 0 || f.orgServices.length > 0 || f.ticketType !== null || queueing(f)) && !f.on('cancel', 'leave', 'position_q', 'price', 'complaint', 'rdv', 'pay', 'book', 'keep_place') && !asksHow(f)),
	rule('join_queue', 0.93, (f) => f.topic === 'ticket_type' && f.ticketType !== null && !f.on('pay', 'cancel', 'howto') && !f.normal.asks && !/\b(?:combien|how much|prix|price|coute|cost|naata)\b/.test(f.flat)),
	rule('join_queue', 0.92, (f) => (f.topic === 'organisation' || f.topic === 'org_service') && (f.organisations.length > 0 || f.orgServices.length > 0) && !f.on('rdv', 'cancel', 'price')),
	rule('join_queue', 0.6, (f) => (f.topic === 'organisation' || f.topic === 'org_service') && f.words.length > 0 && brief(f, 8) && !f.normal.asks && !f.on('help', 'greet', 'cancel', 'human', 'stop', 'at') && f.polarity?.bare !== true),
	rule('join_queue', 0.82, (f) => f.organisations.length > 0 && f.on('want', 'take_ticket') && !f.on('rdv', 'book', 'price', 'pay', 'complaint', 'cancel', 'status', 'human', 'tech', 'bill', 'pay_trouble', 'where_is') && f.trades.length === 0 && f.topic !== 'support' && !asksHow(f)),
	rule('join_queue', 0.86, (f) => f.topic === 'queue' && f.orgServices.length > 0 && f.on('take_ticket', 'want', 'wrong') && !f.on('cancel', 'leave')),
	rule('join_queue', 0.74, (f) => f.ticketType !== null && ['queue', 'none', 'called'].includes(f.topic) && !f.on('price', 'pay', 'position_q', 'cancel', 'complaint')),
	rule('queue_position', 0.93, (f) => f.on('position_q') && (f.on('queue') || queueing(f) || f.ticketNumber !== null || /\b(?:tour|turn|position|devant|before me|ahead|jiitu|rang|personnes|people|combientieme)\b/.test(f.flat)) && !f.on('leave', 'cancel', 'keep_place', 'complaint', 'price') && !(f.topic === 'called' && f.polarity?.value === 'yes')),
	rule('queue_position', 0.84, (f) => f.on('position_q') && (f.on('queue') || f.topic === 'queue') && !f.on('leave', 'cancel', 'price') && (f.normal.asks || !f.on('complaint'))),
	rule('queue_position', 0.8, (f) => (f.topic === 'queue' || (f.topic === 'called' && f.polarity?.value !== 'no')) && f.on('keep_place') && f.topic !== 'called'),
	rule('queue_position', 0.82, (f) => f.topic === 'queue' && (f.on('where_is', 'status') || f.normal.asks || f.on('delay')) && !f.on('price', 'cancel', 'leave', 'help', 'rdv', 'pay', 'why', 'complaint')),
	rule('queue_position', 0.8, (f) => f.ticketNumber !== null && brief(f, 4) && !f.on('cancel', 'leave', 'price') && f.topic !== 'called' && f.topic !== 'organisation'),
	rule('deny', 0.9, (f) => f.topic === 'called' && (f.on('keep_place') || f.polarity?.value === 'wait') && !keepingWhat(f)),
	rule('leave_queue', 0.95, (f) => (f.on('leave') || f.on('cancel')) && (f.on('queue') || f.topic === 'queue' || f.topic === 'called') && !f.on('cancel_no', 'keep_place', 'complaint') && !asksHow(f) && !(f.on('rdv') && f.moment !== null) && (/\b(?:annul\w*|cancel|quitt\w*|leave|exit|retir\w*|remove|enlev\w*|take me|comot|genn\w*|dindi\w*|liber\w*|donn\w* ma|give (?:my|away)|laisse|rends|rendre|abandonn\w*|drop|attendre|wait|rentre|parti|pars|left|leaving|gone|home|sors|sortir|renonce|house|viens plus|desinscri\w*|nibbi|dem naa|nang|bolt|forget|place|rang|ticket)\b/.test(f.flat))),
	rule('leave_queue', 0.9, (f) => (f.topic === 'queue' || f.topic === 'called') && f.on('no_longer', 'drop') && !f.on('keep_place', 'complaint')),
	rule('book_appointment', 0.95, (f) => f.on('book') && f.on('rdv', 'book') && (f.on('rdv') || f.orgServices.length > 0 || f.organisations.length > 0 || f.moment !== null) && !f.on('move', 'cancel_no', 'pay', 'price', 'status') && (!f.on('cancel') || (f.on('queue') && f.moment !== null)) && !(asksHow(f) && !/\b(?:can i|puis je|est il possible|possible de|i fit)\b/.test(f.flat)) && f.trades.length === 0),
	rule('book_appointment', 0.96, (f) => f.on('book') && f.on('rdv') && f.on('cancel') && f.on('queue') && f.moment !== null),
	rule('book_appointment', 0.92, (f) => f.topic === 'appointment_time' && (f.moment !== null || f.on('later', 'now', 'no_rush', 'today')) && !f.on('cancel', 'human')),
	rule('book_appointment', 0.7, (f) => f.topic === 'appointment_time' && f.words.length > 0 && brief(f, 8) && !f.on('cancel', 'human', 'help', 'price', 'stop', 'greet') && f.polarity === null && !f.normal.asks),
	rule('book_appointment', 0.78, (f) => f.on('rdv') && f.on('want', 'book') && !f.on('move', 'cancel', 'status', 'price', 'complaint', 'where_is') && !asksHow(f)),
	rule('book_appointment', 0.66, (f) => f.on('rdv') && brief(f, 5) && f.topic === 'none' && !f.on('cancel', 'move', 'howto')),
	rule('reschedule_appointment', 0.95, (f) => f.on('move') && !f.on('cancel_no', 'pay') && (f.on('rdv') || f.topic === 'appointment') && (!asksHow(f) || polite(f) || /\b(?:peut on|can we|on peut|est il possible|possible de|puis je|can i)\b/.test(f.flat))),
	rule('reschedule_appointment', 0.93, (f) => f.topic === 'appointment' && f.moment !== null && f.polarity?.value !== 'yes' && !f.on('cancel')),
	rule('reschedule_appointment', 0.88, (f) => f.on('move') && f.moment !== null && !f.on('cancel_no', 'pay', 'want', 'book', 'fault') && ['none', 'other', 'appointment', 'enroute', 'searching', 'updates'].includes(f.topic) && !service(f)),
	rule('reschedule_appointment', 0.84, (f) => f.on('move') && /\b(?:report\w*|decal\w*|reschedul\w*|postpon\w*|toxal\w*|deplacer|repouss\w*|autre (?:jour|date|heure)|another (?:day|date|time)|beneen (?:bis|waxtu))\b/.test(f.flat) && !f.on('cancel_no', 'price') && !(asksHow(f) && !polite(f))),
];

/** Money, complaints and support. */
export const MONEY_RULES: readonly Rule[] = [
	rule('pay', 0.95, (f) => f.topic === 'pay' && f.method !== null && !f.on('pay_trouble', 'howto', 'complaint')),
	rule('pay', 0.93, (f) => f.topic === 'pay' && f.on('pay', 'paid') && !f.on('pay_trouble', 'price', 'expensive', 'complaint') && !(asksHow(f) && f.method === null) && f.polarity?.value !== 'no' && f.polarity?.value !== 'wait'),
	rule('pay', 0.88, (f) => f.topic === 'pay' && f.method !== null && !f.on('pay_trouble', 'complaint')),
	rule('pay', 0.9, (f) => f.on('pay', 'paid') && f.method !== null && !f.on('pay_trouble', 'complaint', 'price') && !(asksHow(f) && f.topic !== 'pay')),
	rule('pay', 0.84, (f) => f.on('pay') && (f.on('want') || f.amount !== null || /\b(?:je (?:paie|paye|regle|veux|vais|voudrais)|i (?:ll|will|want|go|would)|lien|link|envoyez|send|dinaa|damay|begg)\b/.test(f.flat)) && !f.on('pay_trouble', 'complaint', 'price', 'howto', 'cancel') && f.topic !== 'support' && f.trades.length === 0),
	rule('pay', 0.78, (f) => f.on('paid') && !f.on('pay_trouble', 'complaint') && f.topic !== 'support'),
	rule('pay', 0.7, (f) => f.topic === 'pay' && f.digit !== null && f.digit <= 4),
	rule('payment_problem', 0.95, (f) => f.on('pay_trouble') && !f.on('price') && f.topic !== 'support' && !asksHow(f) && !f.on('cancel_no')),
	rule('payment_problem', 0.9, (f) => f.on('pay_trouble') && f.topic !== 'support' && !(asksHow(f) && !f.on('complaint')) && !(f.on('price') && f.normal.asks && !f.on('complaint'))),
	rule('payment_problem', 0.86, (f) => f.topic === 'pay' && f.on('complaint', 'fault') && !f.on('expensive')),
	rule('payment_problem', 0.84, (f) => f.on('paid') && /\b(?:mais|but|wante|waaye|et (?:toujours|rien)|pourtant|still|toujours|rien|no )\b/.test(f.flat) && f.topic !== 'support'),
	rule('price_question', 0.94, (f) => f.on('price') && (f.normal.asks || /\b(?:combien|how much|prix|price|tarifs?|devis|quote|cost|naata|njeg|coute|reduction|remise|discount|reduire|diminuer|reduce|negoci\w*|last price)\b/.test(f.flat)) && !f.on('complaint', 'pay_trouble', 'position_q', 'where_is', 'injection', 'paid', 'oos') && !(f.on('pay') && f.method !== null) && f.topic !== 'rating' && !(f.on('want') && f.trades.length > 0 && !/\b(?:combien|how much|prix|price|tarifs?|devis|quote|cost|naata|coute)\b/.test(f.flat))),
	rule('price_question', 0.85, (f) => f.topic === 'support' && f.on('sales') && f.normal.asks && !f.on('bill', 'tech', 'close_account', 'complaint')),
	rule('price_question', 0.82, (f) => f.on('expensive') && (f.normal.asks || /\b(?:reduire|diminuer|effort|reduce|discount|wanni\w*|moins)\b/.test(f.flat)) && f.topic !== 'rating'),
	rule('price_question', 0.62, (f) => f.on('price', 'expensive') && !f.on('complaint', 'pay_trouble') && !service(f)),
	rule('complaint', 0.93, (f) => f.on('complaint') && f.topic !== 'rating' && !f.on('help', 'human', 'cancel', 'stop', 'pay_trouble', 'price', 'want', 'greet', 'mention', 'no_longer') && !(f.on('status', 'where_is') && ['enroute', 'searching'].includes(f.topic)) && !(f.on('praise') && !/\b(?:pas|not|no|encore|toujours|rien|nothing|another|again|attente|wait)\b/.test(f.flat) && !f.normal.emojis.some((emoji) => /🙄|😒|😡|🤬|👏|😤|🤡/u.test(emoji))) && !(f.topic === 'problem' && f.on('fault')) && !(closed(f) && f.polarity !== null) && !(f.topic === 'queue' && f.normal.asks)),
	rule('complaint', 0.9, (f) => f.on('no_show') && !['enroute', 'searching', 'rating'].includes(f.topic) && !f.on('pay_trouble', 'cancel', 'human') && !f.normal.asks),
	rule('complaint', 0.86, (f) => f.on('complaint') && !f.on('human', 'cancel', 'stop', 'pay_trouble') && f.topic !== 'rating' && (f.normal.exclaims > 0 || /\b(?:votre|vos|your|wuna|vous|you|seen|ngeen)\b/.test(f.flat)) && !(f.on('price', 'help') && f.normal.asks) && !(closed(f) && f.polarity !== null) && !(f.topic === 'problem' && f.on('fault'))),
	rule('complaint', 0.72, (f) => f.on('complaint') && !f.on('human', 'stop') && !['rating', 'problem', 'new_offer'].includes(f.topic) && !(f.on('price', 'help', 'howto', 'cancel', 'status', 'where_is')) && !(closed(f) && f.polarity !== null)),
	// Support: faults, bills and anger are complaints; questions are help.
	rule('complaint', 0.92, (f) => f.topic === 'support' && (f.on('pay_trouble') || (f.on('complaint') && !f.on('thanks'))) && !f.on('human', 'close_account') && !(asksHow(f) && !f.on('complaint')) && !(f.on('cancel') && !f.on('pay_trouble', 'bill'))),
	rule('complaint', 0.9, (f) => f.topic === 'support' && (f.on('fault', 'total_loss') || (f.on('tech') && /\b(?:pas|plus|not|no|lent|slow|coup\w*|plante|bug|erreur|error|down|drop\w*|yeex|neexul|dagg|bloque\w*|perd\w*|instable|mauvais|faible|impossible|ne)\b/.test(f.flat))) && !f.on('human', 'close_account', 'cancel') && !asksHow(f) && !(f.on('help') && /\b(?:oublie|forgot|mot de passe|password)\b/.test(f.flat)) && !f.on('price')),
	rule('complaint', 0.91, (f) => f.topic === 'support' && f.on('thanks') && f.on('complaint', 'total_loss') && /\b(?:pour rien|for nothing|toujours|encore|still)\b/.test(f.flat)),
	rule('complaint', 0.7, (f) => f.topic === 'support' && f.on('bill') && !f.normal.asks && !f.on('howto', 'price', 'close_account', 'cancel', 'thanks', 'want', 'human')),
	rule('complaint', 0.86, (f) => f.danger !== null && f.topic === 'support' && !f.on('human')),
	rule('complaint', 0.93, (f) => f.danger !== null && /\b(?:technicien|plombier|electricien|prestataire|agent|he|il|client|conseiller|votre|your)\b(?: \w+){0,4} (?:menac\w*|frapp\w*|threat\w*|agress\w*|insult\w*|couteau|knife|tap\w*|beat)/.test(f.flat) && !f.on('human')),
	rule('help', 0.9, (f) => f.topic === 'support' && (f.on('howto') || f.normal.asks) && !f.on('price', 'complaint', 'pay_trouble', 'human', 'close_account', 'total_loss', 'status') && !(f.on('sales') && !f.on('tech', 'bill') && !/\b(?:comment|how|ou |where|documents?)\b/.test(f.flat))),
	rule('help', 0.88, (f) => f.topic === 'support' && /\b(?:mot de passe|password|oublie|forgot|documents?|horaires?|adresse|changement de nom)\b/.test(f.flat) && !f.on('complaint', 'pay_trouble')),
	rule('help', 0.66, (f) => f.topic === 'support'),
];
