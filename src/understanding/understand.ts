import { Counter } from 'prom-client';
import { dangerIn } from './danger.ts';
import { type Facts, factsOf } from './facts.ts';
import { foundIn } from './found.ts';
import { type HeardDanger, hearDanger } from './hear-danger.ts';
import { decide } from './intents.ts';
import { languageOf } from './language.ts';
import { combineCategory, combineHuman, combineIntent, combineSentiment, combineUrgency } from './local/combine.ts';
import { classify } from './local/model.ts';
import { machineTalkIn } from './machine-talk.ts';
import { LONGEST_WAIT_MS, policyFor, within } from './policy.ts';
import type { Intent, Reading, ReadingContext, Understand } from './reading.ts';
import { slotsOf } from './slots.ts';
import { categoryOf, sentimentOf, urgencyOf } from './tone.ts';
import { wantsHuman } from './wants-human.ts';

/** Below this the reading abstains: `intent` is null and the guess stands first among the alternatives. */
const ABSTAIN_BELOW = 0.5;

/** Under what a dialogue takes for sure (step/read-answer). */
const UNSAID = 0.55;
/** Under what may interrupt a dialogue. */
const BESIDE = 0.79;

/** A yes, or a job's end, that no word of the text says: guessed from the question alone, it is never more than a guess. */
function isUnsaid(
	{ topic, ticketType, organisations, orgServices, polarity, digit, amount, method, minutes, normal, signals, objects, moment, on }: Facts,
	intent: Intent,
): boolean {
	// "C'est bon" gives nothing up, unless something else says so.
	if (intent === 'cancel_request' && signals.get('no_longer') === 'c est bon')
		return polarity?.value === 'yes' && !on('cancel', 'drop', 'close_account');
	// "D'accord" after a job was taken says nothing of having left.
	if (intent === 'provider_enroute' && minutes === null && normal.emojis.length === 0) return !on('enroute', 'delay', 'arrived');
	if (polarity?.value === 'yes' || digit !== null || normal.emojis.length > 0) return false;
	if (intent === 'confirm' || intent === 'provider_accept') return !on('accept_job', 'arrived', 'enroute');
	// A way to pay, a sum or a word of paying: letters of no language pay nothing.
	if (intent === 'pay') return method === null && amount === null && signals.size === 0;
	// "ma mère" answers many questions: a ticket is asked for only in a word of it, or where a desk was asked for.
	if (intent === 'join_queue')
		return (
			['none', 'other', 'name', 'yes_no'].includes(topic) &&
			ticketType === null &&
			organisations.length + orgServices.length === 0 &&
			!on('take_ticket', 'queue', 'want', 'book')
		);
	// A no of which no table knows a word: whatever was written, it is not surely a refusal.
	if (intent === 'provider_decline') return polarity === null && signals.size === 0 && objects.length === 0 && moment === null;
	return intent === 'provider_complete' && amount === null && !on('complete');
}

/** The most that an intent may be believed that no word of the text says. A question that is no more than a guess is answered where it waits. */
function mostFor(facts: Facts, intent: Intent): number {
	if (isUnsaid(facts, intent)) return UNSAID;
	return intent === 'help' && facts.topic !== 'none' && facts.signals.size === 0 ? BESIDE : 1;
}

function evidenceOf(facts: Facts, intent: Intent): string[] {
	const found = new Set<string>();
	if (facts.danger !== null) found.add(facts.danger);
	for (const words of facts.signals.values()) found.add(words);
	if (facts.polarity !== null && ['confirm', 'deny', 'provider_accept', 'provider_decline'].includes(intent))
		found.add(facts.polarity.words);
	return [...found].filter((words) => words !== '').slice(0, 8);
}

/**
 * Reads one text by the rules and the classifier (`local/combine`): synchronous, a few milliseconds, bounded (10,000 characters),
 * deterministic, without I/O but the model's file at the first text.
 * `confidence` ≥ 0.8 may interrupt a dialogue; under 0.5 it abstains. Danger is found whatever else is understood.
 */
