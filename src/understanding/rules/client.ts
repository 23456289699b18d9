import type { Facts } from '../facts.ts';

/** A yes or a no was asked for. */
export const closed = (f: Facts): boolean =>
	['summary', 'offer', 'appointment', 'called', 'price', 'cancel', 'quit', 'yes_no'].includes(f.topic);
/** The talk is of a queue. */
export const queueing = (f: Facts): boolean => ['queue', 'called', 'ticket_type', 'organisation', 'org_service'].includes(f.topic);
/** A trade, or a thing that breaks, is named. */
export const service = (f: Facts): boolean => f.trades.length > 0 || f.objects.length > 0;
/** "est-ce que je peux…", "how do I…": asked about, not done (README: a question is never the action itself). */
export const asksHow = (f: Facts): boolean =>
	f.on('howto') &&
	/\b(?:comment|how (?:do|can|to|i|for|does)|est ce que je peux|puis je|peut on|est il possible|c est possible|can i|may i|is it possible|naka|quels? (?:documents?|frais)|what (?:if|happens)|possible de|i fit|on fait comment|je fais comment|que se passe)\b/.test(
		f.flat,
	);
/** "Can you…": a wish, though worded as a question. */
export const polite = (f: Facts): boolean =>
	/\b(?:pouvez vous|vous pouvez|peux tu|tu peux|can you|could you|would you|pourriez vous|wuna fit|you fit)\b/.test(f.flat);
/** What was agreed is kept. */
export const kept = (f: Facts): boolean =>
	/\b(?:comme prevu|je serai la|gard(?:ez|e)|keep|maintenez|j y serai|i will be there|as planned|je viens bien|toujours valable|je maintiens)\b/.test(
		f.flat,
	);
/** Leaves and keeps the place at once. */
export const keepingWhat = (f: Facts): boolean => f.on('leave') && f.on('keep_place');

const HERE =
	/\b(?:me (?:voici|voila)|je suis (?:la|ici|assise?|en face|devant|au fond|presente?|debout)|fii? laa?|(?:maa?|mi) ?ngi (?:fi|ci|fii)|i (?:dey|di) (?:here|inside|front|come)|i siddon|i m (?:here|right here|inside)|i am (?:here|inside)|na me be that|it s me|c est moi|right here|sitting)\b/;

/** Called, and there, though it takes a moment to come forward. */
export function presentAtCounter(f: Facts): boolean {
	return (
		f.topic === 'called' &&
		HERE.test(f.flat) &&
		!/\b(?:pas|plus|not|no|nor|nekku\w*|sorti\w*|parti\w*|left|comot|dehors|outside|maison|house|loin|far)\b/.test(f.flat) &&
		!f.on('leave', 'cancel', 'keep_place', 'complaint')
	);
}
