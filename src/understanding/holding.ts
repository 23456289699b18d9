import type { Facts } from './facts.ts';
import type { Slots } from './reading.ts';

/** What somebody says of what they hold, a job, a request, a ticket or an appointment, whatever else the text is about. */
export function holdingOf(facts: Facts): Pick<Slots, 'kept' | 'gives_up' | 'asks_to_cancel' | 'needs_time' | 'cannot_come' | 'priority'> {
	return {
		...(isKept(facts) ? { kept: true as const } : {}),
		...(givesUp(facts) ? (facts.normal.asks ? { asks_to_cancel: true as const } : { gives_up: true as const }) : {}),
		...(needsTime(facts) ? { needs_time: true as const } : {}),
		...(cannotCome(facts) ? { cannot_come: true as const } : {}),
		...priorityOf(facts),
	};
}

/** Told not to cancel what is open; asked or told why nothing was cancelled is another matter. */
function isKept({ on, topic, normal, flat }: Facts): boolean {
	if (!on('cancel_no') || topic === 'cancel' || normal.asks || on('why', 'status', 'complaint')) return false;
	return !/\b(?:ete|was|were|been|j ai|i didn t|i never)\b/.test(flat);
}

/** To cancel is spoken of, and not ruled out; a question about it wants the way to do it. */
function givesUp({ role, on }: Facts): boolean {
	return role === 'client' && on('cancel') && !on('cancel_no', 'why', 'complaint', 'status', 'price');
}

/** "J'ai un contretemps, je peux passer après ?": more time is wanted, and the place is kept. */
function needsTime({ role, topic, flat, words, on }: Facts): boolean {
	if (role !== 'client' || !['none', 'other', 'queue'].includes(topic) || words.length > 14 || on('cancel', 'leave', 'rdv', 'fault'))
		return false;
	return /\b(?:contretemps|passer (?:un peu )?apres|laisse[rz]? passer (?:d autres|les autres|quelqu un|mon tour)|passer mon tour|besoin de (?:plus de )?temps|need (?:some |more )?time|skip my turn|let (?:others|someone) (?:go|pass))\b/.test(
		flat,
	);
}

const NOT_COMING =
	/\b(?:(?:peux|pourrai|pourrais|vais|viendrai|viens) (?:pas|plus)(?: (?:pouvoir|venir|y aller|etre la|passer|me deplacer|etre present\w*))*|(?:can t|cannot|won t|not able to|unable to)(?: be able to)? (?:come|make it|be there|attend)|no (?:go )?fit (?:come|reach)|menuma (?:now|new|dem)|duma (?:now|new))\b/;

/** Somebody says that they will not come to what they hold; of a client who is asked for a time, that only rules one out. */
function cannotCome({ role, topic, flat, words, normal, moments }: Facts): boolean {
	if (role === 'client' && !['none', 'other', 'queue'].includes(topic)) return false;
	if (normal.asks || words.length > 14) return false;
	return (
		NOT_COMING.test(flat) &&
		/\b(?:venir|aller|etre la|passer|deplacer|present\w*|viendrai|viens|come|make it|be there|attend|reach|now|new|dem)\b/.test(flat) &&
		!moments.some(({ negated }) => negated)
	);
}

const PREGNANT = /\b(?:enceinte|pregnant|biir|get belle|don belle)\b/;
const DISABLED = /\b(?:handicape\w*|fauteuil roulant|wheelchair|disabled|aveugle|blind|lagg?i|bequilles?|crutches)\b/;
const ELDERLY =
	/\b(?:personne agee|tres age\w*|vieille dame|vieux monsieur|elderly|old (?:man|woman|lady|mama|papa)|mag la|mu mag|troisieme age|(?:[6-9]\d) ans)\b/;

function priorityOf({ flat }: Facts): Pick<Slots, 'priority'> {
	if (PREGNANT.test(flat)) return { priority: 'pregnant' };
	if (DISABLED.test(flat)) return { priority: 'disabled' };
	return ELDERLY.test(flat) ? { priority: 'elderly' } : {};
}
