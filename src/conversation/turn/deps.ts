import type { MediaItem } from '../../channels/message.ts';
import type { Clock } from '../../platform/clock.ts';
import type { LanguageCode, Texts } from '../../platform/i18n.ts';
import type { Understand } from '../../understanding/reading.ts';
import type { Command } from '../command.ts';
import type { FlowBook } from '../flow/book.ts';
import type { Flow } from '../flow/schema.ts';
import type { InboxItem } from '../input.ts';

/** What a conversation needs to know of an organisation; the modules give it. */
export interface OrganisationView {
	id: string;
	name: string;
	timezone: string;
	currency: string;
	languages: LanguageCode[];
	/** Whom the safety advice names. */
	emergency: { rescue: string; police: string };
	settings: ConversationSettings;
	/** The names people call services and quarters by, for understanding. */
	services: { id: string; names: string[] }[];
	zones: { id: string; names: string[] }[];
	/** What people can do here: `$org.offers.queues`, so that nothing else is shown to them. */
	offers: { requests: boolean; queues: boolean; appointments: boolean };
}

/** The organisation's settings that shape a conversation. Minutes and hours as their names say. */
export interface ConversationSettings {
	question_reminder_minutes: number;
	question_expiry_minutes: number;
	draft_keep_hours: number;
	human_idle_warn_minutes: number;
	human_idle_return_minutes: number;
	wrong_answers_before_person: number;
}

/** A message of ours that was replied to. */
export interface Answered {
	subject: string;
	text: string;
}

/** Everything a turn reaches outside the session, injected by the composition root. */
export interface TurnDeps {
	clock: Clock;
	book: FlowBook;
	/** A version the book does not know: while programs are replaced one by one, the newer ones have released it. Null: nobody has. */
	findRelease(flow: string, version: number): Promise<Flow | null>;
	texts: Texts;
	commands: ReadonlyMap<string, Command>;
	understand: Understand;
	/** The language a first message is written in; null when it cannot be told. */
	detectLanguage(text: string): LanguageCode | null;
	findOrganisation(id: string): Promise<OrganisationView>;
	/** Fetches a person's file and keeps it. Gives its id. Throws AppError when it cannot be had. */
	keepMedia(item: MediaItem, of: InboxItem): Promise<string>;
	/** The words of a voice note that was kept; null when it cannot be heard. Never rejects. Unset: nobody listens. */
	transcribe?(org: string, fileId: string): Promise<string | null>;
	/** Kinds of subjects (`offer`) whose messages somebody follows to the phone. */
	followed: ReadonlySet<string>;
	/** The message that a person replied to: what it is about (empty: nothing) and its words; null when unknown. */
	findAnswered(org: string, providerId: string): Promise<Answered | null>;
	/** Development only: keeps what a turn did for the simulator's inspector. */
	keepTraces: boolean;
}
