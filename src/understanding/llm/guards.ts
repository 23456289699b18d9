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

/** Does the text itself hold what an intent needs? */
type Witness = (facts: Facts, local: Reading) => boolean;

/** A question or a wish to know how is never the thing itself. */
const said = (...signals: Parameters<Facts['on']>): Witness => {
	return (facts) => facts.on(...signals) && !facts.normal.asks && !facts.on('howto', 'why', 'cancel_no', 'keep_place', 'not_done');
};
/** A word that says yes, in a text that the local reading takes for a yes too: "ok" stands in many that are none. */
const agrees: Witness = ({ polarity }, { intent, alternatives }) =>
	polarity?.value === 'yes' &&
	!isRefusal(intent) &&
	[intent, alternatives[0]].some((guess) => guess === 'confirm' || guess === 'provider_accept');
const isRefusal = (intent: Intent | null): boolean => intent === 'deny' || intent === 'provider_decline' || intent === 'cancel_request';
const refuses: Witness = ({ polarity, normal }) => polarity !== null && polarity.value !== 'yes' && !normal.asks;

/** Intents that do something which is not simply undone: a yes, money, a job's end, a place given up. The text must hold the witness named here. */
const GRAVE: Partial<Record<Intent, Witness>> = {
	confirm: agrees,
	provider_accept: agrees,
	cancel_request: said('cancel', 'drop', 'no_longer', 'close_account'),
	provider_complete: said('complete'),
	rate_service: ({ rating }) => rating !== null,
	pay: (facts, local) => said('pay')(facts, local) && (local.intent ?? local.alternatives[0]) === 'pay',
	leave_queue: said('leave', 'drop', 'no_longer'),
	stop_notifications: said('stop'),
	talk_to_human: (facts) => namesPerson(facts),
};

/** Intents that do something that a word undoes: a witness, or the local reading's own best guess. */
const LIGHT: Partial<Record<Intent, Witness>> = {
	deny: refuses,
	provider_decline: refuses,
	provider_enroute: said('enroute'),
	provider_arrived: said('arrived'),
	provider_start: said('start'),
	join_queue: said('take_ticket', 'queue'),
	book_appointment: said('rdv', 'book'),
	reschedule_appointment: said('move'),
	change_language: ({ flat }) => /\b(?:francais|french|anglais|english|wolof|langue|language|lakk)\b/.test(flat),
	preferences: said('prefs', 'absence'),
};
const YES: readonly Intent[] = ['confirm', 'provider_accept', 'pay'];

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
	if (!isWitnessed(intent, local, facts)) return Math.min(most, GUESS);
	return intent === 'complaint' && local.sentiment !== 'negatif' ? Math.min(most, NOT_CERTAIN) : most;
}

/**
 * A model's word alone is no ground for doing anything, since the text it reads may tell it what to say; neither is a local guess for what is
 * grave, since the question alone may have given it. `request_service` needs nothing: it opens a form that is read back before it counts.
 */
function isWitnessed(intent: Intent, local: Reading, facts: Facts): boolean {
	const grave = GRAVE[intent];
	const light = LIGHT[intent];
	if (grave === undefined && light === undefined) return true;
	if (ofAnotherRole(intent, facts) || facts.on('injection')) return false;
	if (grave !== undefined) return grave(facts, local);
	return light?.(facts, local) === true || (local.intent ?? local.alternatives[0]) === intent;
}

/** A client moves no job on. */
function ofAnotherRole(intent: Intent, { role }: Facts): boolean {
	return role === 'client' && intent.startsWith('provider_');
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
