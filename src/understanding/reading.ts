import type { DayPart } from '../platform/day-parts.ts';

/** The vocabulary of understanding: the closed sets and the typed reading of one free text. */

export const INTENTS = [
	'request_service',
	'describe_problem',
	'give_location',
	'confirm',
	'deny',
	'cancel_request',
	'track_status',
	'provider_accept',
	'provider_decline',
	'provider_enroute',
	'provider_arrived',
	'provider_start',
	'provider_complete',
	'rate_service',
	'join_queue',
	'queue_position',
	'leave_queue',
	'book_appointment',
	'reschedule_appointment',
	'pay',
	'payment_problem',
	'price_question',
	'complaint',
	'talk_to_human',
	'change_language',
	'preferences',
	'greet',
	'thanks',
	'help',
	'stop_notifications',
	'out_of_scope',
] as const;
export type Intent = (typeof INTENTS)[number];

export type Sentiment = 'positif' | 'neutre' | 'negatif';
export type Urgency = 'basse' | 'moyenne' | 'haute';
export type Category = 'facturation' | 'technique' | 'commercial' | 'resiliation' | 'autre';
export type Role = 'client' | 'provider';
/** fr, en, wo are answered in; pcm (Cameroonian Pidgin) is answered in English, camfr (Camfranglais) in French. */
export type TextLanguage = 'fr' | 'en' | 'wo' | 'pcm' | 'camfr' | 'unknown';

/** What was understood of one text. Slot names and values: `shared` vocabulary of the data set, see understanding/README. */
export interface Reading {
	/** null: abstained. */
	intent: Intent | null;
	/** Other intents the text also carries, best first. */
	alternatives: Intent[];
	/** What belongs to the intent. */
	slots: Slots;
	/** Everything the text tells, whatever the intent: an answer to a question needs no intent of its own. */
	found: Slots;
	sentiment: Sentiment;
	urgency: Urgency;
	category: Category | null;
	wants_human: boolean;
	/** Danger was heard: gas, fire, electrocution, blood… No model overrules the words of the lexicon (rule D13). */
	danger: boolean;
	/** Who heard it: the words of the lexicon, or where these are silent the learned head; unset without danger. */
	danger_by?: 'lexicon' | 'learned';
	language: TextLanguage;
	/** 0 to 1. */
	confidence: number;
	source: 'rules' | 'local' | 'llm' | 'none';
	/** The text without accents and punctuation, its SMS spelling undone: what keywords are compared with. */
	plain?: string;
	/** The words that decided, for the inspector. */
	evidence: string[];
	/** Of an LLM's reading: which model, and which version of which prompt (`understand@1`). */
	model?: string;
	prompt?: string;
}

/** Closed values are ids of the organisation's data; free values are the person's own words. */
export interface Slots {
	service?: string | string[];
	problem?: string;
	/** The person's words for the time; `when_at` is what they mean. */
	when?: string;
	/**
	 * The moment meant, ISO 8601 with offset, and whether an hour was said; `part`: a part of the day was, `at` is an hour of it; `any_day`:
	 * no day was, and another may be meant.
	 */
	when_at?: { at: string; precision: 'now' | 'hour' | 'day'; part?: DayPart; any_day?: true };
	quarter?: string;
	/** The zone's id when the quarter is one of the organisation's. */
	zone?: string;
	landmark?: string;
	lat?: number;
	lon?: number;
	amount?: number;
	rating?: number;
	phone?: string;
	request_id?: string;
	ticket_number?: string;
	/** The number of a ticket is all that is said. */
	ticket_alone?: true;
	ticket_type?: string;
	eta_minutes?: number;
	payment_method?: string;
	language?: 'fr' | 'en' | 'wo';
	channel?: 'sms' | 'email' | 'whatsapp';
	urgency?: Urgency;
	reason?: string;
	name?: string;
	count?: number;
	organisation?: string;
	org_service?: string;
	city?: string;
	quiet_hours?: string;
	style?: string;
	frequency?: string;
	reference?: string;
	email?: string;
	/** What the words name as the thing to follow, move or cancel. */
	about?: 'appointment' | 'ticket' | 'request';
	/** A ticket or an appointment is for somebody else; the text tells only who that is to the writer ("ma mère"); their name. */
	for_other?: true;
	unnamed?: true;
	called?: string;
	/** The text is a person's name and nothing else, as far as its words tell: what leads to it is left out ("c'est Awa Diop"). */
	person_name?: string;
	/** The place of the last job is meant. */
	same_place?: true;
	/** Somebody asks when a house opens or closes, or whether it does. */
	asks_hours?: true;
	/** A client says that they are at the place. */
	there?: true;
	/** The trade that is named ("plombier"), not guessed from the thing that broke. */
	trade?: string;
	/** Another trade that is wished for in the same breath ("un plombier et aussi un électricien"). */
	other_trade?: string;
	/** What broke, in so many words, whatever the text was said for. */
	fault?: string;
	/** A place, a time, a trade or politeness is all that is said: no word of what happened. */
	bare?: true;
	/** A yes is all that is said; one that only takes note ("ok", "d'accord"). */
	agreed?: true;
	acknowledged?: true;
	/** To cancel what is open is said, or asked about ("comment annuler ?"). */
	gives_up?: true;
	asks_to_cancel?: true;
	/** What is open must not be cancelled ("n'annulez pas"). */
	kept?: true;
	/** More time is wanted, without giving the place up. */
	needs_time?: true;
	/** The writer will not be there ("je ne pourrai pas venir"). */
	cannot_come?: true;
	/** What the law gives precedence for. */
	priority?: 'elderly' | 'pregnant' | 'disabled';
}

/** What the reader knows about the moment: who writes, what was asked, and the organisation's own words. */
export interface ReadingContext {
	role: Role;
	/** The bot's last question, worded; null when none is open. */
	question: string | null;
	/** The open question's choices. */
	choices: { id: string; label: string; synonyms: string[] }[];
	/** The person's language, when known. */
	language: 'fr' | 'en' | 'wo' | null;
	/** The moment, for "demain 10h". */
	now: Date;
	timezone: string;
	services: { id: string; names: string[] }[];
	zones: { id: string; names: string[] }[];
	/** Whose conversation it is: the tokens of an LLM are counted per organisation. Unset: a file or a test reads. */
	organisation?: string;
}

/** The port: rules today, a classifier and an LLM behind the same face. Never rejects; falls back to an abstaining reading. */
export type Understand = (text: string, context: ReadingContext) => Promise<Reading>;
