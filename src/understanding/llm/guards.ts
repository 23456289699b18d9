import { type Facts, factsOf } from '../facts.ts';
import type { Intent, Reading, ReadingContext, Slots } from '../reading.ts';
import { SERVICES } from '../tables/services.ts';
import { fold } from '../text/normalise.ts';
import type { ReadingOutput } from './outputs.ts';

/** A guess: the dialogue neither takes it for an answer nor opens anything on it (step/read-answer). */
const GUESS = 0.55;
/** A model is never surer than this of anything. */
const SUREST = 0.95;
/** Under this an angry complaint does not call a person by itself (precedence/interrupts). */
const NOT_CERTAIN = 0.79;
/** Longer is not a landmark or a reason. */
const MAX_SPAN = 200;

type Witness = (facts: Facts) => boolean;

/** Text that speaks to a machine, not to a service desk: no word of it bears witness to anything. */
const TO_MACHINES = /\b(?:ignore[rz]?|disregard|forget|instructions?|consignes?|rules?|system|prompt|admin\w*|intent|script|ndigal)\b/;
const speaksToMachines = ({ flat, normal }: Facts): boolean => TO_MACHINES.test(flat) || /[<>{}]/.test(normal.clean);

const agrees: Witness = ({ polarity }) => polarity?.value === 'yes';
const refuses: Witness = ({ polarity }) => polarity !== null && polarity.value !== 'yes';
/** Only what the local reading saw too, as its guess or an alternative. */
const localOnly: Witness = () => false;

/**
 * Intents that do something: a yes, a no, a job's progress, money, a place given up. A model's word alone is no ground for them, since the
 * text it reads may tell it what to say: the local reading must have seen the same, or the text must hold the witness named here.
 */
const WITNESSES: Partial<Record<Intent, Witness>> = {
	confirm: agrees,
	provider_accept: agrees,
	deny: refuses,
	provider_decline: refuses,
	cancel_request: localOnly,
	provider_enroute: localOnly,
	provider_arrived: localOnly,
	provider_start: localOnly,
	provider_complete: localOnly,
	rate_service: ({ rating }) => rating !== null,
	pay: localOnly,
	leave_queue: localOnly,
	reschedule_appointment: localOnly,
	change_language: ({ flat }) => /\b(?:francais|french|anglais|english|wolof|langue|language|lakk)\b/.test(flat),
	preferences: localOnly,
	stop_notifications: localOnly,
	talk_to_human: (facts) => namesPerson(facts),
};
const YES: readonly Intent[] = ['confirm', 'provider_accept'];

const PERSON =
	/\b(?:humaine?|human|quelqu un|someone|somebody|person|personne|pesin|agent|conseiller|conseillere|responsable|manager|boss|patron|chef|operateur|operator|appele[rz]?|rappele[rz]?|call|nit)\b/;

function namesPerson({ flat }: Facts): boolean {
	return PERSON.test(flat);
}

/** What of a model's answer holds, beside the local reading: closed values, ids of the organisation, the person's own words. */
export interface Guarded {
	intent: Intent | null;
	confidence: number;
	wantsHuman: boolean;
	slots: Slots;
	evidence: string[];
}

/** Puts a model's answer under the rules that the local reading obeys (rule D13). Pure. */
export function guard(output: ReadingOutput, local: Reading, text: string, context: ReadingContext): Guarded {
	const facts = factsOf(text, context, null);
	const { intent } = output;
	return {
		intent,
		confidence: intent === null ? 0 : confidenceOf(output, intent, local, facts),
		wantsHuman: output.wants_human && namesPerson(facts),
		slots: slotsOf(output.slots, text, context),
		evidence: output.evidence.flatMap((words) => ownWords(words, text) ?? []).slice(0, 4),
	};
}

function confidenceOf({ confidence }: ReadingOutput, intent: Intent, local: Reading, facts: Facts): number {
	const most = Math.min(confidence, SUREST);
	// A negated refusal, or any no, never becomes a yes, whoever says so.
	if (YES.includes(intent) && facts.polarity !== null && facts.polarity.value !== 'yes') return Math.min(most, GUESS);
	const seen = local.intent === intent || local.alternatives.includes(intent);
	const witness = WITNESSES[intent];
	if (witness !== undefined && !seen && (speaksToMachines(facts) || !witness(facts))) return Math.min(most, GUESS);
	return intent === 'complaint' && local.sentiment !== 'negatif' ? Math.min(most, NOT_CERTAIN) : most;
}

/** Amounts, ratings, numbers of requests and phones come from the grammars alone: a model that misreads one digit costs money (I9). */
function slotsOf(said: Record<string, unknown>, text: string, context: ReadingContext): Slots {
	const services = context.services.length > 0 ? context.services : SERVICES;
	const service = services.find(({ id }) => id === said.service)?.id;
	const zone = context.zones.find(({ id }) => id === said.zone)?.id;
	const method = (['orange_money', 'mtn_momo', 'wave', 'free_money', 'cash'] as const).find((id) => id === said.payment_method);
	const type = (['normal', 'vip', 'express', 'appointment'] as const).find((id) => id === said.ticket_type);
	const language = (['fr', 'en', 'wo'] as const).find((id) => id === said.language);
	const spans = (['problem', 'landmark', 'quarter', 'reason', 'name', 'when'] as const).flatMap((name) => {
		const words = ownWords(said[name], text);
		return words === null ? [] : [[name, words] as const];
	});
	return {
		...Object.fromEntries(spans),
		...(service === undefined ? {} : { service }),
		...(zone === undefined ? {} : { zone }),
		...(method === undefined ? {} : { payment_method: method }),
		...(type === undefined ? {} : { ticket_type: type }),
		...(language === undefined ? {} : { language }),
	};
}

/** Words the person really wrote; null for anything a model made up, its instructions included. */
function ownWords(words: unknown, text: string): string | null {
	if (typeof words !== 'string') return null;
	const trimmed = words.trim();
	if (trimmed === '' || trimmed.length > MAX_SPAN) return null;
	return fold(text).includes(fold(trimmed)) && fold(trimmed) !== '' ? trimmed : null;
}
