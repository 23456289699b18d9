import { brief, type Rule, rule } from './rule.ts';

const RIDE = /🛵|🏍|🏃|🚗|🚕|🚙|💨|🚶|🚲|🛺|🚌/u;
const PLACE = /📍|🏠|🏡|🚪/u;
const TOOL = /🔧|🛠|🔨|🪛|👷|⚒|🔩/u;
const DONE = /✅|✔|🏁|👌|💯|🎉/u;

/** What a provider says: answers to an offer, then the four keywords of a job, in any words; and what goes wrong on the way. */
export const PROVIDER_RULES: readonly Rule[] = [
	// An offer is open.
	rule(
		'provider_accept',
		0.97,
		(f) => f.topic === 'new_offer' && (f.digit === 1 || (f.polarity?.value === 'yes' && f.polarity.bare && !f.on('decline_job'))),
	),
	rule(
		'provider_decline',
		0.97,
		(f) => f.topic === 'new_offer' && (f.digit === 2 || f.digit === 0 || (f.polarity?.value === 'no' && f.polarity.bare)),
	),
	// Said of the job he is at, though another one has just been offered.
	rule('provider_arrived', 0.99, (f) => f.on('client_absent') && f.on('arrived') && f.topic === 'new_offer'),
	rule(
		'provider_decline',
		0.94,
		(f) =>
			f.topic === 'new_offer' &&
			!f.on('client_absent') &&
			(f.polarity?.value === 'no' || (f.on('decline_job') && f.polarity?.value !== 'yes')) &&
			!(f.normal.asks && !f.on('decline_job')) &&
			!f.on('pay_trouble'),
	),
	rule(
		'provider_decline',
		0.95,
		(f) =>
			f.topic === 'new_offer' &&
			f.on('decline_job') &&
			!/^(?:oui|yes|ok|d accord|waaw|accepte|no problem|pas de (?:souci|probleme)|no wahala)\b/.test(f.flat) &&
			!/\b(?:je|i) (?:prends|take|accepte)\b/.test(f.flat),
	),
	rule(
		'price_question',
		0.95,
		(f) =>
			f.topic === 'new_offer' &&
			f.on('price') &&
			!f.on('decline_job') &&
			(f.normal.asks || /\b(?:combien|how much|prix|price|naata)\b/.test(f.flat)),
	),
	rule(
		'help',
		0.9,
		(f) =>
			f.topic === 'new_offer' &&
			(f.normal.asks || /\b(?:c est ou|ou exactement|which side|where exactly)\b/.test(f.flat)) &&
			f.polarity?.bare !== true &&
			!f.on('price', 'decline_job'),
	),
	rule(
		'provider_accept',
		0.93,
		(f) =>
			f.topic === 'new_offer' &&
			(f.polarity?.value === 'yes' || f.on('accept_job')) &&
			!(f.on('decline_job') && f.polarity?.value !== 'yes') &&
			f.polarity?.value !== 'no' &&
			!(f.normal.asks && f.polarity?.value !== 'yes' && f.on('price')),
	),
	rule('provider_accept', 0.82, (f) => f.topic === 'new_offer' && f.on('enroute', 'arrived') && !f.on('decline_job')),
	rule(
		'provider_accept',
		0.8,
		(f) => f.topic === 'new_offer' && f.flat === '' && f.normal.emojis.some((emoji) => RIDE.test(emoji) || TOOL.test(emoji)),
	),
	rule('provider_decline', 0.55, (f) => f.topic === 'new_offer' && f.polarity?.value === 'wait' && !f.on('accept_job')),
	// An offer answered by telling something of oneself, without a yes: a refusal put politely.
	rule(
		'provider_decline',
		0.62,
		(f) =>
			f.topic === 'new_offer' &&
			f.polarity?.value !== 'yes' &&
			f.words.length >= 3 &&
			!f.normal.asks &&
			!f.on('accept_job', 'enroute', 'client_absent', 'human', 'stop', 'change_lang', 'pay_trouble', 'injection'),
	),
	rule(
		'provider_enroute',
		0.52,
		(f) => f.topic === 'accepted' && !f.on('oos') && f.words.length > 0 && brief(f, 6) && !f.normal.asks && f.polarity?.value !== 'no',
	),
	rule('provider_decline', 0.96, (f) => f.topic === 'new_offer' && /\bnon merci$|\bno thanks?$/.test(f.flat)),
	// He can no longer come, at any moment before the work.
	rule(
		'provider_decline',
		0.93,
		(f) =>
			/\b(?:(?:peux|pourrai|veux|vais) (?:plus|pas)(?: \w+){0,2} (?:venir|y aller|intervenir|faire|assurer|passer|continuer)|(?:can t|cannot|won t|unable to)(?: \w+){0,2} (?:come|make it|go|do|continue)|no (?:go )?fit (?:come|go|do|reach)(?: again)?|menuma (?:now|dem|def)|dois annuler|je me desiste|je renonce|peux pas venir)\b/.test(
				f.flat,
			) &&
			f.topic !== 'working' &&
			!f.normal.asks,
	),
	rule(
		'provider_decline',
		0.8,
		(f) =>
			f.on('cancel') &&
			!f.on('cancel_no', 'howto') &&
			['accepted', 'enroute', 'there', 'none'].includes(f.topic) &&
			f.role === 'provider' &&
			!/\b(?:client|il|elle|he|she) (?:a |has |m a )?(?:annul|cancel)/.test(f.flat),
	),
	// The job's keywords.
	rule(
		'provider_start',
		0.9,
		(f) => f.topic === 'there' && (f.polarity?.value === 'yes' || f.digit === 1) && !f.on('complete', 'not_done'),
	),
	rule(
		'provider_start',
		0.95,
		(f) => f.on('start') && !f.on('not_done') && f.topic === 'there' && f.polarity?.value !== 'no' && !f.normal.asks,
	),
	rule(
		'provider_start',
		0.9,
		(f) =>
			f.on('start') &&
			!f.on('complete', 'where_is', 'howto') &&
			f.topic !== 'new_offer' &&
			!f.normal.asks &&
			!(f.topic === 'accepted' && f.on('enroute')) &&
			!(f.on('not_done') && f.topic !== 'working'),
	),
	rule('provider_start', 0.85, (f) => f.topic === 'working' && f.on('not_done') && f.amount === null),
	rule('provider_start', 0.8, (f) => f.flat === '' && f.topic !== 'new_offer' && f.normal.emojis.some((emoji) => TOOL.test(emoji))),
	rule('provider_complete', 0.95, (f) => f.topic === 'working' && f.on('complete') && !f.on('not_done', 'pay_trouble') && !f.normal.asks),
	rule(
		'provider_complete',
		0.94,
		(f) => f.topic === 'working' && f.amount !== null && !f.on('pay_trouble', 'not_done', 'complaint', 'price') && !f.normal.asks,
	),
	rule(
		'provider_complete',
		0.9,
		(f) =>
			f.topic === 'working' &&
			(f.polarity?.value === 'yes' || f.normal.emojis.some((emoji) => DONE.test(emoji))) &&
			(f.polarity?.bare === true || !f.on('accept_job')) &&
			!f.on('not_done', 'complaint', 'pay_trouble') &&
			!f.normal.asks,
	),
	rule(
		'provider_complete',
		0.88,
		(f) =>
			f.on('complete') &&
			f.topic !== 'new_offer' &&
			f.topic !== 'rating' &&
			!f.on('not_done', 'pay_trouble', 'start', 'status', 'absence', 'thanks') &&
			!f.normal.asks &&
			(f.topic !== 'none' || f.amount !== null || brief(f, 5)),
	),
	// Done, and the sum: nothing says it better.
	rule(
		'provider_complete',
		0.96,
		(f) =>
			f.on('complete') &&
			f.amount !== null &&
			f.topic === 'none' &&
			!f.on('not_done', 'pay_trouble', 'status', 'absence') &&
			!f.normal.asks,
	),
	rule(
		'provider_arrived',
		0.95,
		(f) =>
			f.on('arrived') &&
			f.topic !== 'new_offer' &&
			f.topic !== 'working' &&
			!(f.minutes !== null && (f.on('enroute') || /\b(?:dans|d ici|in) \w+/.test(f.flat)) && !f.on('client_absent')) &&
			!/\b(?:presque|bientot|almost|nearly|pas encore|not yet|serai|soon)\b/.test(f.flat),
	),
	rule('provider_arrived', 0.9, (f) => f.on('client_absent') && ['accepted', 'there', 'enroute'].includes(f.topic)),
	rule('provider_arrived', 0.78, (f) => f.on('client_absent') && f.topic !== 'new_offer' && f.topic !== 'working'),
	rule('provider_arrived', 0.85, (f) => f.flat === '' && f.normal.emojis.some((emoji) => PLACE.test(emoji)) && f.topic === 'accepted'),
	rule(
		'provider_enroute',
		0.93,
		(f) =>
			f.on('enroute') &&
			f.topic !== 'new_offer' &&
			f.topic !== 'there' &&
			f.topic !== 'working' &&
			!f.on('price', 'howto', 'client_absent') &&
			// The police that stops him on the way is no complaint.
			!(f.on('complaint') && !f.on('delay')),
	),
	rule(
		'provider_enroute',
		0.91,
		(f) =>
			f.on('delay') && ['accepted', 'enroute', 'none', 'other'].includes(f.topic) && !f.on('client_absent', 'complaint', 'pay_trouble'),
	),
	rule('provider_enroute', 0.88, (f) => f.topic === 'accepted' && f.minutes !== null && !f.on('client_absent', 'decline_job', 'complete')),
	rule(
		'provider_enroute',
		0.86,
		(f) => f.topic === 'accepted' && f.polarity?.value === 'yes' && !f.on('complete', 'arrived', 'start') && !f.normal.asks,
	),
	rule('provider_enroute', 0.85, (f) => f.flat === '' && f.normal.emojis.some((emoji) => RIDE.test(emoji)) && f.topic !== 'new_offer'),
	rule('confirm', 0.6, (f) => f.topic === 'none' && f.polarity?.value === 'yes' && f.polarity.bare),
	// Outside a job.
	rule('preferences', 0.92, (f) => f.on('absence') && f.topic !== 'new_offer' && f.topic !== 'accepted' && !f.on('complaint', 'howto')),
	rule('payment_problem', 0.95, (f) => f.on('pay_trouble') && f.topic !== 'new_offer' && f.polarity?.value !== 'yes'),
	rule(
		'payment_problem',
		0.85,
		(f) =>
			/\b(?:mon (?:argent|paiement|virement|du)|my (?:money|payment|pay)|sama xaalis|mes sous)\b/.test(f.flat) && f.topic !== 'new_offer',
	),
	rule(
		'complaint',
		0.93,
		(f) =>
			f.on('complaint') &&
			['working', 'none', 'there', 'accepted', 'other', 'support'].includes(f.topic) &&
			/\b(?:client|cliente|madam|il|elle|he|she|e|vous|wuna|you|application|bot|systeme|personne|nobody)\b/.test(f.flat) &&
			!f.on('complete', 'howto', 'delay') &&
			!(f.on('praise') && !/\b(?:pas|not|no)\b/.test(f.flat)),
	),
	rule('complaint', 0.75, (f) => f.on('complaint') && f.topic !== 'new_offer' && !f.on('complete', 'delay', 'praise')),
	rule(
		'price_question',
		0.86,
		(f) =>
			f.on('price') &&
			!f.on('complete', 'pay_trouble') &&
			f.topic !== 'working' &&
			(f.normal.asks || /\b(?:combien|how much|prix|price|quel(?:le)? est|tarif|commission|naata)\b/.test(f.flat)),
	),
	rule(
		'help',
		0.91,
		(f) => f.on('howto', 'why') && f.topic === 'none' && !f.on('price', 'pay_trouble', 'oos') && !/\bcombien\b/.test(f.flat),
	),
	rule(
		'help',
		0.84,
		(f) =>
			f.topic !== 'new_offer' &&
			f.normal.asks &&
			/\b(?:adresse|address|ou est|where|numero|number|quartier|client)\b/.test(f.flat) &&
			!f.on('arrived', 'client_absent'),
	),
	rule('track_status', 0.6, (f) => f.on('status') && f.topic === 'none'),
	rule('give_location', 0.7, (f) => f.topic === 'place' && (f.quarters.length > 0 || f.landmark !== null)),
	rule('help', 0.5, (f) => f.topic === 'none' && f.normal.asks),
];
