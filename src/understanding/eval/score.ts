import { ACTIONS } from '../actions.ts';
import type { Intent, Reading } from '../reading.ts';
import { fold } from '../text/normalise.ts';
import type { LabelledLine } from './labelled-line.ts';

/** Slots of a closed vocabulary: judged by their value, and counted as spurious when there is none. */
const CLOSED_SLOTS: ReadonlySet<string> = new Set([
	'service',
	'amount',
	'rating',
	'phone',
	'ticket_number',
	'ticket_type',
	'payment_method',
	'language',
	'request_id',
	'eta_minutes',
	'channel',
	'urgency',
]);
const NUMBERS: ReadonlySet<string> = new Set(['amount', 'rating', 'eta_minutes', 'count']);

const tokens = (value: unknown): string[] => fold(String(value)).match(/[a-z0-9]+/g) ?? [];
const digits = (value: unknown): string => String(value).replace(/\D/g, '');
const none = (value: unknown): boolean =>
	value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Is a slot's value the labelled one? Numbers by value, ids by their digits, free text by half of the labelled words. */
function sameSlot(key: string, gold: unknown, found: unknown): boolean {
	if (none(gold)) return none(found);
	if (none(found)) return false;
	if (Array.isArray(gold)) return gold.every((wanted) => [found].flat().some((one) => sameSlot(key, wanted, one)));
	if (Array.isArray(found)) return found.some((one) => sameSlot(key, gold, one));
	if (NUMBERS.has(key)) return Number(gold) === Number(found);
	if (key === 'phone' || key === 'request_id') return digits(found) !== '' && digits(found).endsWith(digits(gold));
	if (CLOSED_SLOTS.has(key)) return tokens(gold).join('') === tokens(found).join('');
	const wanted = new Set(tokens(gold));
	const given = new Set(tokens(found));
	if (key === 'quarter') return given.has(tokens(gold)[0] ?? '');
	return wanted.size > 0 && [...wanted].filter((word) => given.has(word)).length / wanted.size >= 0.5;
}

/** What was answered for one line. */
export interface Answer {
	line: LabelledLine;
	reading: Pick<Reading, 'sentiment' | 'urgency' | 'category' | 'wants_human' | 'confidence' | 'danger' | 'slots'> & { intent: Intent };
}

export type Head = 'intent' | 'sentiment' | 'urgency' | 'category';

/** Right when it is the label or one of its alternatives. */
export function right({ line, reading }: Answer, head: Head): boolean {
	const given = reading[head];
	const others: readonly (string | null)[] = {
		intent: line.alt,
		sentiment: line.alt_sentiment,
		urgency: line.alt_urgency,
		category: line.alt_category,
	}[head];
	return given === line[head] || others.includes(given);
}

/** The lines a head is judged on. */
export function judged(answers: readonly Answer[], head: Head): Answer[] {
	return answers.filter(({ line }) => (head === 'intent' ? line.score_intent : head !== 'category' || line.category !== null));
}

/** Precision, recall and F1 of each labelled class; a right alternative counts for the labelled class. */
export function perLabel(
	answers: readonly Answer[],
	head: Head,
): { label: string; count: number; precision: number; recall: number; f1: number }[] {
	const pairs = judged(answers, head).map((answer) => ({
		gold: String(answer.line[head]),
		given: right(answer, head) ? String(answer.line[head]) : String(answer.reading[head]),
	}));
	return [...new Set(pairs.map(({ gold }) => gold))].sort().map((label) => {
		const count = pairs.filter(({ gold }) => gold === label).length;
		const hits = pairs.filter(({ gold, given }) => gold === label && given === label).length;
		const given = pairs.filter((pair) => pair.given === label).length;
		return { label, count, precision: given === 0 ? 0 : hits / given, recall: hits / count, f1: (2 * hits) / (count + given) };
	});
}

/** The mean of the classes' F1. */
export function macroF1(answers: readonly Answer[], head: Head): number {
	const labels = perLabel(answers, head);
	return labels.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(1, labels.length);
}

/** The share of right answers among the lines that are labelled for this head. */
export function accuracy(answers: readonly Answer[], head: Head): number {
	const lines = judged(answers, head);
	return lines.filter((answer) => right(answer, head)).length / Math.max(1, lines.length);
}

/** Of those who want a person, the share that was heard. */
export function humanRecall(answers: readonly Answer[]): number {
	const asking = answers.filter(({ line }) => line.wants_human);
	return asking.filter(({ reading }) => reading.wants_human).length / Math.max(1, asking.length);
}

/** Of those who were heard asking for a person, the share that did. */
export function humanPrecision(answers: readonly Answer[]): number {
	const heard = answers.filter(({ reading }) => reading.wants_human);
	return heard.filter(({ line }) => line.wants_human).length / Math.max(1, heard.length);
}

/** One slot over all lines: how often it is labelled, found as labelled, and given where nothing is (closed slots only: words have no end). */
export interface SlotCount {
	name: string;
	labelled: number;
	found: number;
	spurious: number;
}

