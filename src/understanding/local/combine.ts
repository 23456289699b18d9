import { ACTIONS } from '../actions.ts';
import { namesRequestAlone } from '../bare.ts';
import type { Facts } from '../facts.ts';
import type { Decision } from '../intents.ts';
import { denies } from '../negation.ts';
import type { Category, Intent, Sentiment, Urgency } from '../reading.ts';
import { namesCounter, namesNobody } from '../wants-human.ts';
import calibration from './calibration.json' with { type: 'json' };
import { type Curve, curveShape, heightAt } from './curve.ts';
import type { Guess } from './heads.ts';
import { toldOtherwise } from './told-otherwise.ts';

/**
 * The policy that makes one reading of the rules' and the classifier's, in this order:
 *
 * | what | who decides |
 * | --- | --- |
 * | danger, and its urgency | the lexicon; nothing lowers it |
 * | injection, spam, small talk that the rules are sure of | the rules |
 * | a refusal, a negated cancellation, "wait" | never read as a yes or as the action it denies, whatever the classifier says |
 * | an offer of less, a sum paid before, a cancellation only spoken of… (`told-otherwise`) | not the intent that these words contradict |
 * | a price called too high; a telephone number or a letter alone | never read as a yes; never as what does something |
 * | a lone number, a request's number alone, or an emoji | the rules: there are no words to learn from |
 * | a yes against a denial that no idiom explains, or a provider's yes without a word of agreement | not read, unless the classifier is very sure of the latter |
 * | a yes of the rules that the classifier takes for a refusal | the classifier: a wrong yes costs more than one more question |
 * | an action out of any question, by a guess below the threshold | nobody: the best of what does nothing is taken |
 * | words of which no table knows one, by a guess | the rules |
 * | the rest | the greater sum of both: a rule's weight to the fourth power (only sure rules count), the classifier's probability |
 *
 * The confidence is how often such a sum was right on examples that neither had seen (`calibration.json`, made by the training).
 */
const RULES_SHARE = 0.4;
const SHARPNESS = 4;
/** The rules' word on tone stands unless the classifier is surer of another than this. */
const TONE_SHARE: Readonly<Record<'sentiment' | 'urgency' | 'category', number>> = { sentiment: 0.5, urgency: 0.5, category: 0.3 };
/** Rules this sure that a text is none of our business are not argued with. */
const SURELY_OUT = 0.86;
/** From here the classifier alone hears somebody ask for a person. */
const HEARD = 0.5;

/** The classifier gives a refusal this much: no yes counts, neither the rules' nor its own. */
const SURELY_REFUSED = 0.45;
/** Without a word of agreement, the classifier must be this sure that a provider takes a job. */
const SURELY_ACCEPTED = 0.7;
/** Under this, what is said is a guess. */
const GUESS = 0.5;

const YES: ReadonlySet<Intent> = new Set(['confirm', 'provider_accept', 'pay']);
const ENDS: ReadonlySet<Intent> = new Set(['cancel_request', 'leave_queue', 'stop_notifications', 'reschedule_appointment']);
const curve = curveShape.parse(calibration);

/** How often a reading of this score is right, from 0 to 1, by the points of the calibration. */
export function calibrated(score: number, points: Curve = curve): number {
	return heightAt(score, points);
}

/** May the classifier's word for this intent count? Never against what the text denies. */
function admissible(intent: Intent, probability: number, facts: Facts, rules: Decision): boolean {
	if (intent === rules.intent) return true;
	if (toldOtherwise(intent, facts, rules)) return false;
	const denied = facts.polarity?.value === 'no' || facts.polarity?.value === 'wait' || facts.on('cancel_no');
	// A provider's yes answers an offer, or says what it takes on; a reason alone ("my car is at the mechanic") is no yes.
	if (intent === 'talk_to_human' && namesNobody(facts)) return false;
	if (intent === 'provider_accept' && !facts.on('accept_job')) {
		if (facts.topic === 'none') return false;
		if (facts.polarity?.value !== 'yes' && !facts.on('enroute') && probability < SURELY_ACCEPTED) return false;
	}
	// A price called too high is no yes; a telephone number or a lone letter does nothing.
	if (YES.has(intent) && facts.on('expensive') && facts.polarity?.value !== 'yes') return false;
	if (ACTIONS.has(intent) && facts.amount === null && !/[a-z]{2}/.test(facts.flat)) return false;
	if (YES.has(intent) && intent !== 'pay' && facts.polarity?.value !== 'yes' && denies(facts.flat)) return false;
	if (YES.has(intent)) return !denied && !facts.on('wrong', 'decline_job', 'not_done');
	if (ENDS.has(intent)) return !facts.on('cancel_no', 'keep_place');
	if (intent === 'provider_complete') return !facts.on('not_done');
	if (intent === 'provider_start') return !(facts.on('not_done') && facts.topic === 'there');
	return true;
}

