import type { Intent } from '../../understanding/reading.ts';
import type { Moment } from './moment.ts';

/** From here on an intent may interrupt a question that would take any text. */
export const CERTAIN = 0.8;

const INTERRUPTING: readonly Intent[] = [
	'cancel_request',
	'talk_to_human',
	'change_language',
	'stop_notifications',
	'track_status',
	'help',
];

/** Whether a text is plainly not an answer to a free-text question ("en fait annulez", "je veux parler à quelqu'un"). */
export function interrupts({ reading }: Moment): boolean {
	if (reading === null) return false;
	if (reading.wants_human || isAngry(reading)) return true;
	return reading.intent !== null && reading.confidence >= CERTAIN && INTERRUPTING.includes(reading.intent);
}

/** Asked in passing: it is answered, and what was asked stays open. */
const ASIDE: readonly Intent[] = ['price_question', 'pay', 'payment_problem', 'complaint'];

/** Whether a text asks for something else besides what it tells the open question ("c'est combien pour Makepe ?"). */
export function isAside({ reading }: Moment): boolean {
	return reading !== null && reading.intent !== null && reading.confidence >= CERTAIN && ASIDE.includes(reading.intent);
}

/** Anger is a complaint said with feeling: it goes to a person. */
export function isAngry(reading: { intent: Intent | null; sentiment: string; confidence: number }): boolean {
	return reading.intent === 'complaint' && reading.sentiment === 'negatif' && reading.confidence >= CERTAIN;
}
