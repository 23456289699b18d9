import type { Reach } from '../../channels/outbox/person.ts';
import type { Session } from '../session.ts';

export type Language = 'fr' | 'en' | 'wo';
/** Who speaks to the contact now; changed by compare-and-set only (rule D1). */
export type Owner = 'bot' | 'human' | 'nobody';

/** A person as one organisation knows them, with their place in the dialogue: one row per contact, read once a turn. */
export interface Contact {
	_id: string;
	org: string;
	/** E.164; absent when the person hides it. Unique within the organisation. */
	phone?: string;
	/** WhatsApp's id of a person (`CM.1A2B…`). Unique within the organisation. */
	waUserId?: string;
	/** The name the person chose: untrusted text. */
	name?: string;
	/** Unset until detected at the first message. */
	language?: Language;
	/** The provider this person is, when they are one. */
	provider?: string;
	/** One per channel, the last used first. */
	reach: Reach[];
	owner: Owner;
	/** The agent who owns the conversation, and since when. */
	agent?: string;
	ownerSince?: Date;
	/** When an agent last did something: an idle human is warned, then the bot takes over again (rule D5). */
	agentActiveAt?: Date;
	/** Why a human was asked for. */
	handoverReason?: string;
	session: Session;
	/** When the timer of the open question fires; a moment that is past says that there is none. */
	questionTimerAt?: Date;
	lease: { owner: string | null; until: Date };
	/** Since when nothing is known of the person any more (rule X9): nobody is found by this row, and no turn is taken for it. */
	erasedAt?: Date;
	createdAt: Date;
	updatedAt: Date;
}