/** Each intent's score, best first. */
export function ranked(facts: Facts, rules: Decision, guess: Guess): { intent: Intent; score: number }[] {
	const refused =
		!toldOtherwise('deny', facts, rules) && (guess.intent.get('deny') ?? 0) + (guess.intent.get('provider_decline') ?? 0) >= SURELY_REFUSED;
	return [...guess.intent]
		.map(([intent, probability]) => ({
			intent,
			score:
				refused && YES.has(intent)
					? 0
					: RULES_SHARE * (rules.weights.get(intent) ?? 0) ** SHARPNESS +
						(admissible(intent, probability, facts, rules) ? (1 - RULES_SHARE) * probability : 0),
		}))
		.sort((a, b) => b.score - a.score);
}

/** Is the text for the rules alone? */
function rulesAlone(facts: Facts, rules: Decision): boolean {
	if (rules.intent === 'out_of_scope' && rules.confidence >= SURELY_OUT) return true;
	return facts.flat === '' || facts.digit !== null || namesRequestAlone(facts);
}

/** The intent of a text from both readers. `weights` are the rules'. */
export function combineIntent(facts: Facts, rules: Decision, guess: Guess): Decision & { source: 'rules' | 'local' } {
	if (rulesAlone(facts, rules)) return { ...rules, source: 'rules' };
	const scores = ranked(facts, rules, guess);
	const timid = facts.topic === 'none' && calibrated(scores[0]?.score ?? 0) < GUESS;
	const order = timid ? [...scores].sort((a, b) => Number(ACTIONS.has(a.intent)) - Number(ACTIONS.has(b.intent))) : scores;
	if (timid && facts.signals.size === 0 && rules.intent === 'out_of_scope') return { ...rules, source: 'rules' };
	const [best] = order;
	if (best === undefined) return { ...rules, source: 'rules' };
	return {
		intent: best.intent,
		alternatives: order
			.slice(1, 4)
			.filter(({ score }) => score >= 0.05)
			.map(({ intent }) => intent),
		confidence: Math.round(calibrated(best.score) * 100) / 100,
		weights: rules.weights,
		source: best.intent === rules.intent ? 'rules' : 'local',
	};
}

/** The label with the greater sum: the rules' share for the rules' label, the rest by the classifier's probabilities. */
function vote<Label extends string>(rules: Label, guess: ReadonlyMap<Label, number>, share: number): Label {
	let best = rules;
	let top = share + (1 - share) * (guess.get(rules) ?? 0);
	for (const [label, probability] of guess) {
		const score = (1 - share) * probability;
		if (label !== rules && score > top) {
			best = label;
			top = score;
		}
	}
	return best;
}

/** Rules and classifier vote. */
export function combineSentiment(rules: Sentiment, guess: Guess): Sentiment {
	return vote(rules, guess.sentiment, TONE_SHARE.sentiment);
}

/** Danger stays urgent (rule D13). */
export function combineUrgency(facts: Facts, rules: Urgency, guess: Guess): Urgency {
	return facts.danger !== null && rules === 'haute' ? rules : vote(rules, guess.urgency, TONE_SHARE.urgency);
}

/** Whether there is a category is the rules' to say (support matters only); which one, both'. */
export function combineCategory(rules: Category | null, guess: Guess): Category | null {
	return rules === null ? null : vote(rules, guess.category, TONE_SHARE.category);
}

/** The rules', or the classifier's when no word tells it not to; to be read as asking for a person is to want one. */
export function combineHuman(facts: Facts, intent: Intent, rules: boolean, guess: Guess): boolean {
	if (namesNobody(facts)) return false;
	if (intent === 'talk_to_human' && !facts.on('human_no')) return true;
	return (
		rules || (!facts.on('human_no') && !namesCounter(facts) && facts.role !== 'provider' ? (guess.human.get('yes') ?? 0) >= HEARD : false)
	);
}
