import type { Facts } from '../facts.ts';
import { closed } from './client.ts';
import { offersLess, refusesToPay } from './paying.ts';
import { brief, type Rule, rule } from './rule.ts';

/** The questions that a yes or a no answers. */
const YES_NO = new Set<Facts['topic']>([
	'summary',
	'offer',
	'appointment',
	'called',
	'price',
	'pay',
	'cancel',
	'quit',
	'updates',
	'yes_no',
	'other',
	'support',
	'enroute',
	'searching',
	'queue',
	'rating',
	'none',
]);

/** Yes, no, not yet: what they answer. */
export const ANSWER_RULES: readonly Rule[] = [
	rule(
		'confirm',
		0.96,
		(f) =>
			(closed(f) || f.topic === 'updates') &&
			(f.digit === 1 || (f.polarity?.value === 'yes' && f.polarity.bare)) &&
			!f.on('cancel', 'price', 'leave'),
	),
	rule(
		'deny',
		0.96,
		(f) =>
			(closed(f) || f.topic === 'updates') &&
			(f.digit === 2 || (f.polarity?.value === 'no' && f.polarity.bare)) &&
			!f.on('cancel', 'no_longer', 'drop', 'leave', 'price', 'move'),
	),
	rule(
		'confirm',
		0.9,
		(f) =>
			closed(f) &&
			f.polarity?.value === 'yes' &&
			!f.on('cancel', 'price', 'human', 'leave', 'drop') &&
			!(f.on('wrong') && f.quarters.length > 0),
	),
	rule(
		'confirm',
		0.86,
		(f) =>
			YES_NO.has(f.topic) &&
			f.polarity?.value === 'yes' &&
			f.polarity.bare &&
			!f.on('thanks', 'praise', 'greet', 'cancel', 'help') &&
			f.topic !== 'rating' &&
			f.topic !== 'support',
	),
	rule(
		'confirm',
		0.72,
		(f) =>
			f.polarity?.value === 'yes' &&
			f.polarity.bare &&
			!['rating', 'none', 'pay'].includes(f.topic) &&
			!f.on('cancel', 'thanks', 'pay') &&
			f.moment === null &&
			f.quarters.length === 0,
	),
	rule('confirm', 0.62, (f) => f.topic === 'pay' && f.polarity?.value === 'yes' && f.method === null),
	rule('confirm', 0.85, (f) => f.topic === 'called' && f.on('enroute', 'arrived') && f.polarity?.value !== 'no'),
	rule(
		'deny',
		0.9,
		(f) =>
			closed(f) &&
			(f.polarity?.value === 'no' || f.polarity?.value === 'wait' || f.on('wrong')) &&
			f.polarity?.value !== 'yes' &&
			!f.on('no_longer', 'drop', 'price', 'human', 'leave', 'move') &&
			!(f.on('cancel') && !f.on('cancel_no') && f.topic !== 'cancel') &&
			!(f.normal.asks && f.on('howto', 'price', 'why')),
	),
	rule('deny', 0.88, (f) => closed(f) && f.polarity?.value === 'no' && f.on('no_longer') && /^(?:non|no)\b/.test(f.flat) && brief(f, 3)),
	rule('deny', 0.92, (f) => closed(f) && f.polarity?.value !== 'yes' && f.on('expensive') && !f.normal.asks),
	rule('deny', 0.95, (f) => offersLess(f) || refusesToPay(f)),
	rule('deny', 0.95, (f) => f.topic === 'pay' && f.on('expensive') && f.method === null && f.polarity?.value !== 'yes' && !f.normal.asks),
	rule(
		'deny',
		0.8,
		(f) =>
			f.on('wrong') &&
			f.polarity?.value === 'no' &&
			['enroute', 'searching', 'other'].includes(f.topic) &&
			!f.on('cancel', 'complaint', 'status'),
	),
	rule(
		'deny',
		0.82,
		(f) =>
			(f.polarity?.value === 'no' || f.polarity?.value === 'wait') &&
			f.polarity.bare &&
			!f.on(
				'cancel',
				'no_longer',
				'drop',
				'status',
				'where_is',
				'complaint',
				'leave',
				'pay_trouble',
				'fault',
				'stop',
				'help',
				'move',
				'thanks',
				'human',
			) &&
			!f.normal.asks &&
			!['rating', 'problem', 'place'].includes(f.topic) &&
			!(f.topic === 'none' && brief(f, 1)),
	),
	rule(
		'deny',
		0.78,
		(f) =>
			f.topic === 'pay' &&
			(f.polarity?.value === 'no' || f.polarity?.value === 'wait') &&
			f.method === null &&
			f.amount === null &&
			!f.on('pay_trouble', 'price', 'expensive', 'complaint'),
	),
	rule('deny', 0.9, (f) => f.topic === 'rating' && f.rating === null && f.on('later') && !f.on('complaint', 'praise')),
	rule(
		'deny',
		0.95,
		(f) =>
			f.topic === 'rating' &&
			(f.polarity?.value === 'wait' ||
				/\b(?:plus tard|later|tout a l heure|dans (?:\w+ )?(?:\d+ )?(?:min|heures?)|ci kanam)\b/.test(f.flat)) &&
			f.minutes !== null &&
			!f.on('praise'),
	),
	rule(
		'deny',
		0.75,
		(f) =>
			f.topic === 'rating' &&
			(f.polarity?.value === 'no' || f.polarity?.value === 'wait') &&
			f.rating === null &&
			brief(f, 5) &&
			!f.on('complaint', 'praise') &&
			!/\b(?:bien|bon|good|terrible|satisf\w*|content|top|mal|fine|well)\b/.test(f.flat),
	),
];