export function localUnderstand(text: string, context: ReadingContext): Reading {
	const danger = hearDanger(text);
	const toMachine = machineTalkIn(text);
	if (toMachine !== null) return notForUs(text, danger, toMachine);
	const facts = factsOf(text, context, danger?.evidence ?? null);
	const guess = classify(facts);
	const decision = combineIntent(facts, decide(facts), guess);
	const { intent, alternatives, source } = decision;
	const confidence = Math.min(decision.confidence, mostFor(facts, intent));
	const sure = confidence >= ABSTAIN_BELOW;
	const sentiment = combineSentiment(sentimentOf(facts, intent), guess);
	return {
		intent: sure ? intent : null,
		alternatives: sure ? alternatives : [intent, ...alternatives],
		slots: slotsOf(facts, intent),
		found: foundIn(facts),
		sentiment,
		urgency: combineUrgency(facts, urgencyOf(facts, intent, sentiment), guess),
		category: combineCategory(categoryOf(facts, intent), guess),
		wants_human: combineHuman(facts, intent, wantsHuman(facts), guess),
		...toldOf(danger),
		language: languageOf(text),
		confidence,
		source,
		plain: facts.flat,
		evidence: evidenceOf(facts, intent),
	};
}

/** How surely a text that speaks to machines is none of our business: more than any model's word (`llm/guards`). */
const SURELY_NOT_OURS = 0.97;

/** What a reading says of danger. */
function toldOf(danger: HeardDanger | null): Pick<Reading, 'danger' | 'danger_by'> {
	return danger === null ? { danger: false } : { danger: true, danger_by: danger.by };
}

/** The reading of a text that speaks to machines: no fact of it is taken, danger is still heard. */
function notForUs(text: string, danger: HeardDanger | null, words: string): Reading {
	return {
		...unread(danger),
		intent: 'out_of_scope',
		language: languageOf(text),
		confidence: SURELY_NOT_OURS,
		source: 'rules',
		evidence: danger === null ? [words] : [danger.evidence, words],
	};
}

/** What is answered when reading itself failed: nothing understood, words of danger still looked for. */
export function abstention(text: string): Reading {
	const words = dangerIn(text);
	return unread(words === null ? null : { by: 'lexicon', evidence: words });
}

function unread(danger: HeardDanger | null): Reading {
	return {
		intent: null,
		alternatives: [],
		slots: {},
		found: {},
		sentiment: 'neutre',
		urgency: danger === null ? 'basse' : 'haute',
		category: null,
		wants_human: false,
		...toldOf(danger),
		language: 'unknown',
		confidence: 0,
		source: 'none',
		evidence: danger === null ? [] : [danger.evidence],
	};
}

const readings = new Counter({
	name: 'palabre_readings_total',
	help: 'Texts read, by the row of the policy that decided and the source of the reading',
	labelNames: ['row', 'source'],
});

/** What a language model makes of a text that was read locally. */
export type ModelReader = (text: string, context: ReadingContext, local: Reading) => Promise<Reading>;

/**
 * The port: the local reading first, then, when one is configured and the policy sends the text there, the model. Never rejects, and never
 * takes longer than `LONGEST_WAIT_MS`: a late or broken model leaves the local reading as it is.
 */
export function createUnderstand(
	local: (text: string, context: ReadingContext) => Reading = localUnderstand,
	model?: ModelReader,
	longestWaitMs: number = LONGEST_WAIT_MS,
): Understand {
	return async (text, context) => {
		const reading = readLocally(local, text, context);
		const row = policyFor({ text, context, local: reading });
		const final =
			model === undefined || row.use === 'local' ? reading : await within(() => model(text, context, reading), longestWaitMs, reading);
		readings.inc({ row: row.name, source: final.source });
		return final;
	};
}

function readLocally(local: (text: string, context: ReadingContext) => Reading, text: string, context: ReadingContext): Reading {
	try {
		return local(text, context);
	} catch {
		return abstention(text);
	}
}