/** Every slot that is labelled or wrongly given, by name. */
export function perSlot(answers: readonly Answer[]): SlotCount[] {
	const counts = new Map<string, SlotCount>();
	const of = (name: string): SlotCount => {
		const count = counts.get(name) ?? { name, labelled: 0, found: 0, spurious: 0 };
		counts.set(name, count);
		return count;
	};
	for (const { line, reading } of answers) {
		const given = new Map<string, unknown>(Object.entries(reading.slots).filter(([, value]) => !none(value)));
		for (const [name, gold] of Object.entries(line.slots)) {
			const count = of(name);
			count.labelled += 1;
			const found = given.get(name) ?? (name === 'urgency' ? reading.urgency : undefined);
			if ((line.alt_slots[name] ?? [gold]).some((one) => sameSlot(name, one, found))) count.found += 1;
		}
		for (const name of given.keys())
			if (CLOSED_SLOTS.has(name) && line.slots[name] === undefined && line.alt_slots[name] === undefined) of(name).spurious += 1;
	}
	return [...counts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The share of labelled slots that were found, of the closed vocabulary or of all. */
export function slotRecall(answers: readonly Answer[], closed: boolean): number {
	const slots = perSlot(answers).filter(({ name }) => !closed || CLOSED_SLOTS.has(name));
	return (
		slots.reduce((sum, { found }) => sum + found, 0) /
		Math.max(
			1,
			slots.reduce((sum, { labelled }) => sum + labelled, 0),
		)
	);
}

/** Of the closed slots that were given, the share that somebody had labelled so. */
export function slotPrecision(answers: readonly Answer[]): number {
	const slots = perSlot(answers).filter(({ name }) => CLOSED_SLOTS.has(name));
	const found = slots.reduce((sum, slot) => sum + slot.found, 0);
	return found / Math.max(1, found + slots.reduce((sum, { spurious }) => sum + spurious, 0));
}

/** A cancellation is spoken of: taking a denied one for one is a yes too. */
const CANCELLING = /annul|cancel|supprim|desist|\bfar\b/;

/** What must never happen: a refusal or a negated cancellation read as a yes, a danger not seen, small talk taken for an action. */
export function faults(answers: readonly Answer[]): { refusalAsYes: Answer[]; dangerMissed: Answer[]; smallTalkAsAction: Answer[] } {
	return {
		refusalAsYes: answers.filter((answer) => {
			const { line, reading } = answer;
			if (!['deny', 'provider_decline'].includes(line.intent) || right(answer, 'intent')) return false;
			return (
				['confirm', 'provider_accept', 'pay'].includes(reading.intent) ||
				(reading.intent === 'cancel_request' && CANCELLING.test(fold(`${line.text} ${line.context ?? ''}`)))
			);
		}),
		dangerMissed: answers.filter(
			({ line, reading }) =>
				line.tags.includes('danger') && line.intent !== 'out_of_scope' && !(reading.danger && reading.urgency === 'haute'),
		),
		smallTalkAsAction: answers.filter(
			(answer) => answer.line.intent === 'out_of_scope' && !right(answer, 'intent') && ACTIONS.has(answer.reading.intent),
		),
	};
}

/** The answers that can be judged for danger: labelled so, or calm; an urgent message of another kind was not asked about. */
export function dangerJudged(answers: readonly Answer[]): { answer: Answer; danger: boolean }[] {
	return answers.flatMap((answer) => {
		const danger = answer.line.tags.includes('danger');
		return danger || (answer.line.urgency !== 'haute' && !answer.line.alt_urgency.includes('haute')) ? [{ answer, danger }] : [];
	});
}

/** Of the calm messages, the share in which danger was heard. */
export function falseAlarms(answers: readonly Answer[]): number {
	const calm = dangerJudged(answers).filter(({ danger }) => !danger);
	return calm.filter(({ answer }) => answer.reading.danger).length / Math.max(1, calm.length);
}

/** Bins of confidence with how often they were right, and the expected calibration error (ECE). */
export function calibrationOf(
	answers: readonly Answer[],
	bins = 10,
): { ece: number; bins: { from: number; count: number; confidence: number; accuracy: number }[] } {
	const lines = judged(answers, 'intent');
	const rows = Array.from({ length: bins }, (_, index) => {
		const inside = lines.filter(({ reading }) => Math.min(bins - 1, Math.floor(reading.confidence * bins + 1e-9)) === index);
		const count = inside.length;
		return {
			from: index / bins,
			count,
			confidence: inside.reduce((sum, { reading }) => sum + reading.confidence, 0) / Math.max(1, count),
			accuracy: inside.filter((answer) => right(answer, 'intent')).length / Math.max(1, count),
		};
	}).filter(({ count }) => count > 0);
	return {
		ece: rows.reduce((sum, row) => sum + (row.count / Math.max(1, lines.length)) * Math.abs(row.confidence - row.accuracy), 0),
		bins: rows,
	};
}
